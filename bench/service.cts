import { startSandbox } from '../sandbox/index.cts';

/**
 * The sandbox of the benchmarks, in a process of its own so that its work is nobody else's: limits off, many records.
 * Prints one line of JSON with its addresses; the latency is set over /__admin.
 */
async function main() {
	const sandbox = await startSandbox({ seed: 'small', rateLimit: null, quota: null });
	const customers = Number(process.env.CUSTOMERS ?? 0);
	const jobs = Number(process.env.JOBS ?? 0);
	for (let index = sandbox.state.customers.rows().length; index < customers; index++) {
		sandbox.state.customers.create({ name: `Customer ${index}`, myId: `B-${index}`, addressStreet: `${index} rue de la Paix`, addressCity: 'Paris', contactEmail: `office${index}@example.com` });
	}
	for (let index = sandbox.state.jobs.rows().length; index < jobs; index++) {
		sandbox.state.jobs.create({ myId: `J-${index}`, description: `Visit ${index}, with a look at the boiler`, customer: { id: 1 } });
	}
	const { id } = sandbox.state.jobs.rows()[0];
	console.log(JSON.stringify({ url: sandbox.synchroteam.url, domain: sandbox.synchroteam.domain, apiKey: sandbox.synchroteam.apiKey, job: id as string }));
	// The log of requests would grow without end.
	setInterval(() => (sandbox.requests.length = 0), 1000);
	process.on('disconnect', () => process.exit());
}

void main();
