import type { ILoadOptionsFunctions, INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import { additionalDataOf, core, editorContext, editorMethods, nodeType, workflowOf } from './engine.cts';

/** What the editor asks for: the choices of every From List. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

const context = (parameters: INodeParameters = {}, credentials = at.credentials.synchroteam) =>
	editorContext(credentials, parameters);
const search = async (target: string, filter?: string, page?: string): Promise<INodeListSearchResult> =>
	await editorMethods().listSearch![target].call(context(), filter, page);
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
		// What is not among the rows that are read is not said to be missing.
		const more = { name: 'Only the first 500 jobs were searched. Find others by ID, number or own ID.', value: '' };
		expect(await search('job', 'long ago')).toEqual({ results: [more] });
		expect((await search('job', 'later')).results.slice(-1)).toEqual([more]);
	});

	test('accents do not matter where it is searched here', async () => {
		expect((await search('job', 'hotel du PARC, visit')).results.map(({ name }) => name)).toEqual([
			'2 (Hôtel du Parc, Visit 2)',
		]);
	});

	test('every locator of the panel has its search, and it answers', async () => {
		const named = nodeType('synchroteam').description.properties.flatMap(
			(property) => JSON.stringify(property).match(/(?<="searchListMethod":")\w+/g) ?? [],
		);
		const all = [...new Set(named)];
		expect(all.length).toBeGreaterThan(15);
		for (const target of all) expect(Array.isArray((await search(target)).results)).toBe(true);
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

	describe('follows what is chosen beside it', () => {
		const place = (mode: string, value: string | number) => ({ __rl: true, mode, value });
		/** Searches as the editor does at a parameter of a node that is being set up. */
		const searchAt = async (target: string, path: string, parameters: INodeParameters, filter?: string) => {
			const workflow = workflowOf('synchroteam', {});
			const asking = new core.LoadOptionsContext(
				workflow,
				workflow.getNode('Node')!,
				Object.assign(additionalDataOf(at.credentials.synchroteam) as never, { currentNodeParameters: parameters }),
				path,
			) as unknown as ILoadOptionsFunctions;
			return await editorMethods().listSearch![target].call(asking, filter);
		};
		const paged = { page: '1', pageSize: '50' };

		test.each<[string, string, string, INodeParameters, object]>([
			['sites of a customer from the list', 'site', 'site', { customer: place('list', 2) }, { customer_id: '2' }],
			['sites of a customer by Own ID', 'site', 'site', { customer: place('myId', 'C-2') }, { customer_myId: 'C-2' }],
			[
				'sites of a customer chosen in the same collection',
				'site',
				'jobFilters.site',
				{ jobFilters: { customer: place('id', '2') }, customer: place('id', 1) },
				{ customer_id: '2' },
			],
			[
				'equipment of a customer above the collection',
				'equipment',
				'jobFields.equipment',
				{ jobFields: {}, customer: place('list', 2), site: place('list', '') },
				{ customer_id: '2' },
			],
			[
				'equipment of the site, whoever the customer is',
				'equipment',
				'jobFields.equipment',
				{ jobFields: {}, customer: place('list', 1), site: place('list', 3) },
				{ site_id: '3' },
			],
			['all sites of a customer by name', 'site', 'site', { customer: place('name', 'Hôtel du Parc') }, {}],
			['all sites of a customer by expression', 'site', 'site', { customer: place('myId', '={{ $json.a }}') }, {}],
			[
				'all sites of an expression in place of the customer',
				'site',
				'site',
				{ customer: '={{ $json.customer }}' },
				{},
			],
			['all sites of a customer that is no number', 'site', 'site', { customer: place('id', 'abc') }, {}],
			['all customers', 'customer', 'customer', { customer: place('list', 2) }, {}],
		])('%s', async (_, target, path, parameters, query) => {
			await searchAt(target, `parameters.${path}`, parameters);
			expect(sent()).toEqual([[`/${target}/list`, { ...paged, ...query }]]);
		});

		test('while a name is typed as well', async () => {
			await searchAt('site', 'parameters.site', { customer: place('list', 2) }, 'PARC');
			expect(sent()).toEqual([['/site/list', { ...paged, name: 'PARC', customer_id: '2' }]]);
		});

		test('an empty list says that the customer has none', async () => {
			const { id } = at.sandbox.state.customers.create({ name: 'New one' });
			expect(await searchAt('site', 'parameters.site', { customer: place('list', id as number) })).toEqual({
				results: [{ name: 'No sites at what is chosen beside it. Use Site > Create.', value: '' }],
			});
		});
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
		await expect(editorMethods().listSearch!.customer.call(context({}, wrong))).rejects.toThrow(
			'Your domain or API key is wrong',
		);
	});
});
