import type { IBinaryData } from 'n8n-workflow';
import type { Row } from '../schema/define';
import { InputError } from '../schema/errors';
import { binaryFieldOf, type Item } from './parameters';
import { isBlank, toFlag, toPlainText } from './scalars';
import type { Request } from './call';

/** The file of an attachment. */

/**
 * The request with the file of the chosen binary field in its body: its content as Base64, and its name where none was given
 * (section "Create an attachment"). A link, or content that was given as text, is sent as it is.
 * @throws InputError for a link without address or name, and for a binary field without a file
 */
export async function withUpload(item: Item, request: Request): Promise<Request> {
	const { read, files } = item;
	const body = request.body as Row;
	if (toFlag(body.isExternalLink, 'File or Link') ?? !isBlank(body.url)) {
		for (const [key, label] of [
			['url', 'URL'],
			['name', 'Name'],
		] as const) {
			if (isBlank(body[key]))
				throw new InputError(`${label} is empty`, 'A link needs its address and a name. Nothing was sent.');
		}
		return { ...request, body: { ...body, isExternalLink: true } };
	}
	if (!isBlank(body.fileData)) {
		if (isBlank(body.fileName))
			throw new InputError('File Name is empty', 'Content that is given as Base64 needs a name. Nothing was sent.');
		return request;
	}
	const field = binaryFieldOf(read);
	const given = isBinary(field) ? withContent(item, field) : toPlainText(field, 'Input Binary Field');
	const { id, data, fileName } = typeof given === 'string' ? files.find(given) : given;
	// Kept in memory it is text that any node may have written.
	const content: unknown = id ? await files.content(given) : data;
	if (!Buffer.isBuffer(content) && typeof content !== 'string')
		throw new InputError(
			typeof given === 'string'
				? `Input Binary Field "${given}" contains no file`
				: 'Input Binary Field contains no file',
			'Check the node that created it. Nothing was sent.',
		);
	const own = typeof fileName === 'string' && !isBlank(fileName) ? fileName : 'file';
	const named = { ...body, fileName: isBlank(body.fileName) ? own : body.fileName };
	return { ...request, bytes: withBase64(named, 'fileData', content) };
}

/** True for a file itself, as an expression gives it. */
const isBinary = (value: unknown): value is IBinaryData =>
	typeof value === 'object' && value !== null && 'mimeType' in value;

/**
 * What n8n calls $binary describes the files of the item without their content, where it keeps them in memory.
 * @returns the file, or the name of the field that it describes
 * @throws InputError where that cannot be told
 */
function withContent({ input }: Item, file: IBinaryData): IBinaryData | string {
	if (file.id || file.data) return file;
	const [name, ...more] = Object.entries(input.binary ?? {})
		.filter(([, each]) => Object.entries(file).every(([key, value]) => each[key] === value))
		.map(([each]) => each);
	if (name !== undefined && !more.length) return name;
	throw new InputError(
		'Input Binary Field: the file given has no content',
		'Enter the name of the binary field instead of an expression. Nothing was sent.',
	);
}

const CHUNK = 3 * 65_536;

/**
 * A JSON object as bytes, its last key holding a file as Base64. Written piece by piece: nothing of the file's size is ever in memory
 * but the file and these bytes.
 * @param content the file, or its Base64; what is written is always encoded here, so that it cannot end the JSON string
 */
export function withBase64(body: Row, key: string, content: Buffer | string): Buffer {
	const rest = { ...body };
	delete rest[key];
	const head = Buffer.from(JSON.stringify({ ...rest, [key]: '' }).slice(0, -2));
	const length = typeof content === 'string' ? content.length : Math.ceil(content.length / 3) * 4;
	const json = Buffer.alloc(head.length + length + 2);
	let end = head.copy(json);
	for (let at = 0; at < content.length; at += CHUNK) {
		const piece = typeof content === 'string' ? recoded(content, at) : content.toString('base64', at, at + CHUNK);
		// Not as an encoder writes it (line breaks, other alphabet, cut off): decoded as a whole then.
		if (piece === undefined) return withBase64(body, key, Buffer.from(String(content), 'base64'));
		end += json.write(piece, end, 'latin1');
	}
	json.write('"}', end, 'latin1');
	return json;
}

/** A piece of Base64, decoded and encoded again; undefined where that gives something else. */
function recoded(base64: string, at: number): string | undefined {
	const given = base64.slice(at, at + CHUNK);
	const again = Buffer.from(given, 'base64').toString('base64');
	const isCut = again.endsWith('=') && at + CHUNK < base64.length;
	return again === given && !isCut ? again : undefined;
}
