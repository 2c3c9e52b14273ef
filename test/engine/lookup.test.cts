import type {
	ILoadOptionsFunctions,
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import { additionalDataOf, core, nodeType, workflowOf } from './engine.cts';

/** What the editor asks for: the choices of every From List, and the custom fields of the account. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

const methods = () => (nodeType('synchroteam').methods ?? {}) as NonNullable<INodeType['methods']>;

/** The context in which n8n's server runs such a method. */
function context(parameters: INodeParameters = {}, credentials = at.credentials.synchroteam): ILoadOptionsFunctions {
	const workflow = workflowOf('synchroteam', parameters);
	return new core.LoadOptionsContext(
		workflow,
		workflow.getNode('Node')!,
		additionalDataOf(credentials),
		'',
	) as unknown as ILoadOptionsFunctions;
}

const search = async (target: string, filter?: string, page?: string): Promise<INodeListSearchResult> =>
	await methods().listSearch![target].call(context(), filter, page);
const sent = () => at.sandbox.requests.map(({ path, query }) => [path.replace('/api/v3', ''), query]);

describe('From List', () => {
	test.each([
		['customer', '/customer/list', 'garage', { name: 'garage' }, [{ name: 'Garage Moreau (C-3, Rennes)', value: 3 }]],
		['site', '/site/list', 'PARC', { name: 'PARC' }, [{ name: 'Hôtel du Parc, main building (S-2, Lyon)', value: 2 }]],
		['equipment', '/equipment/list', 'boiler 4', { name: 'boiler 4' }, [{ name: 'Boiler 4 (E-4)', value: 4 }]],
		['jobType', '/jobtype/list', 'inst', { name: 'inst' }, [{ name: 'Installation', value: 3 }]],
		[
			'reportTemplate',
			'/jobReportTemplate/list',
			'draft',
			{ name: 'draft' },
			[{ name: 'Draft of a new report', value: 4 }],
		],
		['team', '/team/list', 'cool', { name: 'cool' }, [{ name: 'Cooling', value: 3 }]],
		['taxRate', '/tax/list', '5.5', { name: '5.5' }, [{ name: 'TVA 5.5 (5.50)', value: 3 }]],
		['activityType', '/activityType/list', 'hol', { name: 'hol' }, [{ name: 'Holiday', value: 3 }]],
		[
			'contract',
			'/contract/list',
			'full',
			{ name: 'full' },
			[{ name: 'Full service (1, Boulangerie Martin)', value: '98adffd6-c0bc-1c50-55a3-2be8586b8f19' }],
		],
	])('%s is searched by the service', async (target, path, filter, query, results) => {
		expect(await search(target, filter)).toEqual({ results });
		expect(sent()).toEqual([[path, expect.objectContaining({ ...query, page: '1', pageSize: '50' })]]);
	});

	test.each([
		['job', '/job/list', 'visit 2', [{ name: '2 (Hôtel du Parc, Visit 2)', value: '1_' }], ['myId']],
		['user', '/user/list', 'MARIE', [{ name: 'Marie Leroy (marie)', value: 3 }], ['login']],
		['jobSchedulingWindow', '/jobschedulingwindow/list', 'after', [{ name: 'Afternoon (13:00, 18:00)', value: 2 }], []],
		['recurrence', '/recurrence/list', 'yearly', [{ name: 'Yearly maintenance (1, Hôtel du Parc)', value: 1 }], []],
		['block', '/block/list', 'check', [{ name: 'Check list', value: 2 }], []],
		['activity', '/activity/list', 'jean', [{ name: expect.stringMatching(/^Travel \(jean, /), value: 1 }], []],
	])(
		'%s cannot be searched by the service and is searched here, the one that is called so first',
		async (target, path, filter, [{ name, value }], keys) => {
			expect(await search(target, filter)).toEqual({
				results: [{ name, value: typeof value === 'string' ? expect.stringContaining(value) : value }],
			});
			const list = [path, expect.objectContaining({ page: '1', pageSize: '100' })];
			expect(sent()).toHaveLength(keys.length + 1);
			expect(sent()).toEqual(
				expect.arrayContaining([
					...keys.map((key) => [path.replace('list', 'details'), expect.objectContaining({ [key]: filter })]),
					list,
				]),
			);
			expect(await search(target, 'nothing bears this')).toEqual({ results: [] });
		},
	);

	test('lines of a bill take a part by its reference and a tax rate in percent', async () => {
		at.sandbox.state.parts.create({ name: 'Without a reference', reference: '' });
		const parts = await search('partByReference');
		expect(parts.results).toContainEqual({ name: 'Filter 20 cm (P-100)', value: 'P-100' });
		expect(parts.results.map(({ name }) => name)).not.toContain('Without a reference');
		expect(await search('taxRateByRate', '5.5')).toEqual({ results: [{ name: 'TVA 5.5 (5.50)', value: '5.50' }] });
	});

	test('a job and a user beyond the rows that are read are found by number, own ID and login', async () => {
		const { jobs, users } = at.sandbox.state;
		const old = jobs.create({ myId: 'OLD-1', customer: { id: 1 }, description: 'long ago' });
		const late = users.create({ login: 'zoe', password: 'x', firstName: 'Zoe', lastName: 'Last' });
		for (let count = 0; count < 505; count++) {
			jobs.create({ customer: { id: 1 }, description: 'later' });
			users.create({ login: `u${count}`, password: 'x', firstName: 'More', lastName: `User ${count}` });
		}
		const first = async (target: string, typed: string) => (await search(target, typed)).results[0]?.value;
		expect(await first('job', String(old.num))).toBe(old.id);
		expect(await first('job', 'OLD-1')).toBe(old.id);
		expect(await first('user', 'zoe')).toBe(late.id);
	});

	test('every locator of the panel has its search, and it answers', async () => {
		const named = nodeType('synchroteam').description.properties.flatMap(
			(property) => JSON.stringify(property).match(/(?<="searchListMethod":")\w+/g) ?? [],
		);
		const all = [...new Set(named)];
		expect(all.length).toBeGreaterThan(15);
		for (const target of all) expect((await search(target)).results).toBeInstanceOf(Array);
	});

	test('gives a page at a time and says where to go on', async () => {
		for (let number = 0; number < 115; number++) at.sandbox.state.customers.create({ name: `More ${number}` });
		const first = await search('customer');
		const second = await search('customer', undefined, first.paginationToken as string);
		const third = await search('customer', undefined, second.paginationToken as string);
		expect([first, second, third].map(({ results, paginationToken }) => [results.length, paginationToken])).toEqual([
			[50, '2'],
			[50, '3'],
			[20, undefined],
		]);
		expect(new Set([first, second, third].flatMap(({ results }) => results.map(({ value }) => value))).size).toBe(120);
		expect(sent().map(([, query]) => query)).toEqual(['1', '2', '3'].map((page) => ({ page, pageSize: '50' })));
	});

	test('offers every record where the service gives smaller pages than it is asked for', async () => {
		for (let number = 0; number < 55; number++) at.sandbox.state.customers.create({ name: `More ${number}` });
		at.sandbox.dialect['page-size-served'] = 'at-most-25';
		const values: unknown[] = [];
		for (let token: unknown = '1'; token; ) {
			const { results, paginationToken } = await search('customer', undefined, token as string);
			values.push(...results.map(({ value }) => value));
			token = paginationToken;
		}
		at.sandbox.dialect['page-size-served'] = 'asked';
		expect(new Set(values).size).toBe(60);
		expect(values).toHaveLength(60);
		expect(sent()).toHaveLength(3);
	});

	test('an empty list says how to get a first record, and is no choice', async () => {
		const { customers, depots } = at.sandbox.state;
		for (const store of [customers, depots]) for (const { id } of store.rows()) store.delete(id);
		expect(await search('customer')).toEqual({
			results: [{ name: 'No customers yet. Use Customer > Create.', value: '' }],
		});
		expect(await search('depot')).toEqual({ results: [{ name: 'No depots yet. Add one in Synchroteam.', value: '' }] });
		expect(await search('customer', 'Dupont')).toEqual({ results: [] });
	});

	test('the newest jobs come first', async () => {
		const { results } = await search('job');
		expect(results.map(({ name }) => name.split(' ')[0])).toEqual(['5', '4', '3', '2', '1']);
	});

	test('says what the service says', async () => {
		const wrong = { ...at.credentials.synchroteam, apiKey: '12345678' };
		await expect(methods().listSearch!.customer.call(context({}, wrong))).rejects.toThrow(
			'Your domain or API key is wrong',
		);
	});
});

describe('the custom fields mapper', () => {
	const fields = async (resource: string, operation: string): Promise<ResourceMapperFields> =>
		(await methods().resourceMapping!.customFields.call(
			context({ resource, operation }) as never,
		)) as ResourceMapperFields;

	test('gives each type its input, in the order of the account', async () => {
		const { fields: found } = await fields('job', 'create');
		expect(found.map(({ id, displayName, type, required }) => [id, displayName, type, required])).toEqual([
			['9', 'Order number', 'string', false],
			['10', 'Billing', 'string', false],
			['11', 'Promised for', 'dateTime', false],
			['12', 'Estimate (h)', 'number', false],
			['13', 'Parking needed', 'boolean', false],
			['14', 'Reported by', 'string', false],
			['15', 'Report to', 'string', false],
			['16', 'Call before', 'string', false],
		]);
		expect(sent()).toEqual([['/customfield/list', { type: 'job', sort: 'order', page: '1', pageSize: '100' }]]);
	});

	test.each([
		[
			'customer',
			'create',
			'customer',
			[
				['Zone', true],
				['Customer since', false],
				['Key account', false],
			],
		],
		[
			'customer',
			'update',
			'customer',
			[
				['Zone', false],
				['Customer since', false],
				['Key account', false],
			],
		],
		[
			'site',
			'upsert',
			'site',
			[
				['Access code', false],
				['Concierge', false],
			],
		],
		[
			'equipment',
			'create',
			'equipment',
			[
				['Serial number', true],
				['Installed on', false],
				['Power (kW)', false],
			],
		],
		['user', 'create', 'user', [['Vehicle', false]]],
	])(
		'%s %s asks for those of a %s, mandatory ones marked where a record is made',
		async (resource, operation, type, expected) => {
			const { fields: found } = await fields(resource, operation);
			expect(found.map(({ displayName, required }) => [displayName, required])).toEqual(expected);
			expect(sent()[0][1]).toMatchObject({ type });
		},
	);

	test.each([
		['recurrence', 'create'],
		['customField', 'setJobValues'],
	])('%s %s asks for those of jobs', async (resource, operation) => {
		await fields(resource, operation);
		expect(sent()[0][1]).toMatchObject({ type: 'job' });
	});

	describe('where there is nothing to map, a notice says why', () => {
		const ask = async (parameters: INodeParameters, node?: Partial<INode>): Promise<ResourceMapperFields> => {
			const asking = context(parameters);
			const own = asking.getNode();
			jest.spyOn(asking, 'getNode').mockReturnValue({ ...own, ...node });
			// The server fills it with what the panel holds.
			jest.spyOn(asking, 'getCurrentNodeParameters').mockReturnValue(parameters);
			return (await methods().resourceMapping!.customFields.call(asking as never)) as ResourceMapperFields;
		};
		const job = { resource: 'job', operation: 'create' };
		const mapped = { ...job, customFields: { mappingMode: 'defineBelow', value: {}, schema: [{ id: '9' }] } };

		test('no credential, as n8n 2 asks for a new node', async () => {
			expect(await ask(job, { credentials: undefined })).toEqual({
				fields: [],
				emptyFieldsNotice: expect.stringContaining('turn Set Custom Fields off and on'),
			});
			expect(sent()).toEqual([]);
		});

		test('an account without such fields', async () => {
			at.sandbox.faults.add({
				path: '/customfield/list$',
				kind: 'status',
				status: 200,
				body: { page: 1, pageSize: 100, records: 0, recordsTotal: 0, data: [] },
			});
			expect(await ask(job)).toEqual({
				fields: [],
				emptyFieldsNotice: 'This account has no custom fields for this kind of record.',
			});
		});

		test('a refusal; what is mapped already stays', async () => {
			at.sandbox.faults.add({
				path: '/customfield/list$',
				kind: 'status',
				status: 403,
				body: { message: 'No access' },
				times: 2,
			});
			expect(await ask(job)).toEqual({
				fields: [],
				emptyFieldsNotice: 'The custom fields cannot be read: No access. Turn Set Custom Fields off and on to retry.',
			});
			await expect(ask(mapped)).rejects.toThrow('No access');
		});

		test('a refusal with markup in it is shown as text', async () => {
			at.sandbox.faults.add({
				path: '/customfield/list$',
				kind: 'status',
				status: 403,
				body: { message: '<img src="https://evil.example/x"> & <a href="#">Log in</a>' },
			});
			const { emptyFieldsNotice } = await ask(job);
			expect(emptyFieldsNotice).not.toMatch(/[<>]/);
			expect(emptyFieldsNotice).toContain('&lt;img src="https://evil.example/x"&gt; &amp; &lt;a href="#"&gt;Log in');
		});
	});

	test('a select whose choices the service tells becomes a dropdown', async () => {
		const body = {
			page: 1,
			pageSize: 100,
			records: 1,
			recordsTotal: 1,
			data: [{ id: 1, label: 'Zone', type: 'select', mandatory: false, values: ['North', 'South'] }],
		};
		at.sandbox.faults.add({ path: '/customfield/list$', kind: 'status', status: 200, body });
		expect((await fields('customer', 'update')).fields).toEqual([
			expect.objectContaining({
				type: 'options',
				options: [
					{ name: 'North', value: 'North' },
					{ name: 'South', value: 'South' },
				],
			}),
		]);
	});
});
