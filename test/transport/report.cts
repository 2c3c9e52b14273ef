import { coreVersion } from '../engine/engine.cts';
import { arena, nowhere } from './matrix.cts';
import { troubles, works } from './troubles.cts';

/** `node scripts/faults.mjs`: the matrix of faults as a table, from a run of the real engine against the sandbox. */
async function main() {
	const elsewhere = await nowhere();
	const place = await arena();
	const lines: string[] = [];
	const sentences: string[] = [];
	for (const trouble of troubles(elsewhere.url)) {
		const cells: string[] = [];
		for (const work of works) {
			const { items, requests } = await place.meet(work, trouble);
			const [first, second, third] = items;
			const { error, errorDescription } = second[0].json as { error?: string; errorDescription?: string };
			const others = first.some(({ json }) => json.error) ? 0 : 1 + (third.some(({ json }) => json.error) ? 0 : 1);
			cells.push(`${requests.length - 1 - (trouble.stops ? 0 : 1)}, ${error ? 'sentence' : 'record'}, ${others} of 2`);
			if (error) sentences.push(`| ${trouble.name} | ${work.name} | ${error} | ${errorDescription} |`);
		}
		lines.push(`| ${trouble.name} | ${cells.join(' | ')} |`);
	}
	console.log(
		`${new Date().toISOString().slice(0, 10)}, n8n-core ${coreVersion}, Node.js ${process.versions.node}; ` +
			`came to the other host: ${elsewhere.visits()}\n`,
	);
	console.log(
		`| what goes wrong | ${works.map(({ name }) => name).join(' | ')} |\n|---|${works.map(() => '---').join('|')}|\n${lines.join('\n')}`,
	);
	console.log(`\n| what goes wrong | request | message | what to do |\n|---|---|---|---|\n${sentences.join('\n')}`);
	process.exit();
}

main().catch((thrown: Error) => {
	console.error(thrown);
	process.exit(1);
});
