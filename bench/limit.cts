import { startSandbox } from '../sandbox/index.cts';
import { locator, runNode } from '../test/engine/engine.cts';
import { fastTime } from '../test/transport/fast.cts';

/** 1,000 items under 120 requests a minute: how much longer than it must take, on a clock that jumps. */
async function main() {
	const start = Date.UTC(2026, 10, 21, 12, 0, 0);
	const time = fastTime(start);
	const sandbox = await startSandbox({ seed: 'small', rateLimit: 120, quota: null, now: time.now });
	const { url, domain, apiKey } = sandbox.synchroteam;
	const items = Array.from({ length: 1000 }, (_, index) => ({ id: (index % 5) + 1 }));
	const begin = time.now();
	const { items: out, error } = await runNode({
		parameters: { resource: 'customer', operation: 'get', customer: locator('id', '={{ $json.id }}'), output: 'raw' },
		items,
		credentials: { domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url },
	});
	const took = time.now() - begin;
	const least = Math.floor((items.length - 1) / 120) * 60_000 - (begin - start);
	const refused = sandbox.requests.filter(({ status }) => status === 429).length;
	console.log(
		`result ${JSON.stringify({ took, least, refused, failed: error ? items.length : items.length - out.length })}`,
	);
	process.exit();
}

void main();
