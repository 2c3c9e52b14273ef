import { locator } from './engine.cts';
import type { Case, Sent } from './table.cts';
import type { Sandbox } from './cases.cts';

/** What customers, sites and equipment have in common. */

type Store = 'customers' | 'sites' | 'equipment';
const names = { customer: 'Garage Moreau', site: 'Garage Moreau, main building', equipment: 'Boiler 3' };

/** Get, Delete, Restore, Activate and Deactivate by every identifier, as all three have them. */
export function lifeCycle(
	resource: keyof typeof names,
	store: Store,
	path: string,
	identifiers: string[],
	deletable = identifiers,
): Case[] {
	const values: Record<string, [string | number, string | number]> = {
		id: [3, 4],
		myId: store === 'customers' ? ['C-3', 'C-4'] : store === 'sites' ? ['S-3', 'S-4'] : ['E-3', 'E-4'],
		name: [names[resource], 'unknown'],
		email: ['contact3@customer.example', 'contact4@customer.example'],
	};
	const acts: Array<[operation: string, endpoint: string, flag: string, prepare?: (sandbox: Sandbox) => unknown]> = [
		['delete', `DELETE ${path}/delete`, 'deleted'],
		['undelete', `POST ${path}/undelete`, 'undeleted', ({ state }) => [3, 4].map((id) => state[store].delete(id))],
		[
			'activate',
			`POST ${path}/activate`,
			'activated',
			({ state }) => [3, 4].map((id) => state[store].change(id, { active: false })),
		],
		['deactivate', `POST ${path}/desactivate`, 'deactivated'],
	];
	const sent = (endpoint: string, by: string, ...which: Array<0 | 1>): Sent[] =>
		which.map((at) => [endpoint, { [by]: String(values[by][at]) }]);
	const both = (by: string) => ({
		items: values[by].map((value) => ({ value })),
		parameters: { [resource]: locator(by, '={{ $json.value }}') },
	});
	const one = (by: string) => ({ parameters: { [resource]: locator(by, values[by][0]) } });
	return [
		...identifiers.map(
			(by): Case =>
				by === 'name'
					? { operation: 'get', by, ...one(by), sends: sent(`GET ${path}/details`, by, 0), gives: [{ id: 3 }] }
					: {
							operation: 'get',
							by,
							...both(by),
							sends: sent(`GET ${path}/details`, by, 0, 1),
							gives: [{ id: 3, name: names[resource] }, { id: 4 }],
						},
		),
		{
			operation: 'get',
			by: 'from the list',
			parameters: { [resource]: locator('list', 3) },
			sends: [[`GET ${path}/details`, { id: '3' }]],
			gives: [{ id: 3 }],
		},
		...acts.flatMap(([operation, endpoint, flag, prepare]) =>
			(flag.includes('activated') ? identifiers : deletable).map(
				(by): Case =>
					by === 'name'
						? {
								operation,
								by: 'name, unique',
								prepare,
								...one(by),
								sends: sent(endpoint, by, 0),
								gives: [{ [flag]: true, id: 3 }],
							}
						: {
								operation,
								by,
								prepare,
								...both(by),
								sends: sent(endpoint, by, 0, 1),
								gives: [
									{ [flag]: true, id: 3 },
									{ [flag]: true, id: 4 },
								],
							},
			),
		),
		...acts.map(
			([operation, endpoint, flag]): Case => ({
				operation,
				by: 'name, touching every namesake',
				prepare: ({ state }) =>
					[1, 2].map((id) =>
						state[store].change(id, {
							name: 'Twin',
							...(operation === 'undelete' && { deletedAt: 1 }),
							active: operation !== 'activate',
						}),
					),
				parameters: { [resource]: locator('name', 'Twin') },
				sends: [[endpoint, { name: 'Twin' }]],
				gives: [
					{ [flag]: true, id: 1 },
					{ [flag]: true, id: 2 },
				],
			}),
		),
		...acts
			.filter(([operation]) => operation !== 'undelete')
			.map(
				([operation]): Case => ({
					operation,
					by: 'name, only if unique, which it is not',
					prepare: ({ state }) => [1, 2].map((id) => state[store].change(id, { name: 'Twin', active: id === 1 })),
					parameters: { [resource]: locator('name', 'Twin'), options: { uniqueName: true } },
					sends: ['true', 'false'].map((active) => [
						`GET ${path}/list`,
						{ name: 'Twin', active, page: '1', pageSize: '100' },
					]),
					error: `2 ${resource === 'equipment' ? resource : `${resource}s`} are called "Twin"`,
				}),
			),
		{
			operation: 'delete',
			by: 'name, only if unique, which it is',
			prepare: ({ state }) => state[store].change(1, { name: 'Twin tower' }),
			parameters: { [resource]: locator('name', names[resource]), options: { uniqueName: true } },
			sends: [
				...['true', 'false'].map(
					(active): Sent => [`GET ${path}/list`, { name: names[resource], active, page: '1', pageSize: '100' }],
				),
				[`DELETE ${path}/delete`, { name: names[resource] }],
			],
			gives: [{ deleted: true, id: 3 }],
		},
		{
			operation: 'getAll',
			by: 'with filters',
			prepare: ({ state }) => state[store].change(5, { active: false, name: 'Old place' }),
			parameters: {
				[`${resource}Filters`]: { changedSince: '2026-07-01T00:00:00', name: 'place', active: false },
				[`${resource}Sort`]: { values: { sort: 'dateModified', sortOrder: 'descending' } },
			},
			items: [{}, {}],
			// Midnight in the workflow's zone, in summer, read by the service in UTC.
			sends: [0, 1].map(() => [
				`GET ${path}/list`,
				{
					changedSince: '2026-06-30 22:00:00',
					name: 'place',
					active: 'false',
					sort: 'dateModified',
					sortOrder: 'descending',
					page: '1',
					pageSize: '50',
				},
			]),
			gives: [{ id: 5, active: false }, { id: 5 }],
		},
		{
			operation: 'getAll',
			by: 'all of them, a page at a time',
			prepare: ({ state }) =>
				Array.from({ length: 120 }, (_, at) =>
					state[store].create({ name: `Extra ${at}`, ...(store !== 'customers' && { customer: { id: 1 } }) }),
				),
			parameters: { returnAll: true, [`${resource}Filters`]: { name: 'Extra' } },
			sends: [
				['1', '100'],
				['2', '100'],
			].map(([page, pageSize]) => [`GET ${path}/list`, { name: 'Extra', page, pageSize }]),
			gives: Array.from({ length: 120 }, () => ({ name: expect.stringMatching(/^Extra/) })),
		},
		{
			operation: 'getAll',
			by: 'with a limit that is none',
			parameters: { limit: '={{ "" }}' },
			sends: [],
			error: 'Limit: "" is not a whole number of at least 1',
		},
		{
			operation: 'getAll',
			by: 'with a date that is none',
			parameters: { [`${resource}Filters`]: { changedSince: 'soon' } },
			sends: [],
			error: 'Filter Changed Since: "soon" is not a valid date',
		},
		...[
			['id', '={{ "  " }}', `${resource[0].toUpperCase()}${resource.slice(1)} is empty`],
			['id', '={{ "12a" }}', `${resource[0].toUpperCase()}${resource.slice(1)}: "12a" is not a valid ID`],
		].map(
			([by, value, error]): Case => ({
				operation: 'delete',
				by: `an ID that is none (${error})`,
				parameters: { [resource]: locator(by, value) },
				sends: [],
				error,
			}),
		),
		{
			operation: 'get',
			by: 'an Own ID full of signs',
			prepare: ({ state }) => state[store].change(1, { myId: 'a/../b?x=1&#%+" ü\n' }),
			parameters: { [resource]: locator('myId', '={{ $json.key }}') },
			items: [{ key: 'a/../b?x=1&#%+" ü\n' }],
			sends: [[`GET ${path}/details`, { myId: 'a/../b?x=1&#%+" ü\n' }]],
			gives: [{ id: 1 }],
		},
	];
}

export const place = {
	addressStreet: '1 rue du Port',
	addressComplement: 'Hall B',
	addressZIP: '29200',
	addressCity: 'Brest',
	addressProvince: 'Bretagne',
	addressCountry: 'France',
};
export const contact = {
	contactFirstName: 'Ana',
	contactLastName: 'Roux',
	contactPhone: '02 98',
	contactMobile: '06',
	contactEmail: 'ana@example.com',
	contactFax: '02 99',
};
export const more = { address: '1 rue du Port, 29200 Brest', ...place, ...contact, active: true };
const { contactEmail, contactPhone, ...collected } = contact;
/** The same in the panel: email and phone stand open, the others are collected in groups. */
export const open = { contactEmail, contactPhone };
export const groups = {
	addressFields: { values: { address: more.address, ...place } },
	contactFields: { values: collected },
	active: true,
};
export const position = { latitude: '48.39', longitude: '-4.48' };
