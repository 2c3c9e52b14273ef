import { arena, nowhere, troubles, works } from './matrix.cts';

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

const names = troubles('http://127.0.0.1:1').map(({ name }) => name);

describe.each(works)('$name', (work) => {
	test.each(names)('%s', async (name) => {
		const trouble = troubles(elsewhere.url).find((each) => each.name === name)!;
		const { items, all, requests, error } = await place.meet(work, trouble);
		expect(error).toBeUndefined();

		const fine = !trouble.says || trouble.unless?.(work) === true;
		const [first, second, third] = items;
		expect(requests).toHaveLength(1 + trouble.seen[Number(work.changes)] + (trouble.stops ? 0 : 1));
		expect(first[0].json.error).toBeUndefined();
		if (fine) expect(second.map(({ json }) => Object.keys(json))).toEqual(first.map(({ json }) => Object.keys(json)));
		else {
			expect(second).toHaveLength(1);
			const shown = second[0].error as unknown as { message: string; description: string };
			expect(shown.message).toMatch(trouble.says!.message);
			expect(shown.description).toMatch(trouble.says!.description);
			expect(shown.description).toMatch(new RegExp(`${work.name.split(' ')[0]} /\\S*${work.path.slice(1, -1)}\\)$`));
			if (work.changes && /reset|slower|cut-off|HTML with 200|empty|500|503/.test(name)) expect(shown.description).toContain('It is not certain whether the change was made');
		}
		expect(Boolean(third[0].json.error)).toBe(trouble.stops ?? false);
		expect(all).toHaveLength(first.length + second.length + third.length);

		expect(elsewhere.visits()).toBe(0);
		const told = JSON.stringify([all, second[0].error]);
		for (const secret of [place.credentials.synchroteam.apiKey, Buffer.from(`sandbox:${place.credentials.synchroteam.apiKey}`).toString('base64')]) expect(told).not.toContain(secret);
	});
});
