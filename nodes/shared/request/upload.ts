import type { IBinaryData } from 'n8n-workflow';
import type { Row } from '../schema/define';
import { InputError } from '../schema/errors';
import { binaryFieldOf, type Item } from './parameters';
import { isBlank, toFlag, toPlainText } from './scalars';
import type { Request } from './call';

/** The file of an attachment. */

/**
 * The request with the file of the chosen binary field in its body: its content as Base64, and its name if none was given
 * (section "Create an attachment"). A link, or content that was given as text, is sent as it is.
 * @throws InputError for a link without address or name, and for a binary field without a file
 */
export async function withUpload(item: Item, request: Request): Promise<Request> {
	const { read, files } = item;
	const body = request.body as Row;
	const { fileData, ...rest } = body;
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
	if (!isBlank(fileData)) {
		if (isBlank(body.fileName))
			throw new InputError('File Name is empty', 'Content that is given as Base64 needs a name. Nothing was sent.');
		return request;
	}
	const field = binaryFieldOf(read);
	const given = isBinary(field) ? withContent(item, field) : toPlainText(field, 'Input Binary Field');
	const { id, data, fileName } = typeof given === 'string' ? files.find(given) : given;
	// A file that is kept in memory is text, which any node may have written.
	const content: unknown = id ? await files.content(given) : data;
	if (!Buffer.isBuffer(content) && typeof content !== 'string')
		throw new InputError(
			typeof given === 'string'
				? `Input Binary Field "${given}" contains no file`
				: 'Input Binary Field contains no file',
			'Check the node that created it. Nothing was sent.',
		);
	const own = typeof fileName === 'string' && !isBlank(fileName) ? fileName : 'file';
	const named = { ...rest, fileName: isBlank(body.fileName) ? own : body.fileName };
	// What any node wrote is decoded and encoded again, so that it cannot end the JSON string.
	const file = typeof content === 'string' ? Buffer.from(content, 'base64') : content;
	return { ...request, bytes: withFile(named, file) };
}

/** True for a file itself, as an expression returns it. */
const isBinary = (value: unknown): value is IBinaryData =>
	typeof value === 'object' && value !== null && 'mimeType' in value;

/**
 * n8n's $binary describes the files of an item without their content, if n8n keeps them in memory.
 * @returns the file, or the name of the field that it describes
 * @throws InputError if it is not clear which field that is
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

/** `body` as JSON in bytes, the file last: as an object, the client of n8n would copy its text twice more. */
function withFile(body: Row, file: Buffer): Buffer {
	const head = `${JSON.stringify(body).slice(0, -1)},"fileData":"`;
	const start = Buffer.byteLength(head);
	const base64 = file.toString('base64');
	const json = Buffer.alloc(start + base64.length + 2);
	json.write(head);
	json.write(base64, start, 'latin1');
	json.write('"}', start + base64.length);
	return json;
}
