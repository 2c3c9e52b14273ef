import { parseBytes } from './json';

/** Responses that hold files as Base64. */

const QUOTE = 0x22;
/** Longer than a key with what may stand around it. */
const SLACK = 128;
const NOTHING = Buffer.alloc(0);

/** The body of a response as a stream, as the engine hands it over. */
export interface Incoming extends AsyncIterable<Buffer> {
	destroy?(error: Error): void;
}

/** Bytes of one file after the other, out of Base64 that comes in pieces. */
class Decoder {
	private buffer = NOTHING;
	private length = 0;
	private left = '';

	/** @param expected bytes that a file may have; a wrong guess costs memory only */
	constructor(private readonly expected: number) {}

	write(base64: Buffer, last = false) {
		// Some services write slashes as `\/`.
		const text = this.left + base64.toString('latin1').replaceAll('\\', '');
		const whole = last ? text.length : text.length - (text.length % 4);
		this.left = text.slice(whole);
		const needed = this.length + Math.ceil(whole * 0.75);
		if (needed > this.buffer.length) {
			const larger = Buffer.allocUnsafe(Math.max(this.expected, 2 * this.buffer.length, needed));
			this.buffer.copy(larger, 0, 0, this.length);
			this.buffer = larger;
		}
		this.length += this.buffer.write(text.slice(0, whole), this.length, 'base64');
	}

	/** The file that is complete now. */
	take(): Buffer {
		this.write(NOTHING, true);
		const file = this.buffer.subarray(0, this.length);
		const fills = this.length > 0.75 * this.buffer.length;
		this.length = 0;
		if (!fills) return Buffer.from(file);
		this.buffer = NOTHING;
		return file;
	}
}

/**
 * Reads JSON in which the strings under one key are files in Base64. They are decoded while they come in, so that beside the
 * files nothing of their size is ever in memory.
 * @param size bytes of the whole response, where known
 * @returns the parsed JSON with a Buffer in the place of each such string; the text where it is no JSON
 */
export async function parseWithFiles(stream: Incoming, key: string, size = 0): Promise<unknown> {
	// A quote inside a string has a backslash before it, so nothing else looks like this.
	const opening = new RegExp(`"${key}"\\s*:\\s*"`);
	const decoder = new Decoder(Math.ceil(size * 0.75));
	const files: Buffer[] = [];
	const rest: Buffer[] = [];
	let isInside = false;
	let data = NOTHING;
	for await (const chunk of stream) {
		data = data.length ? Buffer.concat([data, chunk]) : chunk;
		for (let more = true; more; ) {
			if (isInside) {
				const end = data.indexOf(QUOTE);
				more = end >= 0;
				decoder.write(more ? data.subarray(0, end) : data);
				data = more ? data.subarray(end) : NOTHING;
				if (more) files.push(decoder.take());
				isInside = !more;
			} else {
				const found = opening.exec(data.toString('latin1'));
				more = found !== null;
				const to = found ? found.index + found[0].length : Math.max(0, data.length - SLACK);
				rest.push(data.subarray(0, to), ...(more ? [Buffer.from(String(files.length))] : []));
				data = data.subarray(to);
				isInside = more;
			}
		}
	}
	const found = parseBytes(Buffer.concat([...rest, data]));
	return typeof found === 'string' ? found : withFiles(found, key, files);
}

/** The files in the places of their numbers; what is parsed is not nested deeply. */
function withFiles(value: unknown, key: string, files: Buffer[]): unknown {
	if (Array.isArray(value)) return value.map((each) => withFiles(each, key, files));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [
			name,
			name === key && typeof inner === 'string' ? files[Number(inner)] : withFiles(inner, key, files),
		]),
	);
}
