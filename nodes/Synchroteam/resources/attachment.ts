import {
	choice,
	create,
	flag,
	list,
	reference,
	remove,
	resource,
	text,
	type Choice,
	type RecordType,
} from '../../shared/schema/define';
import { linkFilters } from '../fields/links';
import { ids, records } from '../records';

const aFile = { isExternalLink: [false] };
const aLink = { isExternalLink: [true] };
const fileOrLink: Choice[] = [
	{ value: false, label: 'File', description: 'A file from the item' },
	{ value: true, label: 'Link', description: 'A web address' },
];
const kinds: Choice[] = [
	{ value: 'job', label: 'Job' },
	{ value: 'customer', label: 'Customer' },
	{ value: 'site', label: 'Site' },
	{ value: 'equipment', label: 'Equipment' },
	{ value: 'general', label: 'General', description: 'Not linked to any record' },
];
/** Shows the record that the attachment belongs to, if that kind of record was chosen. */
const on = (to: Pick<RecordType, 'name'>) => ({ when: { attachTo: [to.name] } });

/** Section "Attachments". */
export const attachment = resource('attachment', {
	record: records.attachment,
	description: 'Files and links on jobs, customers, sites and equipment',
	fields: {
		attachTo: choice('Attach To', 'Kind of record that gets the attachment', kinds, { default: 'job', unsent: true }),
		customer: reference(records.customer, 'Customer that gets the attachment', { modes: ids, ...on(records.customer) }),
		site: reference(records.site, 'Site that gets the attachment', { modes: ids, ...on(records.site) }),
		equipment: reference(records.equipment, 'Equipment that gets the attachment', {
			modes: ids,
			...on(records.equipment),
		}),
		job: reference(records.job, 'Job that gets the attachment', on(records.job)),
		name: text('Name', 'Name of the attachment; a link needs one, a file is called by its file name if left out', {
			placeholder: 'e.g. Manual',
		}),
		isExternalLink: choice('File or Link', 'What is attached', fileOrLink, { default: false }),
		url: text('URL', 'Address that the link leads to', {
			placeholder: 'e.g. https://example.com/manual.pdf',
			when: aLink,
		}),
		isPrivate: flag('Private', 'Whether only your own team sees it'),
		fileName: text('File Name', 'Name of the file; taken from the binary data if left out', {
			placeholder: 'e.g. manual.pdf',
			when: aFile,
		}),
		fileData: text('File Data', 'Content of the file in Base64, instead of a binary field', { when: aFile }),
	},
	operations: {
		create: create('POST /attachment/create', {
			description: 'Attach a file or a link to a customer, a site, a piece of equipment or a job, or to none of them',
			top: ['attachTo', 'customer', 'site', 'equipment', 'job', 'name', 'isExternalLink', 'url'],
			required: ['attachTo', 'customer', 'site', 'equipment', 'job', 'isExternalLink', 'url'],
			upload: true,
		}),
		delete: remove('DELETE /attachment/delete'),
		getAll: list('GET /attachment/list', {
			filters: { name: text('Name', 'Only attachments whose name contains this text'), ...linkFilters('attachments') },
			sort: { by: { id: 'ID', name: 'Name' }, order: 'ascending' },
		}),
	},
});
