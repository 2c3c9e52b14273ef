/** Templates that plan: jobs, work orders, customers. What each leaves in the services, and that a second run makes nothing twice. */
import assert from 'node:assert/strict';
import { wallTime } from '../lib/sandbox.mjs';
import { eventsOf } from './calendar.mjs';
import { messages, requestsAtRest, runsAgain, succeed } from './helpers.mjs';

const numbers = (orders) => orders.map(({ workorder_nr }) => workorder_nr).sort();

export const plan = {
	async '01-jobs-to-work-orders'(stage) {
		const scheduled = (await stage.state('jobs')).filter(({ status }) => status === 'scheduled');
		const first = await succeed(stage);
		const orders = await stage.state('workOrders');
		assert.ok(scheduled.length > 0);
		assert.deepEqual(numbers(orders), scheduled.map(({ num }) => String(num)).sort());
		assert.equal(orders[0].customer_name, scheduled[0].customer.name);
		assert.match(orders[0].date_work_start, /^\d\d-\d\d-\d{4}$/);
		assert.deepEqual(
			first.items('All jobs').map(({ outcome }) => outcome),
			scheduled.map(() => 'Created'),
		);
		const second = await succeed(stage);
		assert.deepEqual(
			second.items('All jobs').map(({ outcome }) => outcome),
			scheduled.map(() => 'There already'),
		);
		assert.equal((await stage.state('workOrders')).length, orders.length);
		await stage.admin('faults', { service: 'outSmart', path: 'work-orders', kind: 'status', status: 500, times: null });
		const third = await stage.run();
		assert.equal(third.status, 'error', 'what was not done is said at the end');
		assert.equal(third.items('Not looked up').length, scheduled.length, 'for each job');
	},

	async '03-form-to-customer-and-job'(stage) {
		const first = await succeed(stage);
		const [customer] = (await stage.state('customers')).filter(
			({ contactEmail }) => contactEmail === 'central@form.example',
		);
		const jobs = async () => (await stage.state('jobs')).filter((job) => job.customer.id === customer.id);
		const [job, ...others] = await jobs();
		assert.equal(customer.addressCity, 'Bordeaux');
		assert.equal(job.description, 'The dishwasher leaks');
		assert.equal(others.length, 0);
		assert.match(first.items('Confirmation')[0].message, new RegExp(`number ${job.num};`));
		await runsAgain(stage);
		assert.equal((await jobs()).length, 1);
		assert.match(
			(await messages(stage)).at(-1).text,
			/central@form\.example/,
			'an entry that has its job is for a person',
		);
		await stage.synchroteam('POST', '/customer/send', { name: 'Café Double', contactEmail: 'central@form.example' });
		const doubted = await runsAgain(stage);
		assert.equal(doubted.items('For a person').length, 1, 'of two customers, none is guessed');
		assert.match((await messages(stage)).at(-1).text, new RegExp(`ID ${customer.id}`));
	},

	async '04-work-orders-and-status-back'(stage) {
		const open = (await stage.state('jobs')).filter(({ status }) =>
			['scheduled', 'synchronized', 'started', 'paused'].includes(status),
		);
		await succeed(stage);
		const orders = await stage.state('workOrders');
		assert.deepEqual(numbers(orders), open.map(({ num }) => String(num)).sort());
		await runsAgain(stage);
		const [order] = orders;
		await stage.admin(
			`state/workOrders/${order.id}`,
			{ work_finished: 1, date_work_end: order.date_work_start, time_work_start: '08:15', time_work_end: '10:45' },
			'PUT',
		);
		await succeed(stage);
		const [done] = (await stage.state('jobs')).filter(({ num }) => String(num) === order.workorder_nr);
		assert.equal(done.status, 'completed');
		assert.match(done.actualStart, / 08:15$/);
		assert.match(done.actualEnd, / 10:45$/);
		await runsAgain(stage);
	},

	async '06-crm-customers-both-ways'(stage) {
		const here = async (myId) => (await stage.state('customers')).find((customer) => customer.myId === myId);
		const there = async (id) => (await stage.crm('GET', '/customers')).find((customer) => customer.id === id);
		const own = await stage.state('customers');
		await stage.crm('POST', '/customers', {
			id: 'CRM-1',
			name: 'New in the CRM',
			email: 'new@crm.example',
			phone: '1',
		});
		const nameless = await stage.synchroteam('POST', '/customer/send', { name: 'Without own ID' });
		await succeed(stage);
		assert.equal((await here('CRM-1')).contactEmail, 'new@crm.example');
		assert.equal((await stage.crm('GET', '/customers')).length, own.length + 2);
		assert.equal((await here(`ST-${nameless.id}`)).name, 'Without own ID');
		await runsAgain(stage);
		await stage.crm('PUT', '/customers/CRM-1', { phone: '2' });
		await stage.synchroteam('POST', '/customer/send', { myId: own[0].myId, contactPhone: '3' });
		await succeed(stage);
		assert.equal((await here('CRM-1')).contactPhone, '2');
		assert.equal((await there(own[0].myId)).phone, '3');
		await runsAgain(stage);
	},

	async '12-spreadsheet-to-customers-and-sites'(stage) {
		const customer = async (myId) => (await stage.state('customers')).find((one) => one.myId === myId);
		const sites = async () => (await stage.state('sites')).filter(({ myId }) => myId?.startsWith('XS-'));
		const [first] = (await succeed(stage)).items('Result');
		assert.deepEqual([first.customers, first.sites, first.rows, first.written, first.rejected], [2, 2, 4, 3, 1]);
		assert.match(first.csv, /;5;Customer ID is empty\r\n$/);
		assert.equal((await customer('X-2')).name, 'Café "Le Midi"');
		const { id } = await customer('X-1');
		assert.deepEqual(
			(await sites()).map((site) => [site.myId, site.customer.id, site.addressZIP]),
			[
				['XS-1', id, '33000'],
				['XS-2', id, '33100'],
			],
		);
		const again = await runsAgain(stage);
		assert.match(again.items('Result')[0].summary, /4 = 0 written \+ 3 unchanged \+ 1 rejected\. Customers written: 0/);
		await stage.synchroteam('POST', '/customer/send', { myId: 'X-2', contactPhone: '9', contactMobile: '06' });
		await stage.synchroteam('POST', '/site/send', { myId: 'XS-2', name: 'Renamed' });
		await stage.admin('faults', {
			...{ method: 'POST', path: 'site/send', kind: 'status', status: 422, body: { message: 'Not this site' } },
		});
		const [third] = (await succeed(stage)).items('Result');
		const { contactPhone, contactMobile } = await customer('X-2');
		assert.deepEqual([contactPhone, contactMobile], ['01 40 00 01 02', '06'], 'what the file does not have stays');
		assert.deepEqual([third.customers, third.sites], [1, 0]);
		assert.match(third.csv, /;3;Not this site\. \w/, 'a refusal of the service stands beside its row');
		await succeed(stage);
		assert.deepEqual([(await sites()).length, (await sites())[1].name], [2, 'Bakery Lopez, depot']);
		assert.deepEqual(await requestsAtRest(stage), { synchroteam: 4, outSmart: 0 });
	},

	async '13-calendar-of-a-technician'(stage) {
		const [customer] = await stage.state('customers');
		const plan = (days, more) =>
			stage.synchroteam('POST', '/job/send', {
				...{ customer: { id: customer.id }, technician: { login: 'jean' } },
				...{ scheduledStart: wallTime({ days }), scheduledEnd: wallTime({ days, minutes: 90 }) },
				...more,
			});
		const description = `Comma, semicolon; backslash \\\nand a second line: ${'é€😀'.repeat(40)}`;
		const job = await plan(3, { description });
		const cancelled = await plan(4);
		await stage.synchroteam('POST', '/job/cancel', { id: cancelled.id });
		await plan(400);
		await plan(3, { technician: { login: 'marie' } });
		const calendar = async () => (await succeed(stage)).items('Calendar')[0].calendar;
		const text = await calendar();
		const events = eventsOf(text);
		const own = (await stage.state('jobs')).filter(
			({ technician, num }) => technician?.login === 'jean' && num !== job.num + 2,
		);
		assert.equal(events.length, own.length, 'the jobs of that technician within the time, and no others');
		const of = ({ num }) => events.find(({ summary }) => new RegExp(`#${num}\\b`).test(summary));
		assert.ok(of(job).description.startsWith(description), 'text comes out as it went in');
		assert.equal(of(job).location, job.address);
		assert.equal(wallTime({ at: of(job).start }), job.scheduledStart.slice(0, 16));
		assert.equal(of(job).end - of(job).start, 90 * 60_000);
		assert.deepEqual([of(job).status, of(cancelled).status], ['CONFIRMED', 'CANCELLED']);
		assert.equal(await calendar(), text, 'what has not changed is sent in the same words');
		const later = { scheduledStart: wallTime({ days: 5 }), scheduledEnd: wallTime({ days: 5, minutes: 60 }) };
		await stage.synchroteam('POST', '/job/schedule', { id: job.id, ...later });
		const moved = eventsOf(await calendar()).find(({ uid }) => uid === of(job).uid);
		assert.equal(wallTime({ at: moved.start }), later.scheduledStart, 'a moved job keeps its UID');
		assert.deepEqual(await requestsAtRest(stage), { synchroteam: 2, outSmart: 0 });
	},

	async '14-late-jobs'(stage) {
		const [customer] = await stage.state('customers');
		const plan = (minutes) =>
			stage.synchroteam('POST', '/job/send', {
				...{ customer: { id: customer.id }, technician: { login: 'jean' } },
				...{ scheduledStart: wallTime({ minutes: -minutes }), scheduledEnd: wallTime({ minutes: 60 }) },
			});
		const [late, soon, begun, sinceYesterday] = [await plan(45), await plan(15), await plan(50), await plan(23 * 60)];
		await stage.synchroteam('POST', '/job/start', { id: begun.id });
		const about = async ({ num }) =>
			(await messages(stage)).filter(({ text }) => text.startsWith(`Job ${num} is late`));
		await succeed(stage);
		const [message, ...others] = await about(late);
		assert.equal(others.length, 0);
		assert.match(message.text, /planned (yesterday )?at \d\d:\d\d, 4\d minutes ago/);
		assert.ok(message.text.includes('Jean Dupont') && message.text.includes(customer.name));
		assert.deepEqual([await about(soon), await about(begun)], [[], []]);
		assert.equal((await about(sinceYesterday)).length, 1, 'midnight hides no job');
		const before = (await messages(stage)).length;
		assert.deepEqual(await requestsAtRest(stage), { synchroteam: 1, outSmart: 0 });
		assert.equal((await messages(stage)).length, before, 'nothing is told twice');
	},
};
