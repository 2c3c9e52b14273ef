import type { INode, INodeParameters, ResourceMapperFields } from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import { editorContext, editorMethods } from './engine.cts';

/** What the editor asks for: the custom fields of the account. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

const context = (parameters: INodeParameters = {}, credentials = at.credentials.synchroteam) =>
	editorContext(credentials, parameters);

const sent = () => at.sandbox.requests.map(({ path, query }) => [path.replace('/api/v3', ''), query]);

describe('the custom fields mapper', () => {
	const fields = async (resource: string, operation: string): Promise<ResourceMapperFields> =>
		(await editorMethods().resourceMapping!.customFields.call(
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

	test('leaves a checkbox to be added, so that one that nobody touched is not sent as No', async () => {
		const { fields: found } = await fields('job', 'create');
		expect(found.filter(({ removed }) => removed).map(({ displayName }) => displayName)).toEqual(['Parking needed']);
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
			return (await editorMethods().resourceMapping!.customFields.call(asking as never)) as ResourceMapperFields;
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
