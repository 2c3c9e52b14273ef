import { arena, nowhere } from './matrix.cts';
import { troubles, works } from './troubles.cts';

/** The matrix of faults, in the real engine against the sandbox. */

let place: Awaited<ReturnType<typeof arena>>;
let elsewhere: Awaited<ReturnType<typeof nowhere>>;
beforeAll(async () => {
	elsewhere = await nowhere();
	place = await arena();
});
afterAll(async () => {
	elsewhere.close();
	await place.sandbox.close();
});

const known = troubles('http://127.0.0.1:1');
/** What waits for a timeout is tried with one request that may be repeated, and one that may not. */
const slow = ['GET one', 'POST'];

describe.each(works)('$name', (work) => {
	const met = known.filter(({ timeout }) => timeout === undefined || slow.includes(work.name));
	test.each(met.map(({ name }) => name))('%s', async (name) => {
		const trouble = troubles(elsewhere.url).find((each) => each.name === name)!;
		const { items, all, requests, error } = await place.meet(work, trouble);
		expect(error).toBeUndefined();

		const fine = !trouble.says || trouble.unless?.(work) === true;
		const [first, second, third] = items;
		expect(requests).toHaveLength(1 + trouble.seen[Number(!work.repeated)] + (trouble.stops ? 0 : 1));
		expect(first[0].json.error).toBeUndefined();
		if (fine) expect(second.map(({ json }) => Object.keys(json))).toEqual(first.map(({ json }) => Object.keys(json)));
		else {
			expect(second).toHaveLength(1);
			const { error: message, errorDescription: description } = second[0].json;
			expect(message).toMatch(trouble.says!.message);
			expect(description).toMatch(trouble.says!.description);
			expect(description).toMatch(new RegExp(`${work.name.split(' ')[0]} /\\S*${work.path.slice(1, -1)}\\)$`));
			if (work.changes && /reset|slower|cut-off|HTML with 200|empty|500|503/.test(name))
				expect(description).toContain('It is not certain whether the change was made');
		}
		expect(Boolean(third[0].json.error)).toBe(trouble.stops ?? false);
		expect(all).toHaveLength(first.length + second.length + third.length);

		expect(elsewhere.visits()).toBe(0);
		const told = JSON.stringify(all);
		for (const secret of [
			place.credentials.synchroteam.apiKey,
			Buffer.from(`sandbox:${place.credentials.synchroteam.apiKey}`).toString('base64'),
		])
			expect(told).not.toContain(secret);
	});
});

describe('OutSmart Portal', () => {
	test.each([
		[401, /user name and password in the credential/],
		[403, /API is enabled in the back office/],
		[404, /Check the number/],
		[405, /does not offer this operation/],
		[406, /asked for JSON/],
		[409, /cannot be changed in this way now/],
		[422, /refuses its content/],
		[500, /failed on its side/],
		[503, /closed for maintenance/],
	])('%s has a sentence of its own', async (status, description) => {
		await place.sandbox.reset('small');
		place.sandbox.faults.add({ service: 'outSmart', path: 'work-orders', kind: 'status', status, times: null });
		const { error, requests } = await place.run('workOrder', 'get', { workorder_nr: '1' }, { node: 'outSmartPortal' });
		expect(error?.description).toMatch(description);
		expect(error?.description).toMatch(/GET \/\S*work-orders\/1\)$/);
		expect(requests).toHaveLength(status >= 500 ? 4 : 1);
		expect(JSON.stringify(error)).not.toContain(place.credentials.outSmartPortal.password);
	});

	test('429 without any header is waited for, a minute at least', async () => {
		await place.sandbox.reset('small');
		place.sandbox.faults.add({ service: 'outSmart', path: 'work-orders', kind: 'status', status: 429 });
		const before = place.time.now();
		const { requests } = await place.run('workOrder', 'get', { workorder_nr: '1' }, { node: 'outSmartPortal' });
		expect(requests.filter(({ status }) => status === 429)).toHaveLength(1);
		expect(requests).toHaveLength(2);
		expect(place.time.now() - before).toBeGreaterThanOrEqual(60_000);
	});
});
