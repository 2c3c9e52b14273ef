/** The template that makes n8n an MCP server, spoken to with the official client library: what a model is offered and told. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createHome, importCredentials, importFlows, nameOf } from '../lib/home.mjs';
import { call, isRefused, openClient, records } from '../lib/mcpClient.mjs';
import { until } from '../lib/report.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { activate, login, setupOwner, startServer } from '../lib/server.mjs';
import { openStage } from '../lib/stage.mjs';
import { faultsAreSaid } from '../templateChecks/mcpFaults.mjs';
import { templateFiles } from '../templates.mjs';

export const title = 'MCP clients ask and plan in both services';

const reading = { path: '/mcp/synchroteam-outsmart', token: 'a-long-word-for-reading' };
const writing = { path: '/mcp/synchroteam-outsmart-writing', token: 'a-long-word-for-writing' };
/** Name of each tool, and what it lets the model fill in. */
const readingTools = {
	Find_customers: { name: 'string' },
	Find_sites: { name: 'string' },
	Free_time_of_a_technician: { technician_login: 'string', day: 'string' },
	Get_a_job: { job_number: 'number' },
	Get_a_work_order: { work_order_number: 'string' },
	Jobs_of_a_customer: { customer_id: 'number' },
	Jobs_of_a_period: { from: 'string', to: 'string' },
	Sites_of_a_customer: { customer_id: 'number' },
	Technicians: {},
};
const writingTools = {
	Complete_a_job: { job_number: 'number', start: 'string', end: 'string' },
	Create_a_job: { customer_id: 'number', description: 'string' },
	Create_a_job_at_a_site: { site_id: 'number', description: 'string' },
	Create_a_work_order: {
		...{ work_order_number: 'string', customer_name: 'string', description: 'string' },
		...{ day: 'string', start: 'string' },
	},
	// n8n gives JSON no type.
	Draft_an_invoice: { customer_id: 'number', job_number: 'number', title: 'string', lines: undefined },
	Schedule_a_job: { job_number: 'number', start: 'string', end: 'string', technician_login: 'string' },
};
export async function run({ tarball, check, keep }) {
	for (const line of [2, 1]) await tryLine(line, { tarball, check, keep });
}

async function tryLine(line, { tarball, check: judge, keep }) {
	const ground = await prepare(line, { tarball, keep });
	const { stage, connect } = ground;
	const check = (what, work) => judge(`${what} on ${nameOf(ground.home)}`, work);

	await check('only its token opens the reading server', async () => {
		const before = await stage.requests();
		for (const token of [undefined, '', 'wrong', writing.token, `${reading.token}x`])
			await assert.rejects(connect({ ...reading, token }), { code: 403 });
		assert.equal(await stage.requests(), before);
	});
	await check('writing is off: its address does not exist', () => assert.rejects(connect(writing), { code: 404 }));
	const reader = await connect(reading);
	await check('the reading tools are listed, each with typed inputs and an example', () =>
		isOffered(reader, readingTools, stage),
	);
	await check('every reading tool answers, with two requests at the most', () => readsAll(reader, stage));
	await check('what a model gets wrong is refused with what to do', () => refusesReading(reader, stage));
	await check('two clients at once get each its own answers', () => twoAtOnce(reader, connect, stage));

	await turnOn(ground, 'MCP server for writing');
	await answers(ground.server, writing);
	await check('the token for reading does not open the writing server', () =>
		assert.rejects(connect({ ...writing, token: reading.token }), { code: 403 }),
	);
	const writer = await connect(writing);
	await check('the writing tools are listed', () => isOffered(writer, writingTools, stage));
	await check('every writing tool writes once, with two requests at the most', () => writesAll(writer, stage));
	await check('a change that is not possible is refused, and nothing is written', () => refusesWriting(writer, stage));
	await check('services that are down or refuse are named by every tool, and nothing is written', () =>
		faultsAreSaid(reader, writer, stage),
	);
	await check('a limit is told at once, with the time to try again', () => tellsLimits(reader, writer, stage));
}

async function isOffered(client, expected, stage) {
	const before = await stage.requests();
	const { tools } = await client.listTools();
	assert.equal(await stage.requests(), before, 'listing the tools costs no request');
	const inputs = ({ inputSchema }) => Object.entries(inputSchema.properties);
	const offered = tools.map((tool) => [
		tool.name,
		Object.fromEntries(inputs(tool).map(([key, { type }]) => [key, type])),
	]);
	assert.deepEqual(Object.fromEntries(offered), expected);
	for (const tool of tools) {
		assert.ok(tool.description.length > 40, tool.name);
		for (const [key, { description }] of inputs(tool))
			assert.match(description, /for example: \S/, `${tool.name} ${key}`);
		assert.deepEqual(tool.inputSchema.required ?? [], Object.keys(expected[tool.name]));
	}
}

async function readsAll(client, stage) {
	const ask = (name, input) => records(client, stage, name, input);
	const [customer, site] = [(await stage.state('customers'))[1], (await stage.state('sites'))[1]];
	const job = (await stage.state('jobs')).find(({ status }) => status === 'scheduled');
	const day = job.scheduledStart.slice(0, 10);
	assert.deepEqual(idsOf(await ask('Find_customers', { name: customer.name.slice(6).toUpperCase() })), [customer.id]);
	assert.deepEqual(await ask('Find_customers', { name: 'nobody has this name' }), []);
	assert.deepEqual(idsOf(await ask('Find_sites', { name: site.name })), [site.id]);
	assert.deepEqual(idsOf(await ask('Sites_of_a_customer', { customer_id: customer.id })), [site.id]);
	const logins = (await ask('Technicians', {})).map((user) => user.login);
	assert.deepEqual(logins.sort(), (await stage.state('users')).map((user) => user.login).sort());
	const newest = await stage.synchroteam('POST', '/job/send', {
		customer: { id: job.customer.id },
		description: 'Newest',
	});
	assert.deepEqual(idsOf(await ask('Jobs_of_a_customer', { customer_id: job.customer.id })), [newest.id, job.id]);
	const period = { from: `${day} 00:00`, to: `${day} 23:59` };
	assert.deepEqual(idsOf(await ask('Jobs_of_a_period', period)), [job.id]);
	const [found] = await ask('Get_a_job', { job_number: job.num });
	assert.deepEqual([found.id, found.technicianName], [job.id, job.technician.name]);

	const free = async (technician_login, on) =>
		(await ask('Free_time_of_a_technician', { technician_login, day: on }))[0];
	const from = (start, end) => ({ from: `${day} ${start}`, to: `${day} ${end}` });
	const busy = await free(job.technician.login, day);
	assert.deepEqual(busy.free, [from('08:00', '09:00'), from('10:00', '17:00')]);
	assert.deepEqual(busy.planned, [{ what: `job ${job.num}, ${job.customer.name}`, ...from('09:00', '10:00') }]);
	const [absence] = await stage.state('activities');
	const away = await free(absence.user.login, absence.dateStart.slice(0, 10));
	assert.deepEqual(
		away.planned.map(({ from: start, to }) => [start, to]),
		[[absence.dateStart, absence.dateEnd]],
	);
	assert.match((await free('nobody', day)).note, /Make sure with Technicians/);
}

async function refusesReading(client, stage) {
	const refused = (name, input, told, requests) => isRefused(client, stage, name, input, told, requests);
	const day = '2026-12-01';
	await refused('Get_a_job', { job_number: 98765 }, /There is no job with num "98765"/, 1);
	await refused('Get_a_work_order', { work_order_number: 'WO-nope' }, /WO-nope not found/, 1);
	await refused('Get_a_job', { job_number: 'twelve' }, /job_number/, 0);
	await refused('Get_a_job', {}, /job_number/, 0);
	await refused('Find_customers', { name: '' }, /Name is empty/, 0);
	await refused('Jobs_of_a_period', { from: 'tomorrow', to: day }, /"tomorrow" is not a valid date/, 0);
	const free = 'Free_time_of_a_technician';
	await refused(free, { technician_login: 'marie', day: 'tomorrow' }, /Give a day as 2026-12-01/, 0);
	await refused(free, { technician_login: 'marie', day: '2026-02-30' }, /Give a day as 2026-12-01/, 0);
	await refused(free, { technician_login: ' ', day }, /technician_login is empty/, 0);
	await assert.rejects(client.callTool({ name: 'Cancel_a_job', arguments: {} }), /Tool not found/);
	// Absences that could not be read are not "free".
	await stage.admin('faults', { path: 'activity/list', kind: 'status', status: 403, times: null });
	await refused(free, { technician_login: 'marie', day }, /Forbidden on demand/, 2);
	await stage.admin('faults', undefined, 'DELETE');
}

async function twoAtOnce(first, connect, stage) {
	const second = await connect(reading);
	const jobs = await stage.state('jobs');
	const asked = jobs.flatMap(({ num }) => [first, second].map((client) => ({ num, client })));
	const told = await Promise.all(
		asked.map(
			async ({ num, client }) => JSON.parse((await call(client, 'Get_a_job', { job_number: num })).text)[0].num,
		),
	);
	assert.deepEqual(
		told,
		asked.map(({ num }) => num),
	);
}

async function writesAll(client, stage) {
	await stage.admin('reset', { seed: 'small' });
	const write = (name, input) => records(client, stage, name, input);
	const again = (name, input, told) => isRefused(client, stage, name, input, told, 1);
	const last = async (resource) => (await stage.state(resource)).at(-1);
	const site = (await stage.state('sites'))[2];
	const wish = { customer_id: site.customer.id, description: 'Boiler loses pressure' };
	const [{ num }] = await write('Create_a_job', wish);
	await again('Create_a_job', wish, /already exists/);
	await write('Create_a_job', { ...wish, description: 'Boiler is loud' });
	await write('Create_a_job_at_a_site', { site_id: site.id, description: wish.description });
	await again('Create_a_job_at_a_site', { site_id: site.id, description: wish.description }, /already exists/);
	const made = (await stage.state('jobs')).slice(-3);
	assert.deepEqual(
		made.map((job) => [job.description, job.status, job.customer.id, job.site?.id]),
		[
			[wish.description, 'created', site.customer.id, undefined],
			['Boiler is loud', 'created', site.customer.id, undefined],
			[wish.description, 'created', site.customer.id, site.id],
		],
	);
	const jobNow = async () => (await stage.state('jobs')).find((job) => job.num === num);
	const times = { start: '2030-01-07 09:00', end: '2030-01-07 10:30' };
	for (let twice = 0; twice < 2; twice++)
		await write('Schedule_a_job', { job_number: num, ...times, technician_login: 'marie' });
	const planned = await jobNow();
	assert.deepEqual(
		[planned.status, planned.scheduledStart, planned.scheduledEnd, planned.technician.login],
		['scheduled', times.start, times.end, 'marie'],
	);
	await write('Complete_a_job', { job_number: num, ...times });
	await again('Complete_a_job', { job_number: num, ...times }, /is completed/);
	const done = await jobNow();
	assert.deepEqual([done.status, done.actualStart, done.actualEnd], ['completed', times.start, times.end]);

	const lines = [{ description: 'Working hour', quantity: '1.5', unitPrice: '65.00', taxRate: '20.00' }];
	const bill = { customer_id: site.customer.id, job_number: num, title: 'Repair of the boiler', lines };
	await write('Draft_an_invoice', bill);
	await again('Draft_an_invoice', bill, /already exists/);
	const draft = await last('invoices');
	assert.deepEqual([draft.status, draft.job.num, draft.subtotal, draft.total], ['draft', num, 97.5, 117]);
	const order = { work_order_number: 'WO-7', customer_name: 'Hotel du Parc', description: wish.description };
	const planning = { day: '2030-01-07', start: '09:00' };
	await write('Create_a_work_order', { ...order, ...planning });
	await again('Create_a_work_order', { ...order, ...planning }, /WO-7 exists/);
	assert.equal((await stage.state('workOrders')).filter((each) => each.workorder_nr === 'WO-7').length, 1);
}

async function refusesWriting(client, stage) {
	const everything = async () =>
		JSON.stringify(await Promise.all(['jobs', 'invoices', 'workOrders'].map((resource) => stage.state(resource))));
	const before = await everything();
	const refused = (name, input, told, requests) => isRefused(client, stage, name, input, told, requests);
	const [job] = await stage.state('jobs');
	const times = { start: '2030-01-07 09:00', end: '2030-01-07 10:30' };
	const plan = { job_number: job.num, ...times, technician_login: 'marie' };
	await refused('Create_a_job', { customer_id: 98765, description: 'Boiler' }, /no customer with id "98765"/, 2);
	await refused('Schedule_a_job', { ...plan, job_number: 98765 }, /no job with num "98765"/, 1);
	await refused('Schedule_a_job', { ...plan, technician_login: 'nobody' }, /no user with login "nobody"/, 1);
	await refused('Schedule_a_job', { ...plan, technician_login: '' }, /Technician is empty/, 0);
	await refused('Schedule_a_job', { ...plan, start: 'at nine' }, /"at nine" is not a valid/, 0);
	await refused('Complete_a_job', { job_number: job.num, ...times, end: '' }, /Actual End is empty/, 0);
	const bill = { customer_id: job.customer.id, job_number: job.num, title: 'Boiler' };
	await refused('Draft_an_invoice', { ...bill, lines: 'two hours' }, /lines/, 0);
	await refused('Draft_an_invoice', { ...bill, lines: [{ text: 'Hours', price: 65 }] }, /lines\.0\.text/, 2);
	const order = { work_order_number: 'WO-8', customer_name: 'Acme', description: 'Boiler', start: '09:00' };
	await refused('Create_a_work_order', { ...order, day: 'monday' }, /"monday" is not a valid date/, 0);
	assert.equal(await everything(), before);
}

async function tellsLimits(reader, writer, stage) {
	await stage.admin('faults', { path: 'list|details|send', kind: 'status', status: 429, times: null });
	const { isError, text } = await call(reader, 'Technicians', {});
	assert.ok(isError);
	assert.match(text, /Rate limit of Synchroteam reached[^]*Try again after .*20\d\d/);
	const day = { technician_login: 'marie', day: '2026-12-01' };
	assert.match((await call(reader, 'Free_time_of_a_technician', day)).text, /Try again after .*20\d\d/);
	const jobs = (await stage.state('jobs')).length;
	const { text: refusal } = await call(writer, 'Create_a_job', { customer_id: 1, description: 'One job too many' });
	assert.match(refusal, /Try again after[^]*was not carried out/);
	assert.equal((await stage.state('jobs')).length, jobs);
}

const idsOf = (rows) => rows.map(({ id }) => id);

/** A running n8n with the template published as it comes, and with both tokens. */
async function prepare(line, { tarball, keep }) {
	const home = await createHome({ line, tarball });
	keep(home, home.remove);
	const sandbox = keep(
		await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small', RATE_LIMIT: 'off' }),
	);
	const bearer = (id, token) => ({ id, name: id, type: 'httpBearerAuth', data: { token } });
	const tokens = [bearer('mcp-read', reading.token), bearer('mcp-write', writing.token)];
	await importCredentials(home, [...credentialsOf(sandbox), ...tokens]);
	// Each server keeps its own token: the template names both by these ids.
	delete home.credentials.httpBearerAuth;
	const file = templateFiles.find((each) => basename(each).startsWith('18-'));
	const [{ id }] = await importFlows(home, [JSON.parse(readFileSync(file, 'utf8'))]);
	const server = keep(await startServer(home));
	await setupOwner(server);
	const rest = await login(server);
	await activate(line, rest, id);
	await answers(server, reading);
	const connect = async ({ path, token }) => keep(await openClient(server.url + path, token));
	return { home, line, rest, id, server, stage: openStage(home, sandbox, id), connect };
}

/** What the user does in the editor: turns a node on and publishes again. */
async function turnOn({ line, rest, id }, name) {
	const { nodes, connections, versionId, active } = await rest('GET', `/rest/workflows/${id}`);
	const on = nodes.map((node) => (node.name === name ? { ...node, disabled: false } : node));
	await rest('PATCH', `/rest/workflows/${id}`, { nodes: on, connections, versionId, active });
	await activate(line, rest, id);
}

/** n8n 2 says that a workflow is published before its addresses are there. */
const answers = (server, { path }) =>
	until(`${path} to be there`, 30_000, async () => {
		const { status } = await fetch(server.url + path, { method: 'POST' });
		return status !== 404;
	});
