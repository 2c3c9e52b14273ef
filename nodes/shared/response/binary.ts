import { NodeOperationError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { download } from '../http/download';
import type { Session } from '../http/session';
import type { Item } from '../request/item';
import { binaryFieldOf } from '../request/parameters';
import { toPlainText } from '../request/scalars';

/** Files that come with answers. */

/**
 * Photos of a job as items with a file each: name, type, comment and iteration (section "Retrieve job photos"). The
 * bytes come with the answer; a photo that only has a link is read from there, never with our credentials.
 */
export async function downloadPhotos(
	session: Session,
	item: Item,
	photos: IDataObject[],
): Promise<INodeExecutionData[]> {
	const field = toPlainText(binaryFieldOf(item.read), 'Binary Field');
	const items: INodeExecutionData[] = [];
	for (const { imageData, ...photo } of photos) {
		const bytes = Buffer.isBuffer(imageData) && imageData.length ? imageData : await readLink(session, photo);
		items.push({
			json: photo,
			binary: { [field]: await item.files.prepare(bytes, String(photo.fileName ?? 'photo.jpg')) },
			pairedItem: { item: item.index },
		});
	}
	return items;
}

async function readLink(session: Session, { url, fileName }: IDataObject): Promise<Buffer> {
	const name = String(fileName ?? 'photo.jpg');
	if (typeof url !== 'string' || url.trim() === '') {
		throw new NodeOperationError(session.caller.getNode(), `Photo "${name}" has neither data nor a link`, {
			description: 'Turn off Download Photos to see what the service returns.',
		});
	}
	return await download(session, name, url);
}
