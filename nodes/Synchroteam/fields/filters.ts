import { choice, flag, text, utcTime, type Fields } from '../../shared/schema/define';

/** Filters that the lists of customers, sites and equipment share. */
export const placeFilters = (plural: string): Fields => ({
	changedSince: utcTime('Changed Since', `Only ${plural} changed after this moment`),
	name: text('Name', `Only ${plural} whose name holds this text`),
	active: flag('Active', `Whether to return ${plural} in use, or those that are not`, { default: true }),
});

export const placeSort = {
	by: { name: 'Name', dateModified: 'Date Modified', dateCreated: 'Date Created', myId: 'Own ID' },
	order: 'ascending' as const,
};

/** Lists that can be sorted by name only. */
export const nameSort = { by: { name: 'Name' }, order: 'ascending' as const };

/** Deleted records are left out of a list unless this says otherwise. */
export const show = (plural: string) =>
	choice('Show', `Whether deleted ${plural} are shown`, { active: 'Active', all: 'All', deleted: 'Deleted' });
