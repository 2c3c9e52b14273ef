import type { IDataObject } from 'n8n-workflow';
import { synchroteam } from '../../nodes/Synchroteam/service';
import { outSmartPortal } from '../../nodes/OutSmartPortal/service';
import { fromServiceDate, parseDate } from '../../nodes/shared/request/dates';
import { checkedBase } from '../../nodes/shared/http/session';
import { InputError } from '../../nodes/shared/schema/errors';
import { record, request } from './request.cts';

/** Input made to do harm, or made by accident: a sentence or the right thing, at once. */

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('no input takes long', () => {
	const long = 100_000;
	const texts: Array<[string, string]> = [
		['brackets', `2026-11-21T10:15${'['.repeat(long)}`],
		['brackets alone', '['.repeat(long)],
		['digits', '1'.repeat(long)],
		['digits and a letter', `${'1'.repeat(long)}x`],
		['digits and blanks', `${'1 '.repeat(long / 2)}x`],
		['blanks', `2026-11-21${' '.repeat(long)}x`],
		['letters T', `2026-11-21${'T10'.repeat(long / 3)}`],
		['minus signs', `${'-'.repeat(long)}1`],
		['points', `1${'.1'.repeat(long / 2)}`],
		['slashes', `${'/'.repeat(long)}a`],
	];
	// Time of this process alone: a busy machine makes the clock go on.
	const within = (ms: number, run: () => unknown) => {
		const started = process.cpuUsage();
		run();
		expect(Object.values(process.cpuUsage(started)).reduce((sum, each) => sum + each) / 1000).toBeLessThan(ms);
	};

	test.each(texts)('%s in a date', (_, text) => within(100, () => expect(parseDate(text)).toBeUndefined()));
	test.each(texts)('%s in a date of an answer', (_, text) =>
		within(100, () => expect(fromServiceDate(text, 'Europe/Paris')).toBe(text)),
	);
	test.each(texts)('%s in every parameter of an invoice and a part', (_, text) =>
		within(500, () => {
			const fields = {
				customer: text,
				num: text,
				paymentDate: text,
				lines: { values: [{ quantity: text, unitPrice: text }] },
			};
			for (const [name, value] of Object.entries(fields))
				request('invoice', 'create', { customer: record('id', 1), [name]: value, invoiceFields: { [name]: value } });
			request('invoice', 'get', { invoice: text });
			request('invoice', 'create', { options: { additionalBody: text } });
			request('customer', 'getAll', { limit: text });
			request('part', 'updatePrices', { prices: { values: [{ reference: 'a', price: text }] } });
		}),
	);
	test.each(texts)('%s in a Base URL', (_, text) =>
		within(100, () => {
			expect(() => checkedBase(text)).toThrow('Base URL is not a valid address');
			for (const address of [`https://127.0.0.1/${text}`, `https://127.0.0.1/${text}?`]) {
				try {
					checkedBase(address);
				} catch (error) {
					expect(error).toBeInstanceOf(InputError);
				}
			}
		}),
	);
	test.each(texts)('%s in a credential', (_, text) =>
		within(100, () => {
			for (const service of [synchroteam, outSmartPortal]) {
				try {
					service.prefix({ portalName: text, domain: text });
					service.account({ portalName: text, username: 'x', domain: text });
				} catch (error) {
					expect(error).toBeInstanceOf(InputError);
				}
			}
		}),
	);
});

describe('names that every object bears', () => {
	test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])('mode %s', (mode) =>
		expect(request('customer', 'get', { customer: record(mode, 1) })).toEqual({
			sentence: `Customer can't be looked up by "${mode}" here`,
		}),
	);
	test('keys of rows are sent as they were given', () => {
		const line = JSON.parse('{"constructor": "a", "toString": "b", "quantity": 1}') as IDataObject;
		expect(request('invoice', 'update', { invoice: record('id', 1), invoiceFields: { lines: [line] } })).toMatchObject({
			body: { lines: [{ constructor: 'a', toString: 'b', quantity: '1' }] },
		});
	});
});

describe('numbers', () => {
	const beyond = 2 ** 53;
	test.each([NaN, Infinity, -Infinity, beyond + 2, 1.5e20])('%p is never sent', (value) => {
		const sentence = expect.objectContaining({ sentence: expect.any(String) });
		for (const result of [
			request('customer', 'create', { name: value }),
			request('customer', 'create', { name: 'x', customerFields: { tags: ['a', value] } }),
			request('customer', 'create', { name: 'x', options: { additionalBody: { some: [{ value }] } } }),
			request('customer', 'create', { name: 'x', customFields: { mappingMode: 'defineBelow', value: { 5: value } } }),
			request('customer', 'get', { customer: record('myId', value) }),
			request('customer', 'get', { customer: record('id', value) }),
			request('job', 'get', { job: record('id', value) }),
			request('job', 'create', { customer: record('id', 1), jobFields: { num: value } }),
			request('part', 'create', { name: 'x', price: value }),
			request('invoice', 'create', { customer: record('id', 1), lines: [{ quantity: value }] }),
			request('invoice', 'create', { customer: record('id', 1), lines: [{ another: value }] }),
			request('customer', 'getAll', { customerFilters: { name: value } }),
		])
			expect(result).toEqual(sentence);
	});
	test.each(['9007199254740993', '12345678901234567890'])('%p as text for a number', (value) => {
		expect(request('job', 'create', { customer: record('id', 1), jobFields: { num: value } })).toEqual({
			sentence: expect.stringMatching(/^Number: "\d+" is not a whole number of at least 1/),
		});
		expect(request('customer', 'create', { name: 'x', options: { additionalBody: `{"some": ${value}}` } })).toEqual({
			sentence: expect.stringMatching(/^Additional Body Fields \(JSON\) contains the number/),
		});
	});
	test('text keeps its digits', () =>
		expect(request('job', 'get', { job: record('id', '160453211119075618112345') })).toMatchObject({
			query: { id: '160453211119075618112345' },
		}));
});

describe('nesting', () => {
	test('100,000 levels', () => {
		const value = deep(100_000);
		const sentence = (label: string) => ({ sentence: `${label} cannot be written as JSON` });
		expect(request('customer', 'create', { name: 'x', options: { additionalBody: { value } } })).toEqual(
			sentence('Additional Body Fields (JSON)'),
		);
		expect(request('depot', 'setQuantities', { options: { depotsJson: [{ value }] } })).toEqual(
			sentence('Depots (JSON)'),
		);
		expect(request('invoice', 'create', { customer: record('id', 1), lines: [{ another: value }] })).toEqual(
			sentence('Lines'),
		);
		expect(request('customer', 'get', { customer: value })).toEqual({ sentence: expect.stringMatching(/^Customer/) });
		expect(request('customer', 'getAll', { limit: value })).toEqual({ sentence: expect.stringMatching(/^Limit/) });
		expect(request('customer', 'create', { name: value })).toEqual({ sentence: expect.stringMatching(/^Name/) });
	});
	test('an object that holds itself', () => {
		const value: Record<string, unknown> = {};
		value.self = value;
		expect(request('customer', 'create', { name: 'x', options: { additionalBody: value } })).toEqual({
			sentence: 'Additional Body Fields (JSON) cannot be written as JSON',
		});
		expect(request('customer', 'getAll', { limit: value })).toEqual({ sentence: expect.stringMatching(/^Limit/) });
	});
});

describe('a filter that gives nothing does not widen the list', () => {
	test.each([
		['job', []],
		['job', ''],
		['job', null],
		['invoice', ''],
		['invoice', null],
	])('%s by a status that an expression gave as %j', (resource, status) =>
		expect(request(resource, 'getAll', { [`${resource}Filters`]: { status } }, [`${resource}Filters.status`])).toEqual({
			sentence: 'Filter Status is empty',
		}),
	);
	test.each([
		['part', { status: '' }],
		['job', { user: record('id', '') }],
		['job', { status: null }],
	])('%s %j, which was added and left empty', (resource, filters) =>
		expect(request(resource, 'getAll', { [`${resource}Filters`]: filters })).toEqual({
			sentence: expect.stringMatching(/^Filter .* is empty$/),
		}),
	);
	test.each([
		['job', { status: [], customer: record('list', ''), dateFrom: '' }],
		['invoice', { status: '', customer: record('list', '') }],
	])('%s: a filter that is there from the beginning and left open filters nothing', (resource, filters) =>
		expect(request(resource, 'getAll', { [`${resource}Filters`]: filters })).toMatchObject({ query: {} }),
	);
	test.each([
		['customer', 'name', 'Name'],
		['customer', 'changedSince', 'Changed Since'],
		['job', 'myId', 'Own ID'],
		['contract', 'active', 'Active'],
		['contract', 'start', 'Start'],
	])('%s by %s: an expression that gave nothing is not a filter left empty', (resource, key, label) => {
		const parameters = (value: unknown) => ({ [`${resource}Filters`]: { [key]: value } });
		const refused = { sentence: `Filter ${label} is empty` };
		for (const nothing of [null, undefined]) expect(request(resource, 'getAll', parameters(nothing))).toEqual(refused);
		for (const nothing of ['', '  ']) {
			expect(request(resource, 'getAll', parameters(nothing), [`${resource}Filters.${key}`])).toEqual(refused);
			expect(request(resource, 'getAll', parameters(nothing))).toMatchObject({ query: {} });
		}
	});
	test.each(['text', 5, ['x']])('filters given as %j', (filters) =>
		expect(request('job', 'getAll', { jobFilters: filters })).toEqual({
			sentence: 'Filters has to be an object',
		}),
	);
	test('fields given as text', () =>
		expect(request('customer', 'create', { name: 'x', customerFields: 'abc' })).toEqual({
			sentence: 'Fields has to be an object',
		}));
});

describe('a switch whose expression gave nothing is not off', () => {
	test.each([
		['delete', 'customer', 'options.uniqueName', 'Only If Name Is Unique', { customer: record('name', 'A') }],
		[
			'update',
			'customer',
			'options.checkFirst',
			'Check for Existing Record',
			{ customer: record('id', 1), customerFields: { tags: 'x' } },
		],
		['getAll', 'customer', 'returnAll', 'Return All', {}],
		['getAll', 'job', 'includeDetails', 'Include Details', {}],
		['getPhotos', 'job', 'download', 'Download Photos', { job: record('num', 1) }],
	])('%s %s: %s', (operation, resource, path, label, more) => {
		const [top, below] = path.split('.');
		for (const nothing of [null, undefined, '']) {
			const parameters = { ...more, [top]: below ? { [below]: nothing } : nothing };
			expect(request(resource, operation, parameters, [path])).toEqual({ sentence: `${label} is empty` });
			expect(request(resource, operation, parameters)).not.toHaveProperty('sentence');
		}
	});
});

test('a mapper with a broken schema is read or refused', () => {
	for (const schema of [5, 'x', [null], [5], {}])
		expect(
			request('customer', 'create', { name: 'x', customFields: { mappingMode: 'x', value: { 5: 'a' }, schema } }),
		).toMatchObject({ body: { customFieldValues: [{ id: 5, value: 'a' }] } });
});

describe('a record whose identifier is empty', () => {
	const whole = { id: '', name: 'Acme' };
	test.each(['get', 'delete', 'deactivate', 'undelete'])('is not taken by its name: %s', (operation) => {
		for (const given of [
			whole,
			{ id: null, name: 'Acme' },
			{ myId: '', name: 'Acme' },
			{ id: ' ', myId: 'C-1', name: 'x' },
		])
			expect(request('customer', operation, { customer: given })).toEqual({
				sentence: expect.stringMatching(/^Customer: the (ID|Own ID) of the record given is empty$/),
			});
	});
	test('is not taken off a record that refers to it', () =>
		expect(request('job', 'update', { job: record('id', 'a'), jobFields: { customer: whole } })).toEqual({
			sentence: 'Customer: the ID of the record given is empty',
		}));
	test('is nobody where all its identifiers are empty', () => {
		const nobody = { id: null, myId: '', name: ' ' };
		expect(request('customer', 'delete', { customer: nobody })).toEqual({
			sentence: expect.stringContaining('is empty'),
		});
		expect(request('job', 'update', { job: record('id', 'a'), jobFields: { customer: nobody } })).toMatchObject({
			body: { customer: null },
		});
	});
	test('is named by the first one otherwise', () => {
		expect(request('customer', 'get', { customer: { id: 5, myId: '', name: 'x' } })).toMatchObject({
			query: { id: 5 },
		});
		expect(request('customer', 'get', { customer: { name: 'x' } })).toMatchObject({ query: { name: 'x' } });
	});
});

test.each([true, 'true', 1, '1', 'yes', 'YES '])('Only If Name Is Unique given as %p', (uniqueName) =>
	expect(request('customer', 'delete', { customer: record('name', 'x'), options: { uniqueName } })).toMatchObject({
		onlyIfUnique: true,
	}),
);
test.each([undefined, null, false, 'false', 0, 'no'])('Only If Name Is Unique given as %p is off', (uniqueName) =>
	expect(request('customer', 'delete', { customer: record('name', 'x'), options: { uniqueName } })).toMatchObject({
		onlyIfUnique: false,
	}),
);
test('Only If Name Is Unique given as anything else is refused', () =>
	expect(request('customer', 'delete', { customer: record('name', 'x'), options: { uniqueName: 'perhaps' } })).toEqual({
		sentence: 'Only If Name Is Unique: "perhaps" is neither true nor false',
	}));
