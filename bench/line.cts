import { coreVersion } from '../test/engine/engine.cts';
import { compare } from './measure.cts';
import { describe, getJob, prepareNodes, readAll, type Account } from './nodes.cts';

/** All comparisons on one line of n8n; prints each result as a line of JSON. */

const account = JSON.parse(process.env.ACCOUNT!) as Account & { job: string };
const say = (result: object) => console.log(`result ${JSON.stringify(result)}`);

async function latency(ms: number) {
	await fetch(`${account.url}/latency/${ms}`, { method: 'PUT' });
}

/** A running n8n has compiled what it runs often: so it is for all sides. */
async function warmUp() {
	const items = Array.from({ length: 1000 }, () => ({ id: account.job }));
	for (let time = 0; time < 4; time++) for (const run of Object.values(getJob)) await run(account, items);
}

async function perItem() {
	await warmUp();
	for (const [count, runsEach] of [
		[1, 40],
		[100, 20],
		[1000, 1],
	]) {
		const items = Array.from({ length: count }, () => ({ id: account.job }));
		const result = await compare(
			{
				ours: async () => await getJob.ours(account, items),
				http: async () => await getJob.http(account, items),
			},
			7,
			runsEach,
		);
		for (const [node, { cpu, block }] of Object.entries(result))
			say({ work: 'get', count, node, cpu: cpu / count / runsEach, block });
	}
}

/** What the engine does with a node's description before the node gets to run: it fills in parameters and checks them. */
async function descriptions() {
	const result = await compare(describe(account), 15);
	for (const [node, { cpu }] of Object.entries(result)) say({ work: 'description', node, cpu });
}

async function lists() {
	const ids = async (read: typeof readAll.ours) => (await read(account, 'customer')).map(({ id }) => id).join();
	if ((await ids(readAll.ours)) !== (await ids(readAll.http)))
		throw new Error('The two nodes did not read the same rows');
	for (const ms of [50, 0]) {
		await latency(ms);
		const result = await compare(
			{
				ours: async () => await readAll.ours(account, 'customer'),
				http: async () => await readAll.http(account, 'customer'),
			},
			7,
		);
		for (const [node, { wall }] of Object.entries(result)) say({ work: 'list', latency: ms, node, wall });
	}
	await latency(0);
}

async function main() {
	const { httpVersion } = prepareNodes(process.env.N8N_CORE_FROM!);
	say({
		work: 'versions',
		core: coreVersion,
		httpRequest: httpVersion,
		node: process.versions.node,
		expressions: process.env.N8N_EXPRESSION_ENGINE,
	});
	const wanted = process.env.ONLY;
	if (!wanted || wanted === 'get') await perItem();
	if (!wanted || wanted === 'get') await descriptions();
	if (!wanted || wanted === 'list') await lists();
	process.exit();
}

main().catch((thrown: Error) => {
	console.error(thrown);
	process.exit(1);
});
