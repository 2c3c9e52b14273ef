import { startSandbox } from '../sandbox/index.cts';
import { locator, runNode } from '../test/engine/engine.cts';

/** Requests of an import: `COUNT` customers (5,000 by default) updated, then as many created, by Own ID, in an account of as many. */
async function main() {
	const count = Number(process.env.COUNT ?? 5000);
	const sandbox = await startSandbox({ seed: 'empty', rateLimit: null, quota: null });
	for (let index = 0; index < count; index++)
		sandbox.state.customers.create({ name: `Customer ${index}`, myId: `B-${index}`, active: index % 10 !== 0 });
	const { url, domain, apiKey } = sandbox.synchroteam;
	const works = {
		update: { customer: locator('myId', '={{ $json.key }}'), customerFields: { vatNumber: 'FR 1' } },
		create: { name: '={{ $json.key }}', myId: '={{ $json.key }}' },
	};
	for (const [operation, parameters] of Object.entries(works)) {
		const items = Array.from({ length: count }, (_, index) => ({
			key: `${operation === 'update' ? 'B' : 'N'}-${index}`,
		}));
		const before = sandbox.requests.length;
		const { items: out, error } = await runNode({
			parameters: { resource: 'customer', operation, ...parameters },
			items,
			credentials: { domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url },
		});
		const requests = sandbox.requests.length - before;
		console.log(`result ${JSON.stringify({ operation, count, requests, items: error ? 0 : out.length })}`);
	}
	process.exit();
}

void main();
