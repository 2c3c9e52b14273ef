import { peakOf } from './measure.cts';
import { prepareNodes, readAll, type Account } from './nodes.cts';

/** How far the process grows while all jobs are read, against their size as JSON. */
async function main() {
	const account = JSON.parse(process.env.ACCOUNT!) as Account;
	prepareNodes(process.env.N8N_CORE_FROM!);
	// Everything that is loaded on first use is loaded before.
	await readAll.ours(account, 'customer');
	let rows: object[] = [];
	const peak = await peakOf(async () => {
		rows = await readAll.ours(account, 'job');
	});
	console.log(
		`result ${JSON.stringify({ rows: rows.length, raw: rows.reduce((size, row) => size + Buffer.byteLength(JSON.stringify(row)), 0), peak })}`,
	);
	process.exit();
}

void main();
