import * as fc from 'fast-check';
import { addressOf } from '../../nodes/shared/http/exchange';
import { isBlank } from '../../nodes/shared/request/scalars';
import { anything, find, request, resources } from './badInput.cts';
import { locator } from './engine.cts';

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
						? request('invoice', 'create', { customer: locator('id', 1), options: { linesJson: value } })
						: request('customer', 'create', { name: 'x', options: { additionalBody: value } });
					if (isJson(value, list)) return;
					expect(result).toMatchObject({
						sentence: list
							? 'Lines (JSON) is not a valid JSON array'
							: 'Additional Body Fields (JSON) is not a valid JSON object',
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
				const target = resource.record;
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
						expect(result).toMatchObject({ sent: { query: { id: Number(String(value)) } } });
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
				if ('sentence' in result) return expect(result.sentence).toBe('Filter Name contains an incomplete character');
				expect(new URL(addressOf(base, result.sent)).searchParams.get('name')).toBe(isBlank(value) ? null : value);
			}),
			{ numRuns: 500 },
		);
	});
});
