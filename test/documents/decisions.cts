import { isObject, type Row } from './fill.cts';

/** Where what arrives differs from a sample, because it was decided so. */

interface Decision {
	runs: RegExp;
	/** Only where the sample goes this way; both ways if left out. */
	way?: Way;
	/** The reason; a row of docs/guesses.md where there is one. */
	because: string;
	guess?: string;
	/** True where a person leaves it out of what is given to the node: it would be refused. */
	isLeftOut?: true;
	change: (want: Row) => Row;
}

/** In every object of a value, at any depth. */
export const everywhere = (value: unknown, change: (object: Row) => Row): any => {
	if (Array.isArray(value)) return value.map((each) => everywhere(each, change));
	if (!isObject(value)) return value;
	return change(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, everywhere(each, change)])));
};
const without =
	(...keys: string[]) =>
	(want: Row): Row =>
		Object.fromEntries(Object.entries(want).filter(([key]) => !keys.includes(key)));

export const decisions: Decision[] = [
	{
		runs: /^job (?:create|update|upsert)$/,
		way: 'panel',
		because: 'dates of the panel are sent year first, as in the tables and the other samples',
		guess: 'body-dates',
		change: (want) => ({ ...want, scheduledStart: '2016-07-19 14:43:00', scheduledEnd: '2016-07-19 16:43:00' }),
	},
	{
		runs: /^(?:customer|site|equipment) /,
		way: 'panel',
		because: 'the ID of a custom field is a number in every body, only the section of the values has it as text',
		change: (want) => everywhere(want, (each) => (each.id === '2' ? { ...each, id: 2 } : each)),
	},
	{
		runs: /^customField setJobValues$/,
		because: 'numbers of jobs are numbers everywhere else',
		guess: 'job-number-text',
		change: (want) => ({ ...want, Job: { num: 24789 } }),
	},
	{
		runs: /^(?:invoice|quotation) cancel$/,
		because: 'a record is looked up by one identifier: by several, two records could be meant',
		isLeftOut: true,
		change: without('num', 'reference'),
	},
	{
		runs: /^job addParts$/,
		because: 'a record is looked up by one identifier: the empty ones of the sample say nothing',
		isLeftOut: true,
		change: without('id', 'num'),
	},
	{
		runs: /^jobType update$/,
		way: 'panel',
		because: 'a text is cleared with "" (docs/editor.md, Empty values)',
		change: (want) => ({ ...want, customHeader: '', customLogoUrl: '' }),
	},
	{
		runs: /^part (?:create|update|upsert)$/,
		way: 'panel',
		because: 'the price is a number, as in the table',
		guess: 'part-price-type',
		change: (want) => ({ ...want, price: 10 }),
	},
	{
		runs: /^recurrence create$/,
		way: 'panel',
		because: 'the customer is sent under both of its keys',
		guess: 'recurrence-customer-key',
		change: (want) => ({ ...want, customer: want.client }),
	},
	{
		runs: /^contract create$/,
		way: 'panel',
		because: 'the equipment is sent under both of its keys',
		guess: 'contract-equipment-list',
		change: (want) => ({ ...want, equipments: want.equipment }),
	},
	{
		runs: /^partRequest create$/,
		way: 'panel',
		because: 'a depot is looked up by both keys that the document has for it',
		guess: 'part-request-depot-keys',
		change: (want) =>
			everywhere(want, (each) => ({
				...each,
				...('idStock' in each && { id: each.idStock }),
				...('nmStock' in each && { name: each.nmStock }),
			})),
	},
	{
		runs: /^partRequest fulfill$/,
		because: 'the request is looked up by both keys that the document has for it',
		guess: 'fulfill-key',
		change: (want) => ({ ...want, id: want.id ?? want.requestId, requestId: want.requestId ?? want.id }),
	},
	{
		runs: /^partMovement move$/,
		way: 'panel',
		because: 'the quantity or the serial numbers stand inside the part, and one of the two is enough',
		guess: 'movement-place',
		change: ({ quantity, serials, part, ...want }) => ({
			...want,
			part: { ...(part as Row), ...(serials ? { serials } : quantity !== undefined && { quantity }) },
		}),
	},
];

export type Way = 'panel' | 'json';

const decidedFor = (run: string, way: Way) =>
	decisions.filter((each) => each.runs.test(run) && (!each.way || each.way === way));

/** Why what arrives is not the sample itself; nothing where it is. */
export const reasons = (run: string, way: Way): string[] => decidedFor(run, way).map(({ because }) => because);

/** What a person gives the node of a sample, and what is to arrive: the sample itself, unless something else was decided. */
export function decide(run: string, record: Row, way: Way): { given: Row; want: Row } {
	const found = decidedFor(run, way);
	const changed = (by: Decision[]) => by.reduce((want, { change }) => change(want), record);
	return { given: changed(found.filter(({ isLeftOut }) => isLeftOut)), want: changed(found) };
}

/** How a person tells a panel what a sample says, where the two differ in more than the names of keys. */
export function spoken(run: string, { part, ...sample }: Row): Row {
	if (run === 'partMovement move') {
		const { quantity, serials, ...named } = { ...sample, ...(part as Row) } as Row;
		const [source, destination] = [sample.source, sample.destination];
		const { source: _, destination: __, ...identifier } = named;
		return { source, destination, part: identifier, ...(serials ? { serials } : { quantity }) };
	}
	const said = part === undefined ? sample : { ...sample, part };
	// Days with the year last can be read two ways; the date picker gives ISO.
	return everywhere(said, (each) =>
		Object.fromEntries(
			Object.entries(each).map(([key, value]) => [key, typeof value === 'string' ? iso(value) : value]),
		),
	) as Row;
}
const iso = (text: string) => text.replace(/^(\d\d)[/-](\d\d)[/-](\d{4})(?= |$)/, '$3-$2-$1');
