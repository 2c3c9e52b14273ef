import { NodeOperationError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import type { Row } from '../schema/define';
import { InputError } from '../schema/errors';
import type { Caller } from '../http/service';
import type { Item } from '../request/item';
import type { ParameterReader } from '../request/parameters';
import type { Request } from '../request/toRequest';
import { isBlank } from '../request/scalars';

/** Files in and out of items. */

/**
 * Puts the file of the chosen binary field into the body of an attachment: its content as Base64, and its name where none
 * was given (section "Create an attachment"). A link, or content that was given as text, is sent as it is.
 * @throws InputError for a link without address or name
 */
export async function withUpload({ read, files }: Item, request: Request): Promise<void> {
	const body = request.body as Row;
	if (body.isExternalLink ?? Boolean(body.url)) {
		for (const [key, label] of [
			['url', 'URL'],
			['name', 'Name'],
		]) {
			if (isBlank(body[key]))
				throw new InputError(`${label} is empty`, 'A link needs its address and a name. Nothing was sent.');
		}
		request.body = { ...body, isExternalLink: true };
		return;
	}
	if (!isBlank(body.fileData)) {
		if (isBlank(body.fileName))
			throw new InputError('File Name is empty', 'Content that is given as Base64 needs a name. Nothing was sent.');
		return;
	}
	const field = binaryField(read);
	const file = files.find(field);
	const fileName = isBlank(body.fileName) ? (file.fileName ?? 'file') : body.fileName;
	// Kept in memory it is Base64 already.
	const content = file.id ? await files.content(field) : file.data;
	request.bytes = withBase64({ ...body, fileName }, 'fileData', content);
}

/** Name of the binary field, as the user chose it. */
const binaryField = (read: ParameterReader): string => String(read('binaryPropertyName') ?? '') || 'data';

const CHUNK = 3 * 65_536;

/**
 * A JSON object as bytes, its last key holding a file as Base64. Written piece by piece: beside the file and these bytes
 * nothing of the file's size is ever in memory.
 * @param content the file, or its Base64
 */
export function withBase64(body: Row, key: string, content: Buffer | string): Buffer {
	const others = { ...body };
	delete others[key];
	const head = Buffer.from(JSON.stringify({ ...others, [key]: '' }).slice(0, -2));
	const written = typeof content === 'string';
	const json = Buffer.alloc(head.length + (written ? content.length : Math.ceil(content.length / 3) * 4) + 2);
	let end = head.copy(json);
	for (let at = 0; at < content.length; at += CHUNK)
		end += json.write(
			written ? content.slice(at, at + CHUNK) : content.toString('base64', at, at + CHUNK),
			end,
			'latin1',
		);
	json.write('"}', end, 'latin1');
	return json;
}

/**
 * Photos of a job as items with a file each: name, type, comment and iteration (section "Retrieve job photos"). The
 * bytes come with the answer; a photo that only has a link is read from there, never with our credentials.
 */
export async function downloadPhotos(caller: Caller, item: Item, photos: IDataObject[]): Promise<INodeExecutionData[]> {
	const field = binaryField(item.read);
	const items: INodeExecutionData[] = [];
	for (const { imageData, ...photo } of photos) {
		const bytes = Buffer.isBuffer(imageData) && imageData.length ? imageData : await readLink(caller, photo);
		items.push({
			json: photo,
			binary: { [field]: await item.files.prepare(bytes, String(photo.fileName ?? 'photo.jpg')) },
			pairedItem: { item: item.index },
		});
	}
	return items;
}

async function readLink(caller: Caller, { url, fileName }: IDataObject): Promise<Buffer> {
	if (typeof url !== 'string' || !/^https?:\/\//i.test(url)) {
		throw new NodeOperationError(caller.getNode(), `Photo "${String(fileName)}" has neither data nor a link`, {
			description: 'Read the photos without Download Photos to see what the service gives.',
		});
	}
	return Buffer.from(await caller.helpers.httpRequest({ url, method: 'GET', encoding: 'arraybuffer' }));
}
