import { getJob, prepareNodes, type Account } from './nodes.cts';

/** How the heap grows while 10,000 items pass, from the moment at which the engine has started them all. */
async function main() {
	const account = JSON.parse(process.env.ACCOUNT!) as Account & { job: string };
	prepareNodes(process.env.N8N_CORE_FROM!);
	await getJob.ours(account, [{ id: account.job }]);
	const samples: number[] = [];
	const look = setInterval(() => {
		global.gc!();
		samples.push(process.memoryUsage().heapUsed);
	}, 1000);
	const out = await getJob.ours(
		account,
		Array.from({ length: 10_000 }, () => ({ id: account.job })),
	);
	clearInterval(look);
	const json = out.reduce((size, each) => size + Buffer.byteLength(JSON.stringify(each)), 0);
	console.log(`result ${JSON.stringify({ items: out.length, growth: Math.max(...samples) - samples[0], json })}`);
	process.exit();
}

void main();
