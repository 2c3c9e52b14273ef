import axios from 'axios';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { client, type Send } from './client.cts';

let sandbox: Sandbox;
let send: Send;
beforeAll(async () => {
	// A winter morning: 09:00 UTC is 10:00 in the account.
	sandbox = await startSandbox({ seed: 'small', rateLimit: null, now: () => Date.UTC(2026, 0, 15, 9) });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const create = async (body: object = {}) =>
	(await send('job_send', { body: { customer: { myId: 'C-1' }, ...body } })).data;
const planned = (login = 'jean') =>
	create({ technician: { login }, scheduledStart: '2026-01-16 08:00', scheduledEnd: '16/01/2026 09:30:00' });
const act = (verb: string, body: object) => send(`job_${verb}`, { body });
const status = (id: string) => sandbox.state.jobs.get(id).status;

test('a job takes place, contact, template and skills from what it refers to', async () => {
	const job = await create({
		equipment: { myId: 'E-2' },
		customer: undefined,
		site: { myId: 'S-2' },
		type: { name: 'Maintenance' },
	});
	expect(job).toMatchObject({
		status: 'created',
		customer: { myId: 'C-2' },
		site: { myId: 'S-2' },
		equipment: { name: 'Boiler 2' },
		reportTemplate: { name: 'Maintenance report' },
		skills: ['Plumber'],
		addressCity: 'Lyon',
		createdBy: { login: 'claire' },
		dateCreated: '2026-01-15 10:00',
	});
	expect(job.id).toMatch(/^\d+_\d{15}$/);
	expect((await create()).num).toBe(job.num + 1);
	expect(await create()).toMatchObject({ site: null, equipment: null, technician: null });
});

test('report values are taken on creation only', async () => {
	const values = [{ nmCategory: 'Work done', nmItem: 'What was done', value: 'Nothing yet', iteration: 0 }];
	const job = await create({ type: { name: 'Repair' }, report: values });
	expect(job.report[0].items.find((item: any) => item.name === 'What was done').value).toBe('Nothing yet');
	expect((await send('jobReport_details', { query: { num: job.num } })).data).toEqual(job.report);
	const again = [{ ...values[0], value: 'Again' }];
	expect((await act('send', { id: job.id, report: again })).data.report).toEqual(job.report);
	sandbox.dialect['report-known-job'] = 'refused';
	expect((await act('send', { id: job.id, report: again })).status).toBe(400);
	const wrong = await act('send', { customer: { id: 1 }, report: [{ nmCategory: 'None', nmItem: 'None', value: '' }] });
	expect(wrong.status).toBe(400);
});

test('the life of a job', async () => {
	const { id } = await create();
	expect((await act('start', { id })).status).toBe(400);
	const schedule = await act('schedule', {
		id,
		scheduledStart: '2026-01-16 08:00',
		scheduledEnd: '2026-01-16 09:30:00',
		technician: { login: 'jean' },
		otherTechnicians: [{ login: 'paul' }],
	});
	expect(schedule.data).toEqual([
		expect.objectContaining({
			id,
			status: 'scheduled',
			scheduledStart: '2026-01-16 08:00',
			technician: expect.objectContaining({ login: 'jean' }),
		}),
	]);
	sandbox.device(id, { status: 'synchronized' });
	const started = await act('start', { id });
	expect(started.data).toEqual([
		{ job: expect.objectContaining({ id }), startDate: '2026-01-15 10:00', status: 'started' },
	]);
	sandbox.clock.advance(30 * 60_000);
	sandbox.device(id, { status: 'paused' });
	sandbox.clock.advance(60 * 60_000);
	await act('start', { id });
	sandbox.clock.advance(15 * 60_000);
	const done = await act('complete', { id, actualStart: '2026-01-15 10:00', actualEnd: '2026-01-15 11:45' });
	expect(done.data).toEqual([{ id, status: 'completed' }]);
	expect(sandbox.state.jobs.get(id)).toMatchObject({
		duration: 45,
		actualEnd: '2026-01-15 11:45',
		timeEntries: [
			{ user: { login: 'jean' }, start: '2026-01-15 10:00', stop: '2026-01-15 10:30' },
			{ start: '2026-01-15 11:30', stop: '2026-01-15 11:45' },
		],
	});
	expect((await act('cancel', { id })).status).toBe(400);
	expect((await act('validate', { id, validateBy: { login: 'marie' } })).data).toEqual([{ id, status: 'validated' }]);
	expect(sandbox.state.jobs.get(id).validateBy).toMatchObject({ login: 'marie', date: '2026-01-15 11:45' });
	expect((await act('validate', { id })).status).toBe(400);
	const events = (await send('timeline_list', { query: { job_id: id } })).data.map((one: any) => one.event);
	expect(events).toEqual([
		'created',
		'scheduled',
		'synchronized',
		'started',
		'paused',
		'started',
		'completed',
		'validated',
	]);
});

test('starting a job pauses the other one of the technician, not that of another', async () => {
	const [one, two, other] = [await planned(), await planned(), await planned('marie')];
	await act('start', { id: one.id });
	await act('start', { num: other.num });
	await act('start', { id: two.id });
	expect([status(one.id), status(two.id), status(other.id)]).toEqual(['paused', 'started', 'started']);
	const again = await act('schedule', {
		id: one.id,
		scheduledStart: '2026-01-20 08:00',
		technician: { login: 'paul' },
	});
	expect(again.data[0]).toMatchObject({ status: 'scheduled', technician: { login: 'paul' } });
});

test('unscheduling takes technician and times away, cancelling ends a job', async () => {
	const job = await planned();
	expect(job.status).toBe('scheduled');
	const { data } = await act('unschedule', { num: job.num });
	expect(data[0]).toMatchObject({ id: job.id, scheduledStart: null, scheduledEnd: null, technician: null });
	expect((await act('unschedule', { id: job.id })).status).toBe(400);
	expect((await act('cancel', { id: job.id })).data).toEqual([{ id: job.id, status: 'cancelled' }]);
	expect((await act('schedule', { id: job.id, scheduledStart: '2026-01-20 08:00' })).status).toBe(400);
});

test('a draft is confirmed once', async () => {
	const job = await create({ preferences: { isDraft: true, team: { name: 'North' } } });
	expect(job.preferences).toMatchObject({ isDraft: true, isPool: false, team: { name: 'North' } });
	expect((await act('confirm', { id: job.id })).data).toEqual([{ id: job.id, status: 'confirmed' }]);
	expect((await act('confirm', { id: job.id })).status).toBe(400);
	expect((await send('job_list', { query: { team_id_pref: 1 } })).data.recordsTotal).toBe(1);
});

test('an action on nobody is a 404, one without a name or with a false key a 400', async () => {
	expect((await act('cancel', { num: 99_999 })).status).toBe(404);
	expect((await act('cancel', {})).status).toBe(400);
	expect((await act('cancel', { num: '4' })).status).toBe(400);
	const unknown = await act('cancel', { num: 4, reason: 'none' });
	expect([unknown.status, unknown.data.message]).toEqual([400, 'Unknown key reason in the body']);
	expect(
		(await act('complete', { num: 1, actualStart: '2026-01-15 10:00', actualEnd: '2026-01-15 09:00' })).status,
	).toBe(400);
});

test('rows are simplified, other technicians come on demand, deleted jobs with show', async () => {
	const job = await create({ otherTechnicians: [{ login: 'paul' }] });
	const list = async (query: Record<string, unknown>) =>
		(await send('job_list', { query: { myId: undefined, ...query } })).data;
	const row = (await list({ sort: 'num', sortOrder: 'descending' })).data[0];
	expect(row.num).toBe(job.num);
	for (const key of ['report', 'parts', 'timeEntries', 'preferences', 'otherTechnicians'])
		expect(row).not.toHaveProperty(key);
	expect((await list({ otherTechnicians: true, sortOrder: 'descending' })).data[0].otherTechnicians).toHaveLength(1);
	expect((await send('job_delete', { query: { num: job.num } })).data).toEqual([{ id: job.id, deleted: true }]);
	const ids = async (show: string) => (await list({ show, pageSize: 100 })).data.map((one: any) => one.id);
	expect(await ids('active')).not.toContain(job.id);
	expect(await ids('deleted')).toEqual([job.id]);
	expect(await ids('all')).toContain(job.id);
	expect((await send('job_details', { query: { id: job.id } })).data.dateDeleted).toBe('2026-01-15 10:00');
});

test.each([
	[{ status: 'completed,validated' }, [4, 5]],
	[{ customer_myId: 'C-2' }, [2]],
	[{ equipment_id: 3 }, [3]],
	[{ type_name: 'Repair' }, [1, 4]],
	[{ reportTemplate_name: 'Installation report' }, [3]],
	[{ user_login: 'marie' }, [2, 5]],
	[{ team_id: 1 }, [4]],
	[{ hasPhotos: true }, [4, 5]],
	[{ hasPhotos: false, status: 'scheduled' }, [2]],
	[{ myId: 'J-3' }, [3]],
	[{ dateFrom: '2026-01-15 00:00:00', dateTo: '2026-01-15 23:59:59' }, [2]],
	[{ dateTo: '2026-01-13' }, [5]],
])('jobs filtered by %j', async (query, nums) => {
	const { data } = await send('job_list', { query });
	expect(data.data.map((row: any) => row.num)).toEqual(nums);
});

test('photos come as metadata, as data, and from their address without credentials', async () => {
	sandbox.device(sandbox.state.jobs.rows()[0].id, { photos: [{ fileName: 'new.png', comment: 'Leak', iteration: 2 }] });
	const plain = (await send('job_photos', { query: { num: 1 } })).data.photos;
	expect(plain).toEqual([
		expect.objectContaining({ fileName: 'new.png', comment: 'Leak', iteration: 2, imageData: null }),
	]);
	const [png] = (await send('job_photos', { query: { num: 1, getImageData: true } })).data.photos;
	const [jpeg] = (await send('job_photos', { query: { num: 5, getImageData: true } })).data.photos;
	for (const [photo, magic, type] of [
		[png, '89504e47', 'image/png'],
		[jpeg, 'ffd8ff', 'image/jpeg'],
	] as const) {
		const bytes = Buffer.from(photo.imageData, 'base64');
		expect(bytes.toString('hex').startsWith(magic)).toBe(true);
		const loaded = await axios.get(photo.url, { responseType: 'arraybuffer' });
		expect(loaded.headers['content-type']).toBe(type);
		expect(Buffer.from(loaded.data).equals(bytes)).toBe(true);
	}
});

test('parts are added by reference or id, custom fields set by customField_send', async () => {
	const { data } = await send('job_parts_send', {
		body: {
			id: null,
			num: 0,
			myId: 'J-1',
			parts: [{ id: null, reference: 'P-300', quantity: 2, serialNumbers: ['A', 'B'] }],
		},
	});
	expect(data.parts).toEqual([{ id: 3, quantity: 2, reference: 'P-300', serialNumbers: ['A', 'B'] }]);
	expect((await send('job_parts_send', { body: { num: 1, parts: [{ reference: 'none', quantity: 1 }] } })).status).toBe(
		400,
	);
	const set = await send('customField_send', {
		body: { Job: { num: '1' }, CustomFieldValues: [{ label: 'Parking needed', value: '1' }] },
	});
	expect(set.data.CustomFieldValues).toContainEqual(expect.objectContaining({ label: 'Parking needed', value: '1' }));
	expect((await send('customField_send', { body: { Job: { num: 77 }, CustomFieldValues: [] } })).status).toBe(404);
});
