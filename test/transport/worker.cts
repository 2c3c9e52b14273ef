import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { locator, runNode } from '../engine/engine.cts';

/** One worker of n8n in queue mode, as its own process: sends its items and tells how it went. Time goes faster in it. */

const { url, domain, apiKey, start, speed, items } = JSON.parse(process.env.WORK!) as {
	url: string;
	domain: string;
	apiKey: string;
	start: number;
	speed: number;
	items: number;
};
const { clock } = createRequire(__filename)(resolve(__dirname, '../../dist/nodes/shared/http/clock.js')) as {
	clock: { now: () => number; sleep: (ms: number) => Promise<void> };
};
Object.assign(clock, {
	now: () => start + (Date.now() - start) * speed,
	sleep: async (ms: number) => await new Promise<void>((wake) => setTimeout(wake, ms / speed)),
});

async function main() {
	const { items: out, error } = await runNode({
		parameters: {
			resource: 'customer',
			operation: 'get',
			customer: locator('id', '={{ $json.id }}'),
			output: 'simplified',
		},
		items: Array.from({ length: items }, (_, index) => ({ id: (index % 5) + 1 })),
		credentials: { domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url },
	});
	process.send!({ done: out.length, error: error?.message });
	process.disconnect();
	process.exit();
}

void main();
