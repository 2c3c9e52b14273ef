import type { Operation } from '../../contract/load.cts';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { definitions, handlers } from '../../sandbox/resources/index.cts';
import { outSmartHandlers } from '../../sandbox/resources/outSmart.cts';
import { client, contractEndpoints, type RequestOptions, type Send } from './client.cts';

// Sound requests. Lists take none, and details are asked of the first record: only what says more stands here.
const job = { num: 4 };
const requests: Record<string, RequestOptions> = {
	activity_send: { body: { activityType: { id: 1 }, dateStart: '2026-01-05 08:00', dateEnd: '2026-01-05 09:00' } },
	activity_delete: { query: { id: 1 } },
	activity_list: { query: { user_login: 'jean', activityType_name: 'Travel', sort: 'user_login' } },
	activityType_list: { query: { category: 'travel' } },
	attachment_create: { body: { fileName: 'a.txt', fileData: 'aGk=', job: { num: 1 } } },
	attachment_list: { query: { job_num: 1 } },
	attachment_delete: { query: { id: 1 } },
	contract_send: { body: { name: 'Basic', customer: { myId: 'C-2' }, equipment: [{ myId: 'E-2', action: 'add' }] } },
	contract_details: { query: { num: 1 } },
	contract_list: { query: { customer_id: 1 } },
	creditNote_details: { query: { num: 1 } },
	customField_list: { query: { type: 'customer' } },
	customField_send: { body: { Job: { num: '1' }, CustomFieldValues: [{ label: 'Order number', value: '77' }] } },
	customer_details: { query: { myId: 'C-1' } },
	customer_send: { body: { name: 'New customer' } },
	customer_list: { query: { name: 'martin' } },
	customer_desactivate: { query: { myId: 'C-3' } },
	customer_activate: { query: { myId: 'C-3' } },
	customer_delete: { query: { myId: 'C-3' } },
	customer_undelete: { query: { myId: 'C-3' } },
	site_details: { query: { id: 1 } },
	site_send: { body: { name: 'New site', customer: { id: 1 } } },
	site_list: { query: { customer_myId: 'C-1' } },
	site_desactivate: { query: { myId: 'S-3' } },
	site_activate: { query: { myId: 'S-3' } },
	site_delete: { query: { myId: 'S-3' } },
	site_undelete: { query: { myId: 'S-3' } },
	equipment_details: { query: { name: 'Boiler 1' } },
	equipment_send: { body: { name: 'New boiler', site: { myId: 'S-1' } } },
	equipment_list: { query: { site_id: 1 } },
	equipment_desactivate: { query: { myId: 'E-3' } },
	equipment_activate: { query: { myId: 'E-3' } },
	equipment_delete: { query: { myId: 'E-3' } },
	equipment_undelete: { query: { myId: 'E-3' } },
	depot_list: { query: { isProvider: true } },
	depot_quantities: { body: [{ depot: { name: 'Van North' }, parts: [{ productCode: 'P-100', quantity: 9 }] }] },
	invoice_details: { query: { num: 1 } },
	invoice_send: { body: { customer: { id: 1 }, lines: [{ description: 'Work', quantity: '1', unitPrice: '10' }] } },
	invoice_list: { query: { status: 'draft' } },
	invoice_cancel: { body: { num: 2, createCreditnote: true } },
	invoice_duplicate: { body: { num: 1 } },
	quotation_details: { query: { reference: '1_Quotation' } },
	quotation_send: { body: { customer: { id: 1 } } },
	quotation_duplicate: { body: { num: 1 } },
	quotation_cancel: { body: { num: 1 } },
	job_details: { query: job },
	job_send: { body: { description: 'Leak', customer: { id: 1 } } },
	job_list: { query: { status: 'created,scheduled' } },
	job_schedule: {
		body: {
			num: 1,
			scheduledStart: '2026-12-01 08:00',
			scheduledEnd: '2026-12-01 09:00',
			technician: { login: 'jean' },
		},
	},
	job_start: { body: { num: 1 } },
	job_complete: { body: { num: 1, actualStart: '2026-12-01 08:00', actualEnd: '2026-12-01 09:00' } },
	job_validate: { body: { num: 1, validateBy: { login: 'claire' } } },
	job_unschedule: { body: { num: 2 } },
	job_cancel: { body: { num: 2 } },
	job_photos: { query: { ...job, getImageData: true } },
	job_parts_send: { body: { ...job, parts: [{ reference: 'P-200', quantity: 1 }] } },
	jobReport_details: { query: job },
	jobType_details: { query: { name: 'Repair' } },
	jobType_send: { body: { name: 'Inspection', duration: '00:30:00' } },
	jobType_list: { query: { name: 'repa' } },
	message_send: { body: { title: 'Hello', message: 'Training at 2', users: [{ login: 'jean' }] } },
	part_details: { query: { reference: 'P-100' } },
	part_send: { body: { reference: 'P-900', name: 'Seal', category: { name: 'Seals' } } },
	part_list: { query: { category_name: 'Spare parts', sort: 'category' } },
	part_prices: { body: [{ reference: 'P-100', price: '13,25' }] },
	part_delete: { query: { reference: 'P-900' } },
	partMovement_do: {
		body: {
			source: { name: 'Main depot' },
			destination: { name: 'Van South' },
			part: { reference: 'P-100', quantity: 2 },
		},
	},
	partRequest_send: {
		body: {
			source: { nmStock: 'Main depot' },
			destination: { nmStock: 'Van South' },
			user: { login: 'jean' },
			part: { reference: 'P-200' },
			quantity: 1,
		},
	},
	partRequest_list: { query: { isUrgent: false } },
	recurrence_send: { body: { description: 'Weekly', client: { name: 'Hôtel du Parc' }, frequencyLevel: 'week' } },
	recurrence_list: { query: { type_name: 'Maintenance' } },
	recurrence_close: { query: { id: 1 } },
	recurrence_delete: { query: { id: 1 } },
	reportTemplate_details: { query: { id: 2 } },
	reportTemplate_list: { query: { isPublished: true } },
	task_send: { body: { content: 'Call', dateDue: '2026-12-01 08:00' } },
	task_list: { query: { category: 'followup' } },
	taxRate_list: { query: { default: true } },
	team_list: { query: { name: 'north' } },
	timeline_send: { body: { type: 'note', title: 'Seen', client: { id: 1 } } },
	timeline_list: { query: { customer_myId: 'C-1' } },
	user_details: { query: { login: 'jean', phoneFormat: 'intl' } },
	user_send: { body: { login: 'new', password: 'secret', firstName: 'Nina', teams: ['North'] } },
	user_list: { query: { teamName: 'North' } },
	user_delete: { query: { login: 'new' } },
	workOrder_create: { body: { orders: [{ workorder_nr: 'WO-7', WorkAddress: { adr_city: 'Utrecht' } }] } },
	workOrder_get: { path: { workorder_nr: 'WO-7' } },
	note_create: {
		body: {
			notes: [
				{ nte_entity: 'worksheets', nte_column: 'OrderNr', nte_primary: '1', nte_content: 'Hi', nte_reference: 'N1' },
			],
		},
	},
	note_get: { path: { nte_reference: 'N1' } },
};

let sandbox: Sandbox;
let send: Send;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'small', rateLimit: null });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());

const here = 'test/sandbox/operations.test.cts';
const there = 'sandbox/resources/index.cts';

test('every operation of the contract is real', async () => {
	const answered = { ...handlers, ...outSmartHandlers };
	const missing = [...(await contractEndpoints()).keys()].filter((id) => !(id in answered));
	expect(missing.map((id) => `Nothing answers ${id}: give ${id.split('_')[0]} a line in ${there}`)).toEqual([]);
});

/** The request that the contract itself suggests for an operation. @throws Error where it suggests none */
function suggested(id: string, { 'x-identifiers': named }: Operation): RequestOptions {
	const [name, word] = id.split('_');
	if (word === 'list') return {};
	if (word !== 'details' || !named) throw new Error(`${id} needs a request that it can answer: add one to ${here}`);
	const record = definitions[name] && sandbox.state[definitions[name].store].all()[0];
	if (!record) throw new Error(`The sandbox has no ${name} to show: give it a line with a \`seed\` in ${there}`);
	return { query: { [named.names[0]]: record[named.names[0]] } };
}

test('every operation answers a sound request as the contract says', async () => {
	const [request] = sandbox.state.partRequests.all();
	const draft = sandbox.state.jobs.create({ customer: { id: 1 }, preferences: { isDraft: true } });
	requests.partRequest_fulfill = { body: { requestId: request.id, quantity: 5 } };
	requests.job_confirm = { body: { id: draft.id } };
	requests.job_delete = { query: { id: draft.id } };
	const known = await contractEndpoints();
	expect(Object.keys(requests).filter((id) => !known.has(id))).toEqual([]);
	const others = [...known.keys()].filter((id) => !(id in requests));
	// The credit note exists once an invoice was cancelled.
	const order = [...Object.keys(requests), ...others].sort(
		(a, b) => Number(a.startsWith('creditNote')) - Number(b.startsWith('creditNote')),
	);
	const refused: string[] = [];
	for (const id of order) {
		const { status, data } = await send(id, requests[id] ?? suggested(id, known.get(id)!.operation));
		if (status !== 200) refused.push(`${id} ${status} ${JSON.stringify(data)}`);
	}
	expect(refused).toEqual([]);
});

test('every key that a body may have can be set', async () => {
	const unknown: string[] = [];
	for (const [name, { fields, aliases = {}, instructions = [] }] of Object.entries(definitions)) {
		const operation = (await contractEndpoints()).get(`${name}_send`)?.operation;
		if (!operation || ['customField', 'message'].includes(name)) continue;
		const { properties = {} } = operation.requestBody!.content['application/json'].schema;
		for (const key of Object.keys(properties)) {
			const field = aliases[key] ?? key;
			const settable = field === 'id' || instructions.includes(field) || fields[field]?.read;
			if (!settable) unknown.push(`${name}.${key}`);
		}
	}
	expect(unknown).toEqual([]);
});
