import { withSandbox } from './cases.cts';

/** What docs/reliability.md says of n8n's Retry On Fail: the whole node runs again, with all its items. */

const items = [{ id: 'R-1' }, { id: 'R-2' }];
const own = '={{ $json.id }}';
const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };

/** Two customers; the service fails once on the second, after it has let the first through. */
async function customersAfter(operation: string, parameters: object) {
	const at = await withSandbox({ seed: 'empty' });
	try {
		at.sandbox.faults.add({
			service: 'synchroteam',
			path: 'customer/send',
			kind: 'status',
			status: 400,
			skip: 1,
			times: 1,
		});
		const { error } = await at.run(
			'customer',
			operation,
			{ ...parameters, options: { concurrency: 1 } },
			{ items, settings },
		);
		const list = await at.run('customer', 'getAll', { returnAll: true, output: 'raw' });
		return { error: error?.message, names: list.json.map(({ name }) => name) };
	} finally {
		await at.sandbox.close();
	}
}

test('Create makes the record of the first item twice', async () => {
	expect(await customersAfter('create', { name: own })).toEqual({ error: undefined, names: ['R-1', 'R-1', 'R-2'] });
});

test('Create or Update by Own ID makes it once', async () => {
	expect(await customersAfter('upsert', { name: own, myId: own })).toEqual({
		error: undefined,
		names: ['R-1', 'R-2'],
	});
});

test('Create with an Own ID and Check for Existing Record stops at it', async () => {
	expect(await customersAfter('create', { name: own, myId: own })).toEqual({
		error: 'A customer with Own ID "R-1" already exists',
		names: ['R-1'],
	});
});
