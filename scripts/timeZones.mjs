/**
 * Writes the zones that a Synchroteam credential offers, from the table of the time zone database: one name for each place,
 * as it is spelled today (Europe/Kyiv, not Europe/Kiev), and UTC. Argument: its zone.tab (that of this system).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, , table = '/usr/share/zoneinfo/zone.tab'] = process.argv;
const target = join(dirname(dirname(fileURLToPath(import.meta.url))), 'credentials/timeZones.ts');

const zones = readFileSync(table, 'utf8')
	.split('\n')
	.filter((line) => line && !line.startsWith('#'))
	.map((line) => line.split('\t')[2]);
const names = [...new Set([...zones, 'UTC'])].sort();
const lines = names.map((name) => `\t'${name}',`).join('\n');

writeFileSync(
	target,
	`/** Zones of the time zone database by their current names, written by scripts/timeZones.mjs. */\nexport const timeZones = [\n${lines}\n];\n`,
);
console.log(`${names.length} zones`);
