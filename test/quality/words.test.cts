import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

/** The words of docs/words.md that are out: in no text of the code and on no page, whoever wrote it. */

const root = resolve(__dirname, '../..');

/** What is out, with what to say instead. */
const out: Array<[RegExp, string]> = [
	[/(?<!there )\bis no (?!longer\b|such\b)[a-z]/i, 'is not a valid …'],
	[/\bnamed by\b/i, 'looked up by'],
	[/\brequests? at once\b/i, 'concurrent requests'],
	[/\brequests? more\b/i, 'extra request'],
	[/\bzones? of times\b/i, 'time zone of'],
	[/^Select\.\.\.$/, 'Select a customer...'],
	[/\b(planned begin|begin of)\b|^Begin\b/i, 'start'],
	[/\bis due\b/i, 'say what is missing'],
	[/\blimits? of requests\b/i, 'rate limit'],
	[/\blook into\b/i, 'check the record in'],
	[/\bwaits for a live account\b/i, 'not verified on live accounts'],
	[/\bgates?\b|\bstampedes?\b/i, 'rate limiter'],
	[/\b(is a good idea|(?<!other )way round|at hand)\b/i, 'say what to do; workaround'],
	[/\bbears?\b/i, 'has'],
	[/\b(wished|wishes) for\b/i, 'preferred'],
	[/\bcomes? into (the|one of the|a) (status|state)/i, 'status changes to'],
	[/\btouch(es)? every record\b/i, 'affect every record'],
	[/^(Entity|Record Number|Show)$/, 'Attach To, Number, Include Deleted'],
	[/\b(foreign key|GUID|UUID)\b/i, 'own ID'],
	[/\bwith commas between\b/i, 'separated by commas'],
	[/\bwhen left out\b/i, 'if left out'],
	[/\b(gave|gives) nothing\b/i, 'returned nothing'],
	[/\bif it goes on\b/i, 'if it keeps happening'],
	[/\b(whose name holds|holds no file)\b/i, 'contains'],
	[/\b(is|are) supposed(?! to)\b/i, 'assumed'],
	[/\b(cannot|can't) be named\b/i, "can't be looked up"],
];

const filesIn = (folder: string, ends: RegExp) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => ends.test(file))
		.map((file) => join(folder, file).replaceAll('\\', '/'));

/** Every text in the code of a file, with its line; what a template puts in is an X. */
function textsOf(file: string): Array<{ where: string; text: string }> {
	const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
	const found: Array<{ where: string; text: string }> = [];
	const add = (node: ts.Node, text: string) =>
		found.push({ where: `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, text });
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node)) add(node, node.text);
		else if (ts.isTemplateExpression(node))
			add(node, node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join(''));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** The lines of a page without what stands there as code: names of values are not words. */
const linesOf = (page: string) =>
	readFileSync(join(root, page), 'utf8')
		.split('\n')
		.map((text, index) => ({ where: `${page}:${index + 1}`, text: text.replace(/`[^`]*`/g, '') }));

const complaints = (texts: Array<{ where: string; text: string }>) =>
	texts.flatMap(({ where, text }) =>
		out.filter(([word]) => word.test(text)).map(([word, instead]) => `${where}: ${word} (${instead}): ${text}`),
	);

test('no text of the nodes and credentials has a word that is out', () => {
	const files = ['nodes', 'credentials'].flatMap((folder) => filesIn(folder, /\.ts$/));
	const texts = files.flatMap(textsOf);
	expect(texts.length).toBeGreaterThan(1000);
	expect(complaints(texts)).toEqual([]);
});

test('no page has one either', () => {
	const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...filesIn('docs', /\.md$/), 'workflows/README.md'];
	expect(complaints(pages.filter((page) => page !== 'docs/words.md').flatMap(linesOf))).toEqual([]);
});
