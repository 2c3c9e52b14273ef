import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** The commands that install what is missing must start without it: in a new clone there are no packages yet. */

const root = resolve(__dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
/** What the commands of package.json call, and what CONTRIBUTING says to call without it. */
const commands = [...Object.values(scripts), readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')];
const programs = commands.flatMap((command) => [...command.matchAll(/\bnode (\S+\.mjs)/g)].map(([, file]) => file));

/** Packages that a file loads as soon as it is loaded, with the way to them. */
function packagesOf(path: string, way: string[] = [], seen = new Set<string>()): string[] {
	if (seen.has(path)) return [];
	seen.add(path);
	const source = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2022);
	return source.statements
		.filter((each) => ts.isImportDeclaration(each) || (ts.isExportDeclaration(each) && each.moduleSpecifier))
		.map((each) => ((each as ts.ImportDeclaration).moduleSpecifier as ts.StringLiteral).text)
		.flatMap((name) => {
			if (name.startsWith('node:')) return [];
			if (!name.startsWith('.')) return [[...way, path, name].join(' → ')];
			return packagesOf(join(dirname(path), name), [...way, path], seen);
		});
}

test('there are such programs', () => expect(programs.length).toBeGreaterThan(10));

test.each([...new Set(programs)])('%s loads no package before the dependencies are installed', (program) => {
	expect(packagesOf(program)).toEqual([]);
});
