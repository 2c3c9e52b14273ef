import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** What an empty value does: the table "Empty values" of docs/editor.md. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox({ unknownKeys: 'accept' });
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

/** What is sent by the last request; looks that come first are left out. */
async function sent(resource: string, operation: string, parameters: INodeParameters, item: IDataObject = {}) {
	const { requests, error } = await at.run(
		resource,
		operation,
		{ ...parameters, options: { checkFirst: false, ...(parameters.options as object) } },
		{ items: [item] },
	);
	const changes = requests.filter(({ method }) => method !== 'GET');
	// Whether the service likes it is another matter.
	return (changes.at(-1)?.body ?? { sentence: error?.message }) as Record<string, unknown>;
}
const job = locator('id', 'x_1');
const nothing = '={{ $json.nowhere }}';

describe('An expression that returns undefined leaves its field as it is', () => {
	test.each([
		['a reference by login', 'job', { technician: locator('login', nothing) }],
		['a reference by ID', 'job', { technician: locator('id', nothing) }],
		['a reference by list', 'job', { technician: locator('list', nothing) }],
		['a whole reference', 'job', { technician: nothing }],
		['a text', 'job', { description: nothing }],
		['a date', 'job', { scheduledStart: nothing }],
		['a number', 'job', { duration: nothing }],
		['a list', 'job', { skills: nothing }],
		['a choice', 'job', { priority: nothing }],
		['a member of a group', 'job', { addressFields: { addressCity: nothing } }],
		['a group', 'job', { position: { values: { latitude: nothing, longitude: nothing } } }],
		['the value of a custom field', 'job', { customFieldValues: { values: [{ id: 5, label: '', value: nothing }] } }],
	])('%s', async (_, resource, fields) => {
		expect(
			await sent(resource, 'update', { [resource]: job, [`${resource}Fields`]: { myId: 'J-7', ...fields } }),
		).toEqual({ id: 'x_1', myId: 'J-7' });
	});

	test('every reference of every Update', async () => {
		const { synchroteamResources } = jest.requireActual<{
			synchroteamResources: Array<{
				name: string;
				fields: Record<string, { kind: string; modes?: string[]; group?: object }>;
				record: { name: string; by: Record<string, string> };
				operations: Record<string, { except?: string[] }>;
			}>;
		}>('../../nodes/Synchroteam/resources');
		let count = 0;
		for (const { name, fields, operations, record } of synchroteamResources) {
			if (!operations.update) continue;
			const references = Object.entries(fields).filter(
				([key, { kind, group }]) => kind === 'reference' && !group && !operations.update.except?.includes(key),
			);
			for (const [key, { modes = [] }] of references)
				for (const mode of modes) {
					count++;
					const parameters = {
						[record.name]: locator('id', record.by.id === 'integer' ? 1 : 'x_1'),
						[`${name}Fields`]: { [key]: locator(mode, nothing) },
					};
					expect([name, key, await sent(name, 'update', parameters)]).toEqual([
						name,
						key,
						{ sentence: 'There is nothing to update' },
					]);
				}
		}
		expect(count).toBeGreaterThan(30);
	});

	test('the custom fields mapper', async () => {
		const customFields = { mappingMode: 'defineBelow', value: { '1': nothing, '2': 'x' }, schema: [] };
		expect(await sent('job', 'update', { job, setCustomFields: true, customFields })).toEqual({
			id: 'x_1',
			customFieldValues: [{ id: 2, value: 'x' }],
		});
	});

	test('fields that are always shown, in Create or Update', async () => {
		expect(
			await sent('customer', 'upsert', { myId: 'C-9', name: 'x', contactEmail: nothing, contactPhone: nothing }),
		).toEqual({ myId: 'C-9', name: 'x' });
	});
});

describe('null and "" clear', () => {
	const cleared: Array<[string, string, unknown]> = [
		['description', '', ''],
		['technician', 'reference', null],
		['scheduledStart', '', null],
		['skills', '', []],
	];
	test.each(cleared)('%s of an Update: emptied by hand, "" or null by expression', async (key, kind, value) => {
		const given = ['', '={{ "" }}', '={{ null }}'].map((each) => (kind === 'reference' ? locator('id', each) : each));
		for (const each of given)
			expect(await sent('job', 'update', { job, jobFields: { [key]: each } })).toEqual({ id: 'x_1', [key]: value });
	});

	test('a member of a group in Update is added by itself, and cleared when it is emptied', async () => {
		for (const value of ['', '={{ "" }}', '={{ null }}'])
			expect(
				await sent('job', 'update', { job, jobFields: { addressFields: { addressCity: value, addressZIP: '1' } } }),
			).toEqual({ id: 'x_1', addressCity: '', addressZIP: '1' });
	});

	test('a member of a group in Create or Update: by expression; left open it says nothing', async () => {
		const upsert = async (values: INodeParameters) =>
			await sent('customer', 'upsert', { myId: 'C-9', customerFields: { addressFields: { values } } });
		expect(await upsert({ addressCity: '={{ null }}', addressZIP: '={{ "" }}', addressStreet: '' })).toEqual({
			myId: 'C-9',
			addressCity: '',
			addressZIP: '',
		});
	});

	test('a position', async () => {
		for (const position of [
			{ values: { latitude: '', longitude: '' } },
			{ values: { latitude: '={{ null }}', longitude: '={{ null }}' } },
		])
			expect(await sent('customer', 'update', { customer: locator('id', 1), customerFields: { position } })).toEqual({
				id: 1,
				position: null,
			});
	});

	test('fields that are always shown, in Create or Update: by expression; left open they say nothing', async () => {
		const given = { myId: 'C-9', name: '', contactEmail: '={{ null }}', contactPhone: '={{ "" }}' };
		expect(await sent('customer', 'upsert', given)).toEqual({ myId: 'C-9', contactEmail: '', contactPhone: '' });
	});

	test('the value of a custom field: a row that is left empty, and null in the mapper by expression', async () => {
		const customFieldValues = {
			values: [
				{ id: 5, label: '', value: '' },
				{ id: '', label: 'Floor', value: '={{ null }}' },
			],
		};
		expect(await sent('job', 'update', { job, jobFields: { customFieldValues } })).toEqual({
			id: 'x_1',
			customFieldValues: [
				{ id: 5, value: '' },
				{ label: 'Floor', value: '' },
			],
		});
		const customFields = { mappingMode: 'defineBelow', value: { '1': '={{ null }}', '2': null, '3': '' }, schema: [] };
		expect(await sent('job', 'update', { job, setCustomFields: true, customFields })).toEqual({
			id: 'x_1',
			customFieldValues: [
				{ id: 1, value: '' },
				{ id: 3, value: '' },
			],
		});
	});
});

test('Create sends nothing that is empty: there is nothing to clear', async () => {
	const given = {
		name: 'New',
		customer: locator('id', 1),
		siteFields: {
			tags: '',
			active: true,
			publicLink: '={{ null }}',
			addressFields: { values: { addressCity: '={{ null }}', addressZIP: '' } },
			position: { values: { latitude: '', longitude: '' } },
		},
	};
	expect(await sent('site', 'create', given)).toEqual({ name: 'New', customer: { id: 1 }, active: true });
});

test('the 0 with which n8n opens a number says nothing where 0 cannot be meant; by expression it is refused', async () => {
	const customer = locator('id', 1);
	expect(await sent('job', 'create', { customer, jobFields: { num: 0 } })).toEqual({ customer: { id: 1 } });
	expect(await sent('job', 'create', { customer, jobFields: { num: '={{ 0 }}' } })).toEqual({
		sentence: 'Number: "0" is not a whole number of at least 1',
	});
	// Where it can be meant it is.
	expect(await sent('part', 'create', { name: 'x', partFields: { minQuantity: 0 } })).toEqual({
		name: 'x',
		minQuantity: 0,
	});
});

describe('JSON is sent as it was written', () => {
	test('null, "" and empty lists in the JSON twin of rows', async () => {
		const lines = [{ description: null, quantity: '', unitPrice: '1', taxRate: null, extra: null, parts: [] }];
		expect(
			await sent('invoice', 'create', { customer: locator('id', 1), options: { linesJson: JSON.stringify(lines) } }),
		).toEqual({ customer: { id: 1 }, action: 'add', lines });
	});

	test('Additional Body Fields merge deep, and what they say wins', async () => {
		expect(
			await sent('job', 'update', {
				job,
				jobFields: { preferences: { values: { isPool: true, isDraft: '' } }, description: 'a' },
				options: {
					additionalBody: '{"preferences": {"isDraft": true, "team": null}, "description": null, "skills": []}',
				},
			}),
		).toEqual({ id: 'x_1', preferences: { isPool: true, isDraft: true, team: null }, description: null, skills: [] });
	});

	test('Additional Body Fields replace a reference as a whole, so that it never has identifiers of two records', async () => {
		expect(
			await sent('site', 'update', {
				site: locator('id', 1),
				siteFields: { customer: locator('myId', 'C-1') },
				options: { additionalBody: '{"customer": {"id": 3}}' },
			}),
		).toEqual({ id: 1, customer: { id: 3 } });
	});

	test('Additional Body Fields may say more inside the object that holds the identifier, and may not change that', async () => {
		const set = async (depot: object) =>
			await sent('depot', 'setQuantities', {
				depot: locator('id', 1),
				parts: { values: [{ productCode: 'P-100', quantity: 1 }] },
				options: { additionalBody: JSON.stringify({ depot }) },
			});
		expect(await set({ note: 'x' })).toMatchObject([{ depot: { id: '1', note: 'x' } }]);
		expect(await set({ ID: 2 })).toEqual({ sentence: "Additional Body Fields can't contain depot" });
	});

	test('Additional Body Fields move nothing', async () => {
		expect(
			await sent('partMovement', 'move', {
				source: locator('id', 1),
				destination: locator('id', 2),
				part: locator('id', 3),
				options: { additionalBody: '{"quantity": 2, "part": {"note": null}, "id": 7}' },
			}),
		).toEqual({ source: { id: '1' }, destination: { id: '2' }, part: { id: 3, note: null }, quantity: 2, id: 7 });
	});
});

describe('Ignore Empty Filters', () => {
	const filters = {
		customer: locator('id', nothing),
		user: locator('login', '={{ "" }}'),
		status: '={{ null }}',
		dateFrom: '={{ "" }}',
	};

	test('leaves out each filter that is empty', async () => {
		const { error, requests } = await at.run('job', 'getAll', {
			jobFilters: { ...filters, myId: 'J-7' },
			options: { ignoreEmptyFilters: true },
		});
		expect(error).toBeUndefined();
		expect(requests.map(({ query }) => query)).toEqual([{ myId: 'J-7', page: '1', pageSize: '50' }]);
	});

	test.each(Object.entries(filters))('is off at first: an empty %s is refused', async (key, value) => {
		for (const options of [{}, { ignoreEmptyFilters: false }]) {
			const { error, requests } = await at.run('job', 'getAll', { jobFilters: { [key]: value }, options });
			expect(error?.message).toMatch(/^Filter .* is empty$/);
			expect(requests).toEqual([]);
		}
	});
});

describe('A row that was opened and left alone is named', () => {
	test.each([
		['contract', 'equipment', 'Equipment 1 is empty'],
		['contract', 'jobTypes', 'Job Types 1 is empty'],
		['contract', 'sla', 'Service Levels 1 is empty'],
	])('%s %s', async (resource, key, sentence) => {
		const { sentence: said } = (await sent(resource, 'update', {
			contract: locator('id', 'x_1'),
			contractFields: { [key]: { values: [{}] } },
		})) as { sentence: string };
		expect(said).toBe(sentence);
	});
});
