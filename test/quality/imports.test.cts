import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Which way the files of nodes/ import each other: down only, and never in a circle. */

/** The rooms of nodes/shared, each with those below it: the way of the data from definitions to items. */
const below: Record<string, string[]> = {
	schema: [],
	description: ['schema'],
	request: ['schema'],
	http: ['schema', 'request'],
	response: ['schema', 'request', 'http'],
	editor: ['schema', 'request', 'http', 'response'],
	trigger: ['schema', 'description', 'request', 'http', 'response', 'editor'],
	node: ['schema', 'description', 'request', 'http', 'response', 'editor'],
};

const nodes = resolve(__dirname, '../../nodes');
const sources = readdirSync(nodes, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts'))
	.map((path) => path.replaceAll('\\', '/'))
	.sort();

/** The files that a file imports, types included. */
function importsOf(path: string): string[] {
	const text = readFileSync(join(nodes, path), 'utf8');
	const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		const named =
			ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
				? node.moduleSpecifier
				: ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
					? node.argument.literal
					: ts.isCallExpression(node) && node.expression.getText(file).match(/^(import|require)$/)
						? node.arguments[0]
						: undefined;
		if (named && ts.isStringLiteral(named) && named.text.startsWith('.')) found.push(named.text);
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found.map((name) => {
		const base = resolve(nodes, path, '..', name);
		const hit = [base, `${base}.ts`, join(base, 'index.ts')].find((each) => each.endsWith('.ts') && existsSync(each));
		if (!hit) throw new Error(`${path} imports ${name}, which is not there`);
		return relative(nodes, hit).replaceAll('\\', '/');
	});
}

const graph = new Map(sources.map((path) => [path, importsOf(path)]));
const arrows = [...graph].flatMap(([from, all]) => all.map((to) => ({ from, to })));
const roomOf = (path: string) => /^shared\/(\w+)\//.exec(path)?.[1];
const serviceOf = (path: string) => (path.startsWith('shared/') ? undefined : path.split('/')[0]);
const written = ({ from, to }: { from: string; to: string }) => `${from} → ${to}`;

/** A way from a file back to itself, where there is one. */
function circleOf(start: string): string[] | undefined {
	const seen = new Set<string>();
	const search = (path: string, way: string[]): string[] | undefined => {
		for (const next of graph.get(path) ?? []) {
			if (next === start) return [...way, next];
			if (seen.has(next)) continue;
			seen.add(next);
			const found = search(next, [...way, next]);
			if (found) return found;
		}
		return undefined;
	};
	return search(start, [start]);
}

test('every import was seen', () => {
	expect(sources.length).toBeGreaterThan(50);
	expect(arrows.length).toBeGreaterThan(2 * sources.length);
});

test('no file imports itself by way of others', () => {
	expect(sources.flatMap((path) => circleOf(path)?.join(' → ') ?? [])).toEqual([]);
});

test('every shared file stands in a room, and rooms import only those below', () => {
	const shared = sources.filter((path) => path.startsWith('shared/'));
	expect(shared.filter((path) => !(roomOf(path)! in below))).toEqual([]);
	const wrong = arrows.filter(({ from, to }) => {
		const [here, there] = [roomOf(from), roomOf(to)];
		return here && here !== there && !(there && below[here].includes(there));
	});
	expect(wrong.map(written)).toEqual([]);
});

test('shared files know no service, and services only themselves and what is shared', () => {
	const wrong = arrows.filter(({ from, to }) => serviceOf(to) && serviceOf(to) !== serviceOf(from));
	expect(wrong.map(written)).toEqual([]);
});

test('in a service, resources import fields and records, never the other way round', () => {
	const floor = (path: string) =>
		/^\w+\/records\.ts/.test(path) ? 0 : /^\w+\/fields\//.test(path) ? 1 : /^\w+\/resources\//.test(path) ? 2 : 3;
	const wrong = arrows.filter(({ from, to }) => serviceOf(from) && serviceOf(to) && floor(to) > floor(from));
	expect(wrong.map(written)).toEqual([]);
});
