import { activated } from './adversary/happenings.cts';
import { facts } from './adversary/events.cts';
import { allIsWell, summary, type Scene } from './adversary/scene.cts';
import type { Answer, Request } from './adversary/service.cts';
import { HOUR, MINUTE, SECOND } from './adversary/time.cts';

/** Something fails in one of the requests of a poll: nothing is lost, nothing comes twice, and it is said what to do. */

const cut = () => {
	throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
};
const faults: Array<[string, () => Partial<Answer>]> = [
	['429', () => ({ status: 429, body: { message: 'Too Many Requests' }, headers: { 'retry-after': '120' } })],
	['the daily quota', () => ({ status: 429, body: {}, headers: { 'x-quota-remaining': '0' } })],
	['503', () => ({ status: 503, body: { message: 'Service Unavailable' } })],
	['a page in HTML', () => ({ status: 200, body: '<html><title>Request unsuccessful</title></html>' })],
	['a cut connection', cut],
	['no list', () => ({ status: 200, body: { message: 'Welcome' } })],
];

/** The nth request of the coming poll and all behind it fail, until the fault is over. */
function failFrom(scene: Scene, nth: number, fault: () => Partial<Answer>): void {
	let count = 0;
	scene.service.instead = () => (++count >= nth ? fault() : undefined);
}

const polls: Array<[string, string, object]> = [
	['jobs of several pages', 'jobStatusChanged', {}],
	['jobs with details', 'jobUpdated', { output: 'details' }],
	['customers of several pages', 'customerUpdated', {}],
	['customers with details', 'customerUpdated', { output: 'details' }],
	['parts with a limit', 'partUpdated', { maxRecords: 40 }],
	['jobs with a limit', 'jobCreated', { maxRecords: 40 }],
];

describe.each(polls)('%s', (_name, event, options) => {
	test.each(faults)('%s in the first, second or fifth request', async (_fault, fault) => {
		for (const nth of [1, 2, 5]) {
			const { scene } = await activated(event, 20, { options: options as never });
			scene.time.pass(20 * SECOND);
			for (let at = 0; at < 230; at++) scene.records.create(facts[event].list, scene.time.now + at * 100);
			scene.time.pass(2 * MINUTE);
			failFrom(scene, nth, fault);
			await scene.polls(2);
			scene.service.instead = undefined;
			await scene.polls(1, 25 * HOUR);
			await scene.polls(12);
			expect({ nth, ...summary(scene.judge()) }).toEqual({ nth, ...allIsWell });
			if (nth === 1) expect(scene.errors.length).toBeGreaterThan(0);
			for (const { message } of scene.errors) expect(message).not.toBe('');
		}
	});
});

test('a spent quota says when it goes on', async () => {
	const { scene } = await activated('customerUpdated', 20);
	scene.service.instead = faults[1][1];
	await scene.polls(1);
	expect(scene.errors[0]).toMatchObject({ failure: { cause: 'quota-exhausted', retryAfterMs: expect.any(Number) } });
	expect(`${scene.errors[0].message} ${(scene.errors[0] as { description?: string }).description}`).toMatch(
		/UTC|midnight|\d\d:\d\d/,
	);
});

test.each(['customerUpdated', 'jobUpdated', 'partUpdated'])(
	'%s: the same page for ever is refused with a sentence',
	async (event) => {
		const { scene } = await activated(event, 20);
		scene.time.pass(20 * SECOND);
		for (let at = 0; at < 250; at++) scene.records.create(facts[event].list, scene.time.now);
		scene.service.rules.limits = undefined;
		const { service } = scene;
		const answer = service.answer.bind(service);
		service.answer = (request: Request) =>
			answer(request.path.endsWith('/list') ? { ...request, query: { ...request.query, page: '1' } } : request);
		await scene.polls(1);
		expect(scene.errors.map(({ message }) => message)).toEqual([expect.stringMatching(/same page|kept changing/)]);
		service.answer = answer;
		await scene.polls(3);
		expect(summary(scene.judge())).toEqual(allIsWell);
	},
);

test('a response without a Date header is refused with a sentence', async () => {
	const { scene } = await activated('customerUpdated', 20);
	const { service } = scene;
	const answer = service.answer.bind(service);
	service.answer = (request: Request) => {
		const { headers, ...rest } = answer(request);
		return { ...rest, headers: { 'content-type': headers['content-type'] } };
	};
	scene.records.create('customer', scene.time.now);
	await scene.polls(1);
	expect(scene.errors).toMatchObject([{ message: 'The response has no Date header' }]);
	service.answer = answer;
	expect(await scene.polls(1)).toHaveLength(1);
});

test('when its time is over a poll delivers what it has, and the next ones the rest', async () => {
	const { scene } = await activated('customerUpdated', 20);
	// Where n8n sets no time, three minutes are spent; it sets 45 seconds at least.
	scene.service.rules.latency = 12 * SECOND;
	for (let at = 0; at < 2000; at++) scene.records.create('customer', scene.time.now + at);
	const counts: number[] = [];
	for (let poll = 0; poll < 4; poll++) counts.push((await scene.polls(1)).length);
	expect(counts[0]).toBeGreaterThan(1000);
	expect(counts[0]).toBeLessThan(2000);
	expect(summary(scene.judge())).toEqual(allIsWell);
});

test('an account in another zone than the credential is named in the log', async () => {
	const { scene } = await activated('customerUpdated', 5, {
		rules: { zone: 'Pacific/Auckland' },
		credentialZone: 'Europe/Paris',
	});
	scene.records.create('customer', scene.time.now);
	await scene.polls(1);
	expect(scene.trigger.logged.join('\n')).toContain('check Account Time Zone and Dates in Responses');
});
