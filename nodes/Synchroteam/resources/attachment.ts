import { create, flag, list, remove, resource, text } from '../../shared/schema/define';
import { linkFilters, links } from '../fields/links';
import { records } from '../records';

/** Section "Attachments". */
export const attachment = resource('attachment', {
	record: records.attachment,
	description: 'Files and links on jobs, customers, sites and equipment',
	fields: {
		name: text('Name', 'What it is called; the name of the file when left out', { placeholder: 'e.g. Manual' }),
		isExternalLink: flag('Link', 'Whether a link is attached instead of a file'),
		url: text('URL', 'Address that a link leads to; no file is sent then', {
			placeholder: 'e.g. https://example.com/manual.pdf',
		}),
		isPrivate: flag('Private', 'Whether only your own team sees it'),
		...links('attachment', ['id', 'myId']),
		fileName: text('File Name', 'Name of the file; that of the binary data when left out', {
			placeholder: 'e.g. manual.pdf',
		}),
		fileData: text('File Data', 'Content of the file in Base64, instead of a binary field'),
	},
	operations: {
		create: create('POST /attachment/create', {
			description: 'Attach a file or a link; without a job, customer, site or equipment it is a general one',
			top: ['name'],
			extra: 'upload',
		}),
		delete: remove('DELETE /attachment/delete'),
		getAll: list('GET /attachment/list', {
			filters: { name: text('Name', 'Only attachments whose name holds this text'), ...linkFilters('attachments') },
			sort: { by: { id: 'ID', name: 'Name' }, order: 'ascending' },
		}),
	},
});
