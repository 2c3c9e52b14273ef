import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { operations, titleOf, type Entry } from '../contract/documented.cts';
import { n8n, nodeType, runNode } from '../engine/engine.cts';
import { everyProperty, inside } from './panel.cts';
import { startRecorder, type Recorder } from './recorder.cts';
import { credentialsOf } from './requests.cts';

/** What stands open in the panel of an operation, in which order, and what is marked; by n8n's own display conditions. */

/** A new node has its defaults. */
function opened({ node, resource, operation }: Entry, more: INodeParameters = {}): INodeProperties[] {
	const values: INodeParameters = { resource, operation, ...more };
	const { properties } = nodeType(node).description;
	const shown = () =>
		properties.filter(
			(property) =>
				!['resource', 'operation', 'requestOptions'].includes(property.name) &&
				n8n.NodeHelpers.displayParameter(values, property, null, null, values),
		);
	for (const property of shown()) values[property.name] ??= property.default as string;
	return shown();
}

/** The labels of a panel, a star behind what is required; notices and collections left out. */
const panel = (entry: Entry, more?: INodeParameters) =>
	opened(entry, more)
		.filter(({ type }) => type !== 'notice' && type !== 'collection')
		.map(({ displayName, required }) => displayName + (required ? '*' : ''))
		.filter((label) => label !== 'Set Custom Fields' && label !== 'Simplify' && label !== 'Output')
		.join(', ');
const entryOf = (title: string) => operations.find((each) => titleOf(each) === title) as Entry;

const job = 'Customer, Site, Job Type, Description, Technician, Scheduled Start, Scheduled End';
test.each([
	['synchroteam job create', job],
	['synchroteam job upsert', `Own ID, Number, ${job}`],
	['synchroteam job schedule', 'Job*, Scheduled Start, Scheduled End, Technician'],
	['synchroteam job start', 'Job*, Actual Start'],
	['synchroteam job validate', 'Job*, Validated By'],
	['synchroteam job complete', 'Job*, Actual Start*, Actual End*'],
	['synchroteam customer create', 'Name*, Own ID, Email, Phone'],
	['synchroteam site create', 'Name*, Customer*, Own ID, Email, Phone'],
	['synchroteam equipment create', 'Name*, Customer, Site, Own ID'],
	['synchroteam invoice create', 'Customer*, Job, Description, Lines'],
	['synchroteam quotation create', 'Customer*, Job, Description, Lines'],
	['synchroteam part create', 'Name*, Reference, Price'],
	['synchroteam partMovement move', 'From Depot*, To Depot*, Part*, Quantity, Serial Numbers'],
	['synchroteam partRequest create', 'User*, From Depot*, To Depot*, Part*, Quantity, Serial Numbers'],
	['synchroteam message send', 'Recipients*, Title, Message*, Priority'],
	['synchroteam attachment create', 'Attach To*, Job*, Name, File or Link*, Input Binary Field'],
	['synchroteam task create', 'Content, Due Date, User, Customer, Job'],
	['synchroteam timeline create', 'Type, Title, Content, Customer, Job'],
	['synchroteam activity create', 'Activity Type, User, Start, End, Note'],
	['synchroteam contract create', 'Name, Customer*, Site, Start, End'],
	['synchroteam recurrence create', 'Customer, Site, Job Type, Description, Start, End, Repeat Every, Repeat Unit'],
	['synchroteam user create', 'Login*, Password*, First Name, Last Name, Email, Profile'],
	['synchroteam job getPhotos', 'Job*, Download Photos'],
	[
		'outSmartPortal workOrder create',
		'Work Order Number*, Customer Name, Work Description, Start Date, Start Time, Employee Number, Status',
	],
	['outSmartPortal note create', 'Note Reference*, Work Order Number, Content*'],
])('%s opens with what it is about', (title, labels) => {
	expect(panel(entryOf(title))).toBe(labels);
});

test('an attachment shows what belongs to what was chosen', () => {
	const entry = entryOf('synchroteam attachment create');
	expect(panel(entry, { attachTo: 'job', isExternalLink: true })).toBe('Attach To*, Job*, Name, File or Link*, URL*');
	expect(panel(entry, { attachTo: 'site' })).toBe('Attach To*, Site*, Name, File or Link*, Input Binary Field');
	expect(panel(entryOf('synchroteam job getPhotos'), { download: true })).toBe(
		'Job*, Download Photos, Output Binary Field',
	);
});

test.each(['invoice', 'quotation'])(
	'a line of %s: part and tax rate from the list, amounts that follow last',
	(resource) => {
		const [lines] = opened(entryOf(`synchroteam ${resource} create`)).filter(({ name }) => name === 'lines');
		expect(inside(lines).map(({ displayName }) => displayName)).toEqual([
			...['Part', 'Description', 'Quantity', 'Unit Price', 'Discount (%)', 'Tax Rate (%)'],
			...['Subtotal', 'Tax', 'Total'],
		]);
		const listed = inside(lines).filter(({ modes }) => modes?.[0].name === 'list');
		expect(listed.map(({ displayName }) => displayName)).toEqual(['Part', 'Tax Rate (%)']);
		expect(lines.typeOptions).toMatchObject({ hideOptionalFields: true, addOptionalFieldButtonText: 'Add Line Field' });
		const open = inside(lines).filter(({ typeOptions }) => typeOptions && 'showEvenWhenOptional' in typeOptions);
		expect(open.map(({ displayName }) => displayName)).toEqual([
			...['Description', 'Quantity', 'Unit Price', 'Tax Rate (%)'],
		]);
	},
);

test.each([
	['job', 'status, customer, dateFrom'],
	['customer', 'name'],
	['site', 'customer'],
	['equipment', 'customer'],
	['invoice', 'status, customer'],
	['quotation', 'status, customer'],
	['task', ''],
])('filters that stand open in a new Get Many of %s', (resource, names) => {
	const filters = opened(entryOf(`synchroteam ${resource} getAll`)).find(({ name }) => name === `${resource}Filters`);
	expect(Object.keys(filters?.default as object).join(', ')).toBe(names);
});

test('groups that stand open in a new work order', () => {
	const fields = opened(entryOf('outSmartPortal workOrder create')).find(({ name }) => name === 'workOrderFields');
	const open = 'customerFields, WorkAddress, ContactPerson, planningFields';
	expect(Object.keys(fields?.default as object).join(', ')).toBe(open);
});

test('rows are titled by what is filled in', () => {
	const all = operations.flatMap((entry) => everyProperty(opened(entry)).filter(isRows));
	expect(all.length).toBeGreaterThan(10);
	for (const { name, typeOptions } of all)
		expect([name, typeOptions]).toEqual([name, expect.objectContaining(titledRows)]);
	const [lines] = all.filter(({ name }) => name === 'lines');
	expect(lines.typeOptions).toMatchObject({
		fixedCollection: { itemTitle: expect.stringContaining('partReference?.cachedResultName') },
	});
});
const isRows = ({ type, typeOptions }: INodeProperties) =>
	type === 'fixedCollection' && typeOptions?.multipleValues === true;
const titledRows = {
	multipleValues: true,
	fixedCollection: { itemTitle: expect.stringMatching(/^={{ \$collection\.item\.value\./) as string },
};

test('no choice of what can be added is made beforehand', () => {
	const added = operations.flatMap((entry) =>
		opened(entry)
			.filter(({ type }) => type === 'collection')
			.flatMap(inside)
			.filter(({ type }) => type === 'options'),
	);
	expect(added.length).toBeGreaterThan(30);
	expect(added.filter((each) => each.default !== '').map(({ name }) => name)).toEqual([]);
});

test('days stand in the order of the week, and the shape of the output begins with what is preset', () => {
	const properties = opened(entryOf('synchroteam recurrence create'));
	const days = everyProperty(properties).filter(({ name }) => name === 'days')[0];
	expect((days.options as INodePropertyOptions[]).map(({ name }) => name.slice(0, 2)).join(' ')).toBe(
		'Mo Tu We Th Fr Sa Su',
	);
	const [output] = properties.filter(({ name }) => name === 'output');
	expect((output.options as INodePropertyOptions[]).map(({ value }) => value)).toEqual([
		'simplified',
		'raw',
		'selectedFields',
	]);
});

test('every locator says in words what it is for', () => {
	const all = operations.flatMap((entry) =>
		everyProperty(opened(entry)).filter(({ type }) => type === 'resourceLocator'),
	);
	expect(all.filter(({ description = '' }) => /^(Numeric )?[A-Z][a-z ]* ID; find/i.test(description))).toEqual([]);
});

test('the statuses of Job Status Changed stand open in the trigger', () => {
	const [status] = nodeType('synchroteamTrigger').description.properties.filter(({ name }) => name === 'status');
	expect(status).toMatchObject({
		displayName: 'New Status',
		displayOptions: { show: { events: ['jobStatusChanged'] } },
	});
});

test('a locator keeps its mode when it is switched to an expression, and is empty unless it was filled in', () => {
	const all = operations.flatMap((entry) => opened(entry).filter(({ type }) => type === 'resourceLocator'));
	for (const { default: preset, modes = [] } of all)
		expect(preset).toEqual({ __rl: true, mode: modes[0].name, value: '' });
});

test('a day is chosen without a time', () => {
	const [start] = opened(entryOf('outSmartPortal workOrder create')).filter(({ name }) => name === 'date_work_start');
	expect(start).toMatchObject({ type: 'dateTime', typeOptions: { dateOnly: true } });
});

describe('a panel in which nothing is filled in', () => {
	let recorder: Recorder;
	beforeAll(async () => {
		recorder = await startRecorder();
	});
	afterAll(async () => await recorder.close());

	/** What a user reads of it; nothing may have been sent. */
	const said = async ({ node, resource, operation }: Entry, more: INodeParameters = {}) => {
		recorder.seen.length = 0;
		const message = await runNode({
			node,
			parameters: { resource, operation, ...more },
			credentials: credentialsOf(recorder.url)[node],
		}).then(
			({ error }) => error?.message,
			(error: Error) => error.message,
		);
		expect(recorder.seen).toEqual([]);
		return message;
	};

	test.each(operations.filter(({ operation }) => operation !== 'getAll').map((entry) => [titleOf(entry), entry]))(
		'%s sends nothing and says what is missing',
		async (_, entry) => expect(await said(entry as Entry)).toBeTruthy(),
	);

	/** n8n itself refuses a required field that was left empty, but not an expression. */
	const nothing = '={{ "" }}';
	const record = { __rl: true, mode: 'id', value: '1' };
	const users = { values: [{ login: 'jdoe' }] };
	test.each<[string, INodeParameters, string]>([
		[
			'synchroteam job schedule',
			{ job: { ...record, value: '265_1' } },
			'Scheduled Start, Scheduled End, Technician or Other Technicians is needed',
		],
		['synchroteam message send', { users, title: 'Only a title', message: nothing }, 'Message is empty'],
		[
			'synchroteam attachment create',
			{ attachTo: 'customer', customer: record, isExternalLink: true, url: nothing },
			'URL is empty',
		],
		['outSmartPortal workOrder create', { workorder_nr: 'WO-1' }, 'The work order has no content'],
		[
			'outSmartPortal note create',
			{ nte_reference: 'REF-1', nte_primary: 'WO-1', nte_content: nothing },
			'Content is empty',
		],
	])('%s with nothing but %j says so', async (title, more, message) => {
		expect(await said(entryOf(title), more)).toBe(message);
	});
});
