import { NodeOperationError, type IBinaryData, type IDataObject, type IExecuteSingleFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { Row } from './define';
import type { Request } from './toRequest';

/** Files in and out of items. */

/**
 * Puts the file of the chosen binary field into the body of an attachment, as base64, with its name where none was given
 * (section "Attachments"). A body with a link is left as it is.
 */
export async function withUpload(context: IExecuteSingleFunctions, request: Request): Promise<void> {
	const body = request.body as Row;
	if (body.url) return;
	const field = String(context.getNodeParameter('binaryPropertyName', 'data'));
	const file: IBinaryData = context.helpers.assertBinaryData(field);
	const content = await context.helpers.getBinaryDataBuffer(field);
	request.body = { ...body, name: body.name ?? file.fileName, base64: content.toString('base64') };
}

/**
 * Photos of a job as items with a file each: name, type, comment and iteration (section "Retrieve job photos"). The
 * bytes come with the answer; a photo that only has a link is read from there, never with our credentials.
 */
export async function downloadPhotos(context: IExecuteSingleFunctions, photos: IDataObject[]): Promise<INodeExecutionData[]> {
	const field = String(context.getNodeParameter('binaryPropertyName', 'data')) || 'data';
	const items: INodeExecutionData[] = [];
	for (const { imageData, ...photo } of photos) {
		const bytes = typeof imageData === 'string' && imageData !== '' ? Buffer.from(imageData, 'base64') : await readLink(context, photo);
		items.push({
			json: photo,
			binary: { [field]: await context.helpers.prepareBinaryData(bytes, String(photo.fileName ?? 'photo.jpg')) },
			pairedItem: { item: context.getItemIndex() },
		});
	}
	return items;
}

async function readLink(context: IExecuteSingleFunctions, { url, fileName }: IDataObject): Promise<Buffer> {
	if (typeof url !== 'string' || !/^https?:\/\//i.test(url)) {
		throw new NodeOperationError(context.getNode(), `Photo "${String(fileName)}" has neither data nor a link`, { description: 'Read the photos without Download Photos to see what the service gives.' });
	}
	return Buffer.from(await context.helpers.httpRequest({ url, method: 'GET', encoding: 'arraybuffer' }));
}
