import { choice, flag, text, utcTime, type Sort } from '../../shared/schema/define';

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
