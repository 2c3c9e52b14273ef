import { choice, flag, mapper, number, rows, text, texts, utcTime, type Sort } from '../../shared/schema/define';

/** Fields and filters that several resources share. */

/**
 * Values of custom fields: with the mapper, or by hand if the list cannot be read (section "Custom field values").
 * @param key their name in the endpoint
 */
export const customFieldsAs = (key: string) => ({
	customFields: mapper('Custom Fields', 'Values of the custom fields of this account', { key }),
	customFieldValues: rows(
		'Custom Fields by Label',
		'Custom Field',
		'Values of custom fields by ID or label, e.g. from expressions',
		{
			id: number('Field ID', 'ID of the custom field; leave empty to use its label', { integer: true }),
			label: text('Field Label', 'Label of the custom field; needed without an ID'),
			value: text('Value', 'A checkbox takes 1 or 0', { clears: true }),
		},
		{ key },
	),
});

export const customFields = customFieldsAs('customFieldValues');

/** Only by hand, for records whose custom fields the service does not list. */
export const customFieldValues = customFields.customFieldValues;

/** What a customer, a site or a piece of equipment is called. */
export const nameAndId = (example: string) => ({
	name: text('Name', undefined, { placeholder: `e.g. ${example}` }),
	myId,
});

/** The key under which another system knows a record. */
export const myId = text('Own ID', "This record's ID in your own system, e.g. an ERP", { placeholder: 'e.g. C-1001' });

export const priority = (description: string) =>
	choice('Priority', description, { low: 'Low', medium: 'Medium', high: 'High' });

/** @param inherited where a new record takes them from if they are left out */
export const tags = (inherited?: string) =>
	texts(
		'Tags',
		'Words separated by commas, or a list from an expression' +
			(inherited ? `; if left out, a new record takes those of its ${inherited}` : ''),
		{ placeholder: 'e.g. vip, north' },
	);

export const serialNumbers = (description: string) =>
	texts('Serial Numbers', description, { placeholder: 'e.g. SN-1001, SN-1002' });

export const skills = (description: string) =>
	texts('Skills', `${description}; words separated by commas, or a list from an expression`, {
		placeholder: 'e.g. Plumber, Electrician',
	});

/** Filters that the lists of customers, sites and equipment share. */
export const placeFilters = (plural: string) => ({
	changedSince: utcTime('Changed Since', `Only ${plural} changed after this time`),
	name: text('Name', `Only ${plural} whose name contains this text`),
	active: flag('Active', `Whether they are active; on: only active ${plural}, off: only inactive ones`, {
		default: true,
	}),
});

export const placeSort: Sort = {
	by: { name: 'Name', dateModified: 'Date Modified', dateCreated: 'Date Created', myId: 'Own ID' },
	order: 'ascending',
};

/** Lists that can be sorted by name only. */
export const nameSort: Sort = { by: { name: 'Name' }, order: 'ascending' };

/** Deleted records are left out of a list unless this says otherwise. */
export const show = (plural: string) =>
	choice('Deleted Records', `Whether to return deleted ${plural} too`, {
		active: 'Exclude',
		all: 'Include',
		deleted: 'Only',
	});
