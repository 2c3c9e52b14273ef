/** The tools of the MCP server while the services are down or a firewall answers: each says so, and nothing is written. */
import assert from 'node:assert/strict';
import { call } from '../lib/mcpClient.mjs';

const faults = [
	[{ kind: 'status', status: 503 }, /Service Unavailable on demand[^]*Try again later/],
	[{ kind: 'html', status: 403 }, /403 Forbidden[^]*API is enabled/],
];
const kept = ['jobs', 'invoices', 'workOrders'];

/** @param {import('../lib/mcpClient.mjs').Client} reader @param {import('../lib/stage.mjs').Stage} stage */
export async function faultsAreSaid(reader, writer, stage) {
	await stage.admin('reset', { seed: 'small' });
	const [{ num: job_number, customer }] = await stage.state('jobs');
	const customer_id = customer.id;
	const day = '2030-01-07';
	const times = { start: `${day} 09:00`, end: `${day} 10:30` };
	const description = 'Boiler loses pressure';
	const lines = [{ description: 'Working hour', quantity: '1', unitPrice: '65.00', taxRate: '20.00' }];
	const calls = [
		[reader, 'Find_customers', { name: 'a' }],
		[reader, 'Find_sites', { name: 'a' }],
		[reader, 'Sites_of_a_customer', { customer_id }],
		[reader, 'Technicians', {}],
		[reader, 'Jobs_of_a_customer', { customer_id }],
		[reader, 'Jobs_of_a_period', { from: `${day} 00:00`, to: `${day} 23:59` }],
		[reader, 'Get_a_job', { job_number }],
		[reader, 'Free_time_of_a_technician', { technician_login: 'marie', day }],
		[reader, 'Get_a_work_order', { work_order_number: 'WO-9' }],
		[writer, 'Create_a_job', { customer_id, description }],
		[writer, 'Create_a_job_at_a_site', { site_id: 1, description }],
		[writer, 'Schedule_a_job', { job_number, ...times, technician_login: 'marie' }],
		[writer, 'Complete_a_job', { job_number, ...times }],
		[writer, 'Draft_an_invoice', { customer_id, job_number, title: 'Repair', lines }],
		[
			writer,
			'Create_a_work_order',
			{ work_order_number: 'WO-9', customer_name: 'Hotel', description, day, start: '09:00' },
		],
	];
	const everything = async () => JSON.stringify(await Promise.all(kept.map((resource) => stage.state(resource))));
	const before = await everything();
	for (const [fault, told] of faults) {
		await stage.admin('faults', { path: '.', times: null, ...fault });
		const answers = await Promise.all(calls.map(([client, name, input]) => call(client, name, input)));
		await stage.admin('faults', undefined, 'DELETE');
		for (const [index, { text }] of answers.entries()) assert.match(`${calls[index][1]}: ${text}`, told);
	}
	assert.equal(await everything(), before);
}
