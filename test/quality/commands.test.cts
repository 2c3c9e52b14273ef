import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The npm commands, and every command that a page or a comment names. */

const root = resolve(__dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
	.toString()
	.split('\n')
	.filter((file) => /\.(md|m?[jt]s|c[jt]s|yml|yaml)$|^\.ci\//.test(file) && file !== 'CHANGELOG.md')
	.filter((file) => existsSync(join(root, file)));
const named = (pattern: RegExp) =>
	files.flatMap((file) =>
		[...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([, name]) => ({ file, name })),
	);

test('package.json has at most fifteen commands', () => {
	expect(Object.keys(scripts).length).toBeLessThanOrEqual(15);
});

test('every npm command that a file names exists', () => {
	const commands = named(/\bnpm run (?:--?\w+ )?([a-z][\w:]*)/g);
	expect(commands.length).toBeGreaterThan(40);
	expect(commands.filter(({ name }) => !(name in scripts))).toEqual([]);
});

test('every program that a file says to call with node exists', () => {
	const programs = named(/\bnode ((?:scripts|e2e)\/[\w/]+\.\w+)/g);
	expect(programs.length).toBeGreaterThan(10);
	expect(programs.filter(({ name }) => !existsSync(join(root, name)))).toEqual([]);
});
