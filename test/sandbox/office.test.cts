import axios from 'axios';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { client, type Send } from './client.cts';

let sandbox: Sandbox;
let send: Send;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'small', rateLimit: null, now: () => Date.UTC(2026, 6, 1, 12) });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

test('a file comes back byte for byte from its address, without credentials', async () => {
	const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => (at * 7) % 256));
	const body = { fileName: 'Plän 1.bin', fileData: bytes.toString('base64'), isPrivate: true, job: { num: '4' } };
	const { data } = await send('attachment_create', { body });
	expect(data).toMatchObject({
		name: 'Plän 1.bin',
		isPrivate: true,
		isExternalLink: false,
		job: { num: 4 },
		customer: null,
	});
	const file = await axios.get(data.url, { responseType: 'arraybuffer' });
	expect(Buffer.from(file.data).equals(bytes)).toBe(true);
	expect((await send('attachment_list', { query: { job_myId: 'J-4' } })).data.recordsTotal).toBe(1);
	expect((await send('attachment_list', { query: { name: 'plän' } })).data.recordsTotal).toBe(1);
	expect((await send('attachment_delete', { query: { id: data.id } })).data).toEqual([{ id: data.id, deleted: true }]);
	expect((await send('attachment_list', { query: { job_num: 4 } })).data.recordsTotal).toBe(0);
	expect((await send('attachment_delete', { query: { id: data.id } })).status).toBe(404);
});

test('a link is kept as it is, half a body refused', async () => {
	const link = { name: 'Manual', url: 'https://example.com/m', isExternalLink: true, equipment: { myId: 'E-1' } };
	expect((await send('attachment_create', { body: link })).data).toMatchObject({
		url: link.url,
		equipment: { name: 'Boiler 1' },
	});
	for (const body of [{ name: 'x', isExternalLink: true }, { fileName: 'x' }, { fileName: 'x', fileData: '%%%' }]) {
		expect((await send('attachment_create', { body })).status).toBe(400);
	}
});

test('timeline items carry the note, notifications what happened', async () => {
	const made = (
		await send('timeline_send', { body: { type: 'call', title: 'Rang', client: { myId: 'C-2' }, isPinned: true } })
	).data;
	expect(made).toMatchObject({ created: '2026-07-01 14:00', client: { myId: 'C-2' }, source: 'timeline', event: null });
	sandbox.state.jobs.create({ customer: { myId: 'C-2' } });
	const list = async (query: Record<string, unknown>) =>
		(await send('timeline_list', { query })).data.map((one: any) => one.title);
	expect(await list({ customer_myId: 'C-2' })).toEqual(['Rang', 'Job 6']);
	expect(await list({ isPinned: true })).toEqual(['Rang']);
	expect(await list({ source: 'notification' })).toEqual(['Job 6']);
	expect(await list({ event: 'created' })).toEqual(['Job 6']);
	expect(await list({ type: 'call', customer_id: 1 })).toEqual(['Asked for an offer']);
	expect(await list({ createdSince: '2026-07-01 11:59:59' })).toEqual(['Rang', 'Job 6']);
	expect(await list({ changedSince: '2026-07-01 12:00:00' })).toEqual([]);
});

test('tasks are found by their place, person and due date in UTC', async () => {
	const body = {
		content: 'Call',
		dateDue: '2026-07-02 09:00',
		customer: { id: 2 },
		user: { login: 'paul' },
		category: 'meeting',
	};
	expect((await send('task_send', { body })).data).toMatchObject({
		dateDue: '2026-07-02 09:00',
		dateDone: null,
		userDone: null,
	});
	await send('task_send', { body: { content: 'Done', dateDone: '2026-07-01 08:00', userDone: { login: 'paul' } } });
	const list = async (query: Record<string, unknown>) =>
		(await send('task_list', { query })).data.map((one: any) => one.content);
	expect(await list({ user_login: 'paul' })).toEqual(['Call']);
	expect(await list({ userDone_login: 'paul' })).toEqual(['Done']);
	// 09:00 in Paris is 07:00 UTC.
	expect(await list({ from: '2026-07-02 06:59:00', to: '2026-07-02 07:01:00' })).toEqual(['Call']);
	expect(await list({ from: '2026-07-02 07:30:00', to: '2026-07-02 12:00:00' })).toEqual([]);
	expect(await list({ category: 'meeting' })).toEqual(['Call']);
});

test('messages reach the users named', async () => {
	const body = { title: 'Training', message: 'Monday at 2', priority: 'high', users: [{ login: 'jean' }, { id: 3 }] };
	const { data } = await send('message_send', { body });
	expect(data.users.map((one: any) => one.login)).toEqual(['jean', 'marie']);
	expect(sandbox.state.messages.all()).toHaveLength(1);
	expect((await send('message_send', { body: { ...body, users: [{ login: 'nobody' }] } })).status).toBe(400);
	expect((await send('message_send', { body: { title: 'To none' } })).status).toBe(400);
});

test('users are named by login, the password is never shown', async () => {
	const body = {
		login: 'nina',
		password: 'secret',
		firstName: 'Nina',
		teams: ['North'],
		skilledTrades: ['Plumber'],
		startLocation: { fullAddress: '1 rue X, Paris' },
	};
	const nina = (await send('user_send', { body })).data;
	expect(nina).toMatchObject({
		profile: 'technician',
		isSubcontractor: false,
		startLocation: { fullAddress: '1 rue X, Paris', latitude: expect.any(String) },
	});
	expect(JSON.stringify(nina)).not.toContain('secret');
	expect((await send('user_send', { body: { login: 'nina', firstName: 'Nora' } })).data).toMatchObject({
		id: nina.id,
		firstName: 'Nora',
		teams: ['North'],
	});
	expect((await send('user_send', { body: { login: 'new' } })).data.message).toContain('password');
	expect((await send('user_send', { body: { ...body, teams: ['None'] } })).status).toBe(400);
	const logins = async (query: Record<string, unknown>) =>
		(await send('user_list', { query })).data.data.map((one: any) => one.login);
	expect(await logins({ teamId: 1 })).toEqual(['jean', 'nina']);
	expect(await logins({ teamName: 'North', skilledTrade: 'Plumber' })).toEqual(['jean', 'nina']);
	await send('user_delete', { query: { login: 'nina' } });
	expect(await logins({})).not.toContain('nina');
	expect(await logins({ show: 'deleted' })).toEqual(['nina']);
	expect((await send('user_details', { query: { id: nina.id } })).data.deleted).toBe('2026-07-01 14:00');
	expect((await send('user_details', { query: { login: 'jean', phoneFormat: 'intl' } })).data.phone).toBe(
		'+33 6 12 00 00 01',
	);
	expect((await send('team_list', { query: { name: 'north' } })).data.data[0]).toMatchObject({
		numTechs: 1,
		numManagers: 0,
	});
});

test('activities have a type, a span and a person or, for absences, a team', async () => {
	const span = { dateStart: '2026-07-03 08:00', dateEnd: '2026-07-03 09:00' };
	const body = { activityType: { name: 'Travel' }, ...span, user: { login: 'jean' }, distance: { km: 10.5 } };
	const one = (await send('activity_send', { body })).data;
	expect(one).toMatchObject({
		activityType: { category: 'travel', payable: true },
		user: { firstName: 'Jean' },
		team: null,
	});
	expect((await send('activity_send', { body: { id: one.id, note: 'By train' } })).data).toMatchObject({
		id: one.id,
		note: 'By train',
		distance: { km: 10.5 },
	});
	const away = await send('activity_send', {
		body: { activityType: { name: 'Holiday' }, ...span, team: { name: 'North' } },
	});
	expect(away.data).toMatchObject({ user: null, team: { name: 'North' } });
	expect((await send('activity_send', { body: { ...body, user: null, team: { id: 1 } } })).status).toBe(400);
	expect((await send('activity_send', { body: { note: 'nothing else' } })).status).toBe(400);
	const list = async (query: Record<string, unknown>) => (await send('activity_list', { query })).data.recordsTotal;
	expect(await list({ startDate: '2026-07-03 08:30', endDate: '2026-07-03 10:00' })).toBe(2);
	expect(await list({ activityType_category: 'unavailability' })).toBe(1);
	expect(await list({ team_id: 1 })).toBe(1);
	expect(await list({ user_login: 'jean', activityType_name: 'Travel' })).toBe(2);
});

test('contracts add and remove equipment and job types one by one', async () => {
	const body = {
		name: 'Gold',
		customer: { myId: 'C-2' },
		equipment: [
			{ myId: 'E-1', action: 'add' },
			{ myID: 'E-2', action: 'add' },
		],
		jobTypes: [{ name: 'Repair', sla: 'Fast', action: 'add' }],
		sla: [{ name: 'Fast', tto: 10, tts: 20, ttr: 30 }],
		...{ start: '2026-01-01', end: '2026-12-31', hours: 600 },
	};
	const gold = (await send('contract_send', { body })).data;
	expect(gold).toMatchObject({
		num: 2,
		active: true,
		equipment: [{ myId: 'E-1' }, { myId: 'E-2' }],
		jobTypes: [{ name: 'Repair', sla: 'Fast' }],
	});
	const less = await send('contract_send', { body: { num: 2, equipment: [{ myId: 'E-1', action: 'remove' }] } });
	expect(less.data).toMatchObject({ id: gold.id, name: 'Gold', equipment: [{ myId: 'E-2' }] });
	const row = (await send('contract_list', { query: { customer_myId: 'C-2', start: '2026-06-01', end: '2026-06-30' } }))
		.data.data[0];
	expect(row.name).toBe('Gold');
	for (const key of ['equipment', 'hoursUsed', 'sla']) expect(row).not.toHaveProperty(key);
	await send('contract_send', { body: { id: gold.id, active: false } });
	expect((await send('contract_list', { query: { customer_myId: 'C-2' } })).data.recordsTotal).toBe(0);
	expect((await send('contract_send', { body: { num: 2, jobTypes: [{ id: 1, sla: 'None' }] } })).status).toBe(400);
});

test('recurrences take client or customer, are closed and deleted', async () => {
	const body = {
		myId: 'R-1',
		description: 'Weekly',
		client: { name: 'Hôtel du Parc' },
		type: { name: 'Maintenance' },
		frequency: 2,
		frequencyLevel: 'week',
		days: '1,5',
		dateStart: '2026-07-06 00:00',
	};
	const row = (await send('recurrence_send', { body })).data;
	expect(row).toMatchObject({
		num: 2,
		client: { myId: 'C-2' },
		duration: '02:00:00',
		flClosed: false,
		contactFax: null,
		preferences: { autoScheduleDays: 0 },
	});
	sandbox.dialect['recurrence-customer-key'] = 'customer';
	const changed = await send('recurrence_send', {
		body: { myId: 'R-1', customer: { myId: 'C-1' }, preferences: { flAutoSchedule: true } },
	});
	expect(changed.data).toMatchObject({
		id: row.id,
		client: { myId: 'C-1' },
		preferences: { flAutoSchedule: true, autoScheduleDays: 0 },
	});
	const ids = async (query: Record<string, unknown>) =>
		(await send('recurrence_list', { query })).data.data.map((one: any) => one.id);
	expect(await ids({ dateFrom: '2026-07-01' })).toEqual([row.id]);
	expect((await send('recurrence_close', { query: { id: row.id } })).data).toEqual({ id: row.id, isClosed: true });
	expect(await ids({ show: 'closed' })).toEqual([row.id]);
	expect((await send('recurrence_delete', { query: { id: row.id } })).data).toEqual({ id: row.id, isDeleted: true });
	expect((await send('recurrence_details', { query: { id: row.id } })).data.dateDeleted).toBe('2026-07-01 14:00');
	expect(await ids({ show: 'closed' })).toEqual([]);
});

test('what is set up in the back office is read', async () => {
	const count = async (id: string, query: Record<string, unknown> = {}) =>
		(await send(id, { query })).data.recordsTotal;
	expect(await count('activityType_list', { name: 'TRA' })).toBe(2);
	expect(await count('block_list')).toBe(1);
	expect(await count('reportTemplate_list', { isPublished: false })).toBe(1);
	expect(await count('taxRate_list', { default: false })).toBe(2);
	expect(await count('customField_list', { type: 'job' })).toBe(8);
	expect((await send('customField_list')).status).toBe(400);
	expect((await send('reportTemplate_list', { query: { name: 'repair' } })).data.data[0]).toMatchObject({
		numBlocks: 2,
	});
	const type = (
		await send('jobType_send', { body: { name: 'Inspection', isDefault: true, defaultJobReport: { id: 2 } } })
	).data;
	expect(type.defaultJobReport.name).toBe('Maintenance report');
	const { data } = (await send('jobType_list')).data;
	expect(data.filter((one: any) => one.isDefault).map((one: any) => one.name)).toEqual(['Inspection']);
});
