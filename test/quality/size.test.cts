import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

/** What a reader can hold in mind at once: short files, short functions. */

const root = resolve(__dirname, '../..');
const tracked = (...patterns: string[]) =>
	execFileSync('git', ['ls-files', ...patterns], { cwd: root, encoding: 'utf8' })
		.trim()
		.split('\n');
const textOf = (file: string) => readFileSync(resolve(root, file), 'utf8');

/** About 300 lines. */
const LONGEST = 350;

test('no file of code is much longer than 300 lines', () => {
	const long = tracked('*.ts', '*.cts', '*.mjs').flatMap((file) => {
		const lines = textOf(file).split('\n').length - 1;
		return lines > LONGEST ? [`${file}: ${lines}`] : [];
	});
	expect(long).toEqual([]);
});

test('no function of the package has more than 50 lines', () => {
	const long = tracked('nodes/*.ts', 'credentials/*.ts').flatMap((file) => {
		const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ES2022, true);
		const found: string[] = [];
		const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
		const visit = (node: ts.Node) => {
			if (ts.isFunctionLike(node) && 'body' in node && node.body) {
				const [from, to] = [lineOf(node.getStart()), lineOf(node.end)];
				if (to - from + 1 > 50) found.push(`${file}:${from}, ${to - from + 1} lines`);
			}
			ts.forEachChild(node, visit);
		};
		visit(source);
		return found;
	});
	expect(long).toEqual([]);
});
