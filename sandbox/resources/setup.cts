import { computed, plain, plains, ref, stamp } from '../fields.cts';
import { equals, notDeleted, shownAs } from '../list.cts';
import { type Definition, without } from '../resource.cts';

/** What is set up in the back office and mostly only read over the API. */

export const activityTypes: Definition = {
	store: 'activityTypes',
	fields: { name: plain(), category: plain('atwork'), color: plain('CCCCCC'), payable: plain(true) },
	filters: { category: equals('category') },
	seed: [
		{ name: 'Travel', category: 'travel', color: '2D9CDB' },
		{ name: 'Training', category: 'atwork', color: '27AE60' },
		{ name: 'Holiday', category: 'unavail', color: 'F2994A', payable: false },
		{ name: 'Working day', category: 'clock', color: '828282' },
	],
};

export const fieldDefinitions: Definition = {
	store: 'customFields',
	fields: {
		label: plain(),
		type: plain('text'),
		private: plain(false),
		mandatory: plain(false),
		order: plain(0),
		// Kind of record that has the field; the service asks for it but does not show it.
		objectType: { ...plain('job'), show: () => undefined },
	},
	filters: { type: equals('objectType') },
};

export const schedulingWindows: Definition = {
	store: 'schedulingWindows',
	fields: { name: plain(), startTime: plain('08:00'), endTime: plain('12:00') },
	seed: [
		{ name: 'Morning', startTime: '08:00', endTime: '12:00' },
		{ name: 'Afternoon', startTime: '13:00', endTime: '18:00' },
	],
};

export const jobTypes: Definition = {
	store: 'jobTypes',
	fields: {
		name: plain(''),
		duration: plain('01:00:00'),
		isDefault: plain(false),
		priority: plain('medium'),
		customHeader: plain(),
		customLogoUrl: plain(),
		defaultJobReport: ref('reportTemplates'),
		skills: plain([]),
	},
	afterSave: ({ stores }, row) => {
		if (!row.isDefault) return;
		for (const other of stores.jobTypes.filter((one) => one.isDefault && one.id !== row.id)) {
			stores.jobTypes.change(other, { isDefault: false });
		}
	},
};

export const reportTemplates: Definition = {
	store: 'reportTemplates',
	fields: {
		name: plain(),
		isPublished: plain(true),
		isDefault: plain(false),
		blocks: plain([]),
	},
	showRow: (shown, { blocks }) => ({ ...without(shown, 'blocks'), numBlocks: blocks.length }),
};

export const blocks: Definition = {
	store: 'blocks',
	fields: {
		name: plain(),
		isShared: plain(true),
		isPublished: plain(true),
		items: plain([]),
	},
	// Blocks that belong to one template are not listed (section "List shared blocks").
	listed: (row) => notDeleted(row) && row.isShared,
	showRow: (shown, { items }) => ({ ...without(shown, 'items'), numItems: items.length }),
};

export const taxes: Definition = {
	store: 'taxes',
	fields: {
		name: plain(),
		rate: plain('20.00'),
		default: plain(false),
		deleted: computed((row) => row.deletedAt !== null),
	},
	listed: shownAs,
	seed: [
		{ name: 'TVA 20', rate: '20.00', default: true },
		{ name: 'TVA 10', rate: '10.00' },
		{ name: 'TVA 5.5', rate: '5.50' },
	],
};

export const teams: Definition = {
	store: 'teams',
	fields: {
		...plains('name', 'description'),
		numTechs: computed(({ name }, { stores }) => members(stores, name, 'technician')),
		numManagers: computed(({ name }, { stores }) => members(stores, name, 'manager')),
		tags: plain([]),
		deleted: stamp((row) => row.deletedAt),
	},
	listed: shownAs,
	seed: [
		{ name: 'North', description: 'Heating, north of the river', tags: ['hvac'] },
		{ name: 'South', description: 'Heating, south of the river', tags: ['hvac'] },
		{ name: 'Cooling', description: 'Cold rooms and air conditioning' },
	],
};

type Stores = Parameters<Parameters<typeof computed>[0]>[1]['stores'];

const members = ({ users }: Stores, team: string, profile: string): number =>
	users.filter((row) => row.profile === profile && row.teams.includes(team)).length;
