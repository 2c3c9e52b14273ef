import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(__dirname, '../..');

/** Runs n8n's scanner, which is an ES module, apart; its command line would say success whatever it finds. */
export function scan(of: string, patterns: string): { passed: boolean; message?: string; details?: string } {
	const scanner = pathToFileURL(join(root, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs')).href;
	const script = `const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(${JSON.stringify(scanner)});
		console.log('\\n' + JSON.stringify(await analyzePackage(${JSON.stringify(of)}, ${patterns})));`;
	const told = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		env: { ...process.env, NODE_ENV: 'production' },
	});
	return JSON.parse(told.trim().split('\n').at(-1) ?? '') as ReturnType<typeof scan>;
}
