import type { INodeParameters } from 'n8n-workflow';
import { locator } from './engine.cts';
import { type Case, testTable } from './table.cts';

const link = { name: 'Manual', url: 'https://example.com/manual.pdf', isExternalLink: true };
const linked: Case['prepare'] = (sandbox) =>
	sandbox.call('attachment_create', { body: { ...link, customer: { id: 1 } } });
const known = { id: 1, name: 'Manual', url: link.url, isExternalLink: true };
const create = (parameters: INodeParameters) => ({ name: 'Manual', attachTo: 'general', ...parameters });
const aLink = { isExternalLink: true, url: link.url };

testTable('attachment', [
	{
		operation: 'create',
		by: 'a link',
		parameters: {
			name: '={{ $json.name }}',
			...aLink,
			attachTo: 'job',
			job: locator('num', 1),
			attachmentFields: { isPrivate: true },
		},
		items: [{ name: 'one' }, { name: 'two' }],
		sends: ['one', 'two'].map((name) => [
			'POST /attachment/create',
			{},
			{ name, url: link.url, isPrivate: true, job: { num: 1 }, isExternalLink: true },
		]),
		gives: [{ name: 'one', isPrivate: true, isExternalLink: true, url: link.url }, { name: 'two' }],
	},
	...(
		[
			['customer', 'id', 1],
			['customer', 'myId', 'C-1'],
			['customer', 'list', 1],
			['site', 'id', 1],
			['site', 'myId', 'S-1'],
			['equipment', 'id', 1],
			['equipment', 'myId', 'E-1'],
			['job', 'id', '1_261114000000000'],
			['job', 'myId', 'J-1'],
		] as const
	).map(
		([field, by, value]): Case => ({
			operation: 'create',
			by: `a link on one ${field} by ${by}`,
			parameters: create({ ...aLink, attachTo: field, [field]: locator(by, value) }),
			sends: [['POST /attachment/create', {}, { ...link, [field]: { [by === 'list' ? 'id' : by]: value } }]],
			gives: [{ [field]: expect.objectContaining({ id: expect.anything() }) }],
		}),
	),
	{
		operation: 'create',
		by: 'content given as Base64',
		parameters: create({ attachmentFields: { fileName: 'a.txt', fileData: 'aGVsbG8=' } }),
		sends: [
			[
				'POST /attachment/create',
				{},
				{ name: 'Manual', fileName: 'a.txt', fileData: 'aGVsbG8=', isExternalLink: false },
			],
		],
		gives: [{ name: 'Manual', isExternalLink: false }],
	},
	{
		operation: 'create',
		by: 'Base64 without a name',
		parameters: create({ attachmentFields: { fileData: 'aGVsbG8=' } }),
		sends: [],
		error: 'File Name is empty',
	},
	{
		operation: 'create',
		by: 'a link without an address',
		parameters: create({ isExternalLink: true, url: '={{ "" }}' }),
		sends: [],
		error: 'URL is empty',
	},
	{
		operation: 'create',
		by: 'a link without a name',
		parameters: { ...aLink, attachTo: 'general' },
		sends: [],
		error: 'Name is empty',
	},
	{
		operation: 'create',
		by: 'a link on a customer by name, which it does not take',
		parameters: create({ ...aLink, attachTo: 'customer', customer: { __rl: true, mode: 'name', value: 'x' } }),
		sends: [],
		error: "Customer can't be looked up by name here",
	},
	{
		operation: 'delete',
		by: 'id',
		prepare: async (sandbox) => [await linked(sandbox), await linked(sandbox)],
		parameters: { attachment: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 2 }],
		sends: ['1', '2'].map((id) => ['DELETE /attachment/delete', { id }]),
		gives: [
			{ deleted: true, id: 1 },
			{ deleted: true, id: 2 },
		],
	},
	{
		operation: 'delete',
		by: 'the list',
		prepare: linked,
		parameters: { attachment: locator('list', 1) },
		sends: [['DELETE /attachment/delete', { id: '1' }]],
		gives: [{ deleted: true, id: 1 }],
	},
	{
		operation: 'getAll',
		by: 'with every filter',
		prepare: linked,
		parameters: {
			attachmentFilters: { name: '={{ $json.name }}', customer: locator('id', 1) },
			attachmentSort: { values: { sort: 'name', sortOrder: 'descending' } },
		},
		items: [{ name: 'man' }, { name: 'ual' }],
		sends: ['man', 'ual'].map((name) => [
			'GET /attachment/list',
			{ name, customer_id: '1', sort: 'name', sortOrder: 'descending', page: '1', pageSize: '50' },
		]),
		gives: [known, known],
	},
	{
		operation: 'getAll',
		by: 'by the other places',
		prepare: linked,
		parameters: {
			attachmentFilters: { site: locator('myId', 'S-1'), equipment: locator('id', 1), job: locator('num', 1) },
		},
		sends: [['GET /attachment/list', { site_myId: 'S-1', equipment_id: '1', job_num: '1', page: '1', pageSize: '50' }]],
	},
]);
