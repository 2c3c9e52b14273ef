import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Item } from '../request/item';
import { binaryFieldOf } from '../request/parameters';
import { toPlainText } from '../request/scalars';

/** Files that come with responses. */

/**
 * Photos as items with a file each. A photo that came without its data is an item without a file; its fields hold the link,
 * as the service gives it.
 * @param key of a photo's data, in Base64
 */
export async function toPhotoItems(item: Item, photos: IDataObject[], key: string): Promise<INodeExecutionData[]> {
	const field = toPlainText(binaryFieldOf(item.read), 'Output Binary Field');
	const items: INodeExecutionData[] = [];
	for (const { [key]: data, ...photo } of photos) {
		const hasData = typeof data === 'string' && data !== '';
		const name = String(photo.fileName ?? 'photo.jpg');
		items.push({
			json: photo,
			...(hasData && { binary: { [field]: await item.files.prepare(Buffer.from(data, 'base64'), name) } }),
			pairedItem: { item: item.index },
		});
	}
	return items;
}
