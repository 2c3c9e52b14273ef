import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { resources as outSmart } from '../../nodes/OutSmartPortal/resources';
import { resources as synchroteam } from '../../nodes/Synchroteam/resources';
import type { Field, Operation, Resource } from '../../nodes/shared/schema/define';
import { InputError } from '../../nodes/shared/schema/errors';
import { toRequest } from '../../nodes/shared/request/toRequest';
import { addressOf } from '../../nodes/shared/http/transport';
import { isBlank, toApi } from '../../nodes/shared/request/values';
import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/**
 * Whatever somebody gives: either it is sent as something the service can read, or a sentence names the parameter and
 * nothing is sent.
 */

const zones = { account: 'Europe/Paris', workflow: 'America/New_York' };
const resources: Resource[] = [...synchroteam, ...outSmart];
const anything = fc.oneof(
	fc.anything({ withNullPrototype: false }),
	fc.string({ unit: 'binary' }),
	fc.constantFrom(
		'constructor',
		'__proto__',
		'toString',
		' ',
		'1e999',
		'0x10',
		'-0',
		'NaN',
		'[',
		'{',
		'[1',
		'[null]',
		'{"values": 1}',
	),
	fc.record({
		__rl: fc.constant(true),
		mode: fc.oneof(fc.constantFrom('list', 'id', 'myId', 'name', 'constructor'), fc.string()),
		value: fc.anything(),
	}),
	fc.record({ values: fc.anything() }),
	fc.record({ mappingMode: fc.constant('defineBelow'), value: fc.dictionary(fc.string(), fc.anything()) }),
);

/** What came of it: what is sent, or the sentence. @throws anything but a sentence to the user */
function outcome<T>(of: () => T): { sent: T } | { sentence: string; advice: string } {
	try {
		return { sent: of() };
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		return { sentence: error.message, advice: error.advice };
	}
}

/** Fields with their own kind, by what they are called and where. */
const fieldsOf = ({ fields, operations }: Resource): Array<[string, Field]> => [
	...Object.entries(fields),
	...Object.values(operations).flatMap(({ filters = {} }) => Object.entries(filters)),
];
const fields = resources.flatMap((resource) =>
	fieldsOf(resource).map(([name, field]) => [`${resource.name} ${name}`, field] as const),
);
const ofKind = <K extends Field['kind']>(kind: K) =>
	fields.map(([, field]) => field).filter((field): field is Extract<Field, { kind: K }> => field.kind === kind);

test.each(fields)('%s takes anything, or says why not', (_, field) => {
	fc.assert(
		fc.property(anything, (value) => {
			const result = outcome(() => toApi(field, value, zones));
			if ('sentence' in result) {
				expect(result.sentence.startsWith(field.label)).toBe(true);
				expect(result.sentence.length).toBeLessThan(1000);
				expect(result.advice).toBeTruthy();
			} else if (result.sent !== undefined) expect(JSON.parse(JSON.stringify(result.sent))).toBeDefined();
		}),
		{ numRuns: 60 },
	);
});

describe('kind by kind', () => {
	const check = (kind: Field['kind'], holds: (field: never, sent: unknown) => boolean, runs = 400) =>
		fc.assert(
			fc.property(fc.constantFrom(...(ofKind(kind) as Field[])), anything, (field, value) => {
				const result = outcome(() => toApi(field, value, zones));
				return (
					'sentence' in result ||
					result.sent === undefined ||
					result.sent === null ||
					holds(field as never, result.sent)
				);
			}),
			{ numRuns: runs },
		);

	test('a number lies within its limits', () =>
		check(
			'number',
			({ min = -Infinity, max = Infinity, integer }: Extract<Field, { kind: 'number' }>, sent) =>
				typeof sent === 'number' &&
				Number.isFinite(sent) &&
				sent >= min &&
				sent <= max &&
				(!integer || Number.isInteger(sent)),
		));
	test('a switch is true or false', () => check('flag', (_: never, sent) => typeof sent === 'boolean'));
	test('a choice is one of its values', () =>
		check(
			'choice',
			({ choices }: Extract<Field, { kind: 'choice' }>, sent) =>
				sent === '' || choices.some(({ value }) => value === sent),
		));
	test('a date is written as the service reads it', () =>
		check('moment', ({ precision, format }: Extract<Field, { kind: 'moment' }>, sent) => {
			if (format === 'timestamp') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/.test(String(sent));
			if (format) return /^(\d\d-\d\d-\d{4})?$/.test(String(sent));
			return {
				day: /^\d{4}-\d\d-\d\d$/,
				minute: /^\d{4}-\d\d-\d\d \d\d:\d\d$/,
				second: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
			}[precision].test(String(sent));
		}));
	test('a record is named by exactly one key', () =>
		check(
			'reference',
			({ bare }: Extract<Field, { kind: 'reference' }>, sent) =>
				bare || (typeof sent === 'object' && Object.keys(sent!).length === 1),
		));
	test('lists are lists of objects', () =>
		check(
			'rows',
			({ whole, pairs }: Extract<Field, { kind: 'rows' }>, sent) =>
				Boolean(whole ?? pairs) ||
				(Array.isArray(sent) &&
					sent.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))),
		));
	test('a custom field has one text', () =>
		check(
			'mapper',
			(_: never, sent) =>
				Array.isArray(sent) && sent.every(({ value }) => typeof value === 'string' && !value.includes('[object')),
		));
	test('a group is an object', () =>
		check('group', (_: never, sent) => typeof sent === 'object' && !Array.isArray(sent)));
});

test('a date is read, or the sentence quotes what was given', () => {
	const dates = ofKind('moment');
	const tries = fc.oneof(
		fc.string(),
		fc
			.tuple(fc.nat(3000), fc.nat(14), fc.nat(40), fc.nat(30), fc.nat(70))
			.map(
				([year, month, day, hour, minute]) =>
					`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
			),
		fc.constantFrom(
			'someday',
			'2026-02-30',
			'2026-13-01',
			'2026-11-21T25:00',
			'2026-11-21T10:60',
			'31-02-2026',
			'2026-W54',
			'2026-366',
			'2026-11-21T10:00[Nowhere/Else]',
			'2026-11-21T10:00+99:00',
			'+123456-01-01',
			'0000-01-01',
			'1e10',
			'21.11.26',
		),
	);
	const plain = dates.find(({ format }) => !format)!;
	fc.assert(
		fc.property(tries, (value) => {
			const result = outcome(() => toApi(plain, value, zones));
			if ('sentence' in result)
				expect(result.sentence).toBe(
					`${plain.label}: "${value.length > 100 ? `${value.slice(0, 100)}…` : value}" is no date`,
				);
			else if (!isBlank(value)) expect(result.sent).toMatch(/^\d{4}-\d\d-\d\d/);
		}),
		{ numRuns: 500 },
	);
	for (const value of [
		'someday',
		'2026-02-30',
		'2026-11-21T10:00[Nowhere/Else]',
		'2026-11-21T25:00',
		'+123456-01-01',
		'0000-01-01',
		1e300,
		NaN,
		true,
		{},
		[],
	]) {
		expect(outcome(() => toApi(plain, value, zones))).toHaveProperty('sentence');
	}
});

const find = (resource: string, operation: string): [Resource, Operation] => {
	const found = resources.find(({ name }) => name === resource)!;
	return [found, found.operations[operation]];
};
const request = (resource: string, operation: string, parameters: Record<string, unknown>) =>
	outcome(() =>
		toRequest(
			...find(resource, operation),
			(name) => name.split('.').reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], parameters),
			zones,
		),
	);

describe('requests', () => {
	test('a limit is a positive whole number', () => {
		fc.assert(
			fc.property(fc.oneof(anything, fc.integer(), fc.double(), fc.integer().map(String)), (limit) => {
				const result = request('customer', 'getAll', { returnAll: false, limit });
				const valid =
					(typeof limit === 'number' || (typeof limit === 'string' && /^\s*\d+\s*$/.test(limit))) &&
					Number.isInteger(Number(limit)) &&
					Number(limit) >= 1;
				if (limit === undefined) return;
				if (valid) expect(result).toMatchObject({ sent: { limit: Number(limit) } });
				else
					expect(result).toMatchObject({
						sentence: expect.stringMatching(/^Limit: "[\s\S]*" is not a whole number of at least 1$/),
					});
			}),
			{ numRuns: 500 },
		);
	});

	test('JSON is an object, or a list where one is due', () => {
		const isJson = (value: unknown, list: boolean) => {
			try {
				const parsed = typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
				return typeof parsed === 'object' && parsed !== null && Array.isArray(parsed) === list;
			} catch {
				return false;
			}
		};
		fc.assert(
			fc.property(
				fc.oneof(
					fc.anything(),
					fc.string(),
					fc.json(),
					fc.json().map((json) => json.slice(1)),
				),
				fc.boolean(),
				(value, list) => {
					if (isBlank(value)) return;
					const result = list
						? request('invoice', 'create', { invoiceFields: { customer: locator('id', 1), linesJson: value } })
						: request('customer', 'create', { name: 'x', additionalBody: value });
					if (isJson(value, list)) return;
					expect(result).toMatchObject({
						sentence: list ? 'Lines (JSON) is no JSON array' : 'Additional Body Fields (JSON) is no JSON object',
					});
				},
			),
			{ numRuns: 500 },
		);
	});

	const base = { base: 'http://127.0.0.1:1/api/v3' } as never;
	const odd = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({
			unit: fc.constantFrom(
				'/',
				'.',
				'..',
				'?',
				'#',
				'%',
				'+',
				'&',
				'=',
				' ',
				'\n',
				'\\',
				'"',
				"'",
				'ü',
				'%2e',
				';',
				':',
				'@',
				'\u{1f600}',
				'\ud83d',
			),
		}),
	);

	/** False for text with half of a character. */
	const isWhole = (value: string) => Buffer.from(value).toString() === value;

	test('a record named by text is exactly that record, or nobody', () => {
		const places = resources.flatMap((resource) =>
			Object.entries(resource.operations).flatMap(([key, operation]) => {
				const target = operation.record ?? resource.target;
				return operation.idIn === 'query'
					? (operation.by ?? [])
							.filter((by) => target.by[by] === 'text')
							.map((by) => [resource.name, key, target.name, by] as const)
					: [];
			}),
		);
		expect(places.length).toBeGreaterThan(20);
		fc.assert(
			fc.property(fc.constantFrom(...places), odd, ([resource, operation, name, by], value) => {
				const result = request(resource, operation, { [name]: locator(by, value) });
				if ('sentence' in result) return expect(isBlank(value) || !isWhole(value)).toBe(true);
				const { pathname, searchParams, hash } = new URL(addressOf(base, result.sent));
				expect([pathname, searchParams.get(by), [...searchParams.keys()], hash]).toEqual([
					`/api/v3${find(resource, operation)[1].path}`,
					value,
					[by],
					'',
				]);
			}),
			{ numRuns: 1500 },
		);
	});

	test('a number in the path of an address stays inside it', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(['workOrder', 'workorder_nr', 'work-orders'], ['note', 'nte_reference', 'notes']),
				odd,
				([resource, name, folder], value) => {
					const result = request(resource, 'get', { [name]: value });
					if ('sentence' in result)
						return expect(isBlank(value) || !isWhole(value) || value === '.' || value === '..').toBe(true);
					const { pathname, search, hash } = new URL(addressOf(base, result.sent));
					const [, , , first, last, ...more] = pathname.split('/');
					expect([first, decodeURIComponent(last), more, search, hash]).toEqual([folder, value, [], '', '']);
				},
			),
			{ numRuns: 1500 },
		);
	});

	test('a system ID that is no number never leaves', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.anything(), fc.string(), fc.integer(), fc.nat().map(String)),
				fc.constantFrom('id', 'list'),
				(value, mode) => {
					const result = request('customer', 'get', { customer: { __rl: true, mode, value } });
					if (typeof value !== 'object' && /^\s*\d{1,15}\s*$/.test(String(value)))
						expect(result).toMatchObject({ sent: { query: { id: Number(value) } } });
					else expect(result).toMatchObject({ sentence: expect.stringMatching(/^Customer/) });
				},
			),
			{ numRuns: 500 },
		);
	});

	test('text in a filter is exactly that text', () => {
		fc.assert(
			fc.property(odd, (value) => {
				const result = request('customer', 'getAll', { limit: 5, customerFilters: { name: value } });
				if ('sentence' in result) return expect(result.sentence).toBe('Filter Name holds half of a character');
				expect(new URL(addressOf(base, result.sent)).searchParams.get('name')).toBe(isBlank(value) ? null : value);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('in the engine nothing is sent', () => {
	let at: Awaited<ReturnType<typeof withSandbox>>;
	beforeAll(async () => {
		at = await withSandbox();
	});
	afterAll(async () => await at.sandbox.close());

	const given = '={{ $json.value }}';
	const list = { returnAll: false, limit: 5 };
	const cases: Array<
		[resource: string, operation: string, parameters: INodeParameters, value: unknown, sentence: string]
	> = [
		...[0, -1, 1.5, 'ten', '', null, true, [5], '0x10'].map((value): (typeof cases)[number] => [
			'customer',
			'getAll',
			{ limit: given },
			value,
			`Limit: "${Array.isArray(value) ? '[5]' : String(value)}" is not a whole number of at least 1`,
		]),
		['customer', 'getAll', { returnAll: given }, 'perhaps', 'Return All: "perhaps" is neither true nor false'],
		[
			'customer',
			'getAll',
			{ ...list, customerFilters: { changedSince: given } },
			'yesterday',
			'Filter Changed Since: "yesterday" is no date',
		],
		[
			'customer',
			'getAll',
			{ ...list, customerSort: { sort: given } },
			'constructor',
			'Sort By: "constructor" is not one of its values',
		],
		[
			'customer',
			'getAll',
			{ ...list, customerFilters: { active: given } },
			'maybe',
			'Filter Active: "maybe" is neither true nor false',
		],
		['job', 'getAll', { ...list, jobFilters: { customer: locator('id', given) } }, '', 'Filter Customer is empty'],
		['job', 'get', { job: locator('num', given) }, '12a', 'Job: "12a" is no Number'],
		['job', 'get', { job: locator('id', given) }, '   ', 'Job is empty'],
		[
			'job',
			'get',
			{ job: locator('id', given) },
			{ id: { a: 1 } },
			'Job has to be a single value, but an object or a list was given',
		],
		['customer', 'create', { name: given }, { first: 'x' }, 'Name has to be text, but an object or a list was given'],
		[
			'customer',
			'create',
			{ name: 'x', additionalBody: given },
			'[1]',
			'Additional Body Fields (JSON) is no JSON object',
		],
		[
			'invoice',
			'create',
			{ invoiceFields: { customer: locator('id', 1), linesJson: given } },
			'{"quantity": 1}',
			'Lines (JSON) is no JSON array',
		],
		[
			'invoice',
			'create',
			{ invoiceFields: { customer: locator('id', 1), linesJson: given } },
			'[1]',
			'Lines 1 is no object',
		],
		[
			'invoice',
			'create',
			{ invoiceFields: { customer: locator('id', 1), paymentDate: given } },
			'2026-02-30',
			'Payment Date: "2026-02-30" is no date',
		],
		[
			'part',
			'create',
			{ name: 'x', partFields: { price: given } },
			'1,5',
			'Price: "1,5" is not a number of at least 0',
		],
		['part', 'create', { name: 'x', partFields: { type: given } }, 'thing', 'Type: "thing" is not one of its values'],
	];

	test.each(cases)('%s %s %j with %j', async (resource, operation, parameters, value, sentence) => {
		const { error, items, requests } = await at.run(resource, operation, parameters, {
			items: [{ value } as IDataObject],
		});
		expect(error?.message).toBe(sentence);
		expect(error?.description).toBeTruthy();
		expect(items).toEqual([]);
		expect(requests).toEqual([]);
	});
});
