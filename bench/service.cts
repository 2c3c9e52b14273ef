import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox } from '../sandbox/index.cts';

/**
 * The sandbox of the benchmarks, in a process of its own, limits off, with many records. What it has answered once it
 * answers again from memory, so that the nodes are measured and not the sandbox. `PUT /latency/<ms>` makes every answer
 * take that long. Prints one line of JSON: address, credentials, the id of a job.
 */
async function main() {
	const sandbox = await startSandbox({ seed: 'small', rateLimit: null, quota: null });
	fill(sandbox.state.customers, Number(process.env.CUSTOMERS), (index) => ({
		name: `Customer ${index}`,
		myId: `B-${index}`,
		addressStreet: `${index} rue de la Paix`,
		addressCity: 'Paris',
		contactEmail: `office${index}@example.com`,
	}));
	fill(sandbox.state.jobs, Number(process.env.JOBS), (index) => ({
		myId: `B-${index}`,
		description: `Visit ${index}, with a look at the boiler`,
		customer: { id: 1 },
	}));

	const answers = new Map<string, { status: number; headers: Record<string, string>; body: string | Buffer }>();
	async function ask(url: string, authorization: string) {
		const { pathname, searchParams } = new URL(url, 'http://sandbox');
		const query = Object.fromEntries(searchParams);
		const answered = await sandbox.handle('synchroteam', { path: pathname, query, headers: { authorization } });
		if (answered.status === 200) answers.set(url, answered);
		return answered;
	}

	let latency = 0;
	async function answer({ method, url = '', headers }: IncomingMessage, response: ServerResponse) {
		if (method === 'PUT') {
			latency = Number(url.split('/').pop());
			return response.end();
		}
		const known = answers.get(url) ?? (await ask(url, String(headers.authorization)));
		if (latency) await new Promise((resolve) => setTimeout(resolve, latency));
		return response
			.writeHead(known.status, { ...known.headers, 'content-length': Buffer.byteLength(known.body) })
			.end(known.body);
	}
	const server = createServer((request, response) => void answer(request, response));
	server.listen(0, '127.0.0.1', () => {
		const { domain, apiKey } = sandbox.synchroteam;
		console.log(
			JSON.stringify({
				url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
				domain,
				apiKey,
				job: sandbox.state.jobs.rows()[0].id as string,
			}),
		);
	});
	process.on('disconnect', () => process.exit());
}

function fill(
	records: { rows(): unknown[]; create(body: object): unknown },
	count: number,
	make: (index: number) => object,
) {
	for (let index = records.rows().length; index < count; index++) records.create(make(index));
}

void main();
