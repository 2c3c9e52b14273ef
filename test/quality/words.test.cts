import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

/** The words of docs/words.md that are out: in no text of the code, on no page, and in no comment of nodes/. */

const root = resolve(__dirname, '../..');

type Words = Array<[RegExp, string]>;

/** What is out in texts, on pages and in comments, with what to say instead. */
const out: Words = [
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
	[/^(Entity|Record Number|Show)$/, 'Attach To, Number, Deleted Records'],
	[/\b(foreign key|GUID|UUID)\b/i, 'own ID'],
	[/\bwith commas between\b/i, 'separated by commas'],
	[/\bwhen left out\b/i, 'if left out'],
	[/\b(gave|gives) nothing\b/i, 'returned nothing'],
	[/\bif it goes on\b/i, 'if it keeps happening'],
	[/\b(whose name holds|holds no file)\b/i, 'contains'],
	[/\b(is|are) supposed(?! to)\b/i, 'assumed'],
	[/\b(cannot|can't) be named\b/i, "can't be looked up"],
	[/\banew\b/i, 'again'],
	[/\bhow-manieth\b/i, 'nth'],
	[/\btorn\b/i, 'changed between two pages'],
	[/\b(both|two|which) doors?\b|\bdoors? (of|to|through)\b/i, 'entry point'],
	[/\bjudges? of\b/i, 'reference for'],
	[/\btwins?\b/i, 'JSON alternative'],
	[/\bnames recur\b/i, 'labels repeat per operation'],
	[/\bfields you name\b/i, 'fields you list'],
	[/\bthat the panel does not offer\b/i, "that this node doesn't offer"],
	[/\bCheck First\b/, 'Check for Existing Record'],
	[/(?<!Input |Output )\bBinary Field\b/, 'Input Binary Field, Output Binary Field'],
	[/\bUndelete\b/, 'Restore'],
	[/\bInclude Deleted\b/, 'Deleted Records'],
	[/\bturn it off for (the others|the rest|those)\b/i, 'on: only …, off: only …'],
	[/^(Lines Action|Geocoding|Iteration|Image Data|Set Job Values|Partial|Frequency( Unit)?)$/, 'the label of today'],
	[/\bMinutes, probably\b/i, 'Minutes (not verified)'],
	[/\bexists already\b/i, 'already exists'],
	[/\bwould lead to another\b/i, "can't contain …"],
	[/\bin the bookkeeping\b/i, 'in your accounting'],
	[/\bset(s|ting)? aside\b|\bheld back\b/i, 'deferred'],
	[/^(Full( as Listed)?|Overlap|Max Records per Poll|Destination)$/, 'the label of today'],
	[/\bits own Own ID\b|\bdoes not tell its time\b|\bWork Order Numbers is empty\b/, 'the message of today'],
	[/\bneither miss nor repeat\b|\btwice is once\b/i, 'a promise with its limits'],
	[/\.md of this package\b/i, 'the whole address of a page'],
	[/\bfirst release\b.*\bmay\b|\bversion 1\b(?!\.)/i, 'nothing is released: leave it out'],
];

/** Words of a private dialect, out on pages and in comments. */
const dialect: Words = [
	[/\bproofs?\b/i, 'say how it is known'],
	[/\b(deals?|dealt) with\b|\bdeals? (of|in)\b/i, 'handled'],
	[/\bbesides?\b/i, 'next to, as well as'],
	[/\baside\b/i, 'deferred'],
	[/\b(is|are|was|were|be|been) told\b|\btells? (apart|of)\b/i, 'reports, says'],
	[/\bso (many|long)(?! as\b)/i, 'at most n'],
	[/\bbearers?\b/i, 'the record that has it'],
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

/** Every comment of a file, without its marks, with its line. */
function commentsOf(file: string): Array<{ where: string; text: string }> {
	const code = readFileSync(join(root, file), 'utf8');
	const scanner = ts.createScanner(ts.ScriptTarget.ES2022, false, ts.LanguageVariant.Standard, code);
	const found: Array<{ where: string; text: string }> = [];
	for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
		if (kind !== ts.SyntaxKind.SingleLineCommentTrivia && kind !== ts.SyntaxKind.MultiLineCommentTrivia) continue;
		const line = code.slice(0, scanner.getTokenStart()).split('\n').length;
		const text = scanner.getTokenText().replace(/^\/\*+|\*\/$|^\/\/|\n\s*\*(?!\/)/g, ' ');
		found.push({
			where: `${file}:${line}`,
			text: text
				.replace(/`[^`]*`/g, '')
				.replace(/\s+/g, ' ')
				.trim(),
		});
	}
	return found;
}

const complaints = (texts: Array<{ where: string; text: string }>, words: Words) =>
	texts.flatMap(({ where, text }) =>
		words.filter(([word]) => word.test(text)).map(([word, instead]) => `${where}: ${word} (${instead}): ${text}`),
	);

const fileOf = (complaint: string) => complaint.slice(0, complaint.indexOf(':'));
/** Complaints about files that are not listed, and files listed without need. */
const against = (found: string[], allowed: string[]) => ({
	unlisted: found.filter((each) => !allowed.includes(fileOf(each))),
	'no longer needed in the list': allowed.filter((file) => !found.some((each) => fileOf(each) === file)),
});
const none = { unlisted: [], 'no longer needed in the list': [] };

/** Files whose words are still to be rewritten. Take a file out when it is done; add none. */
const pagesToRewrite: string[] = [];
const commentsToRewrite: string[] = [];

const sources = ['nodes', 'credentials'].flatMap((folder) => filesIn(folder, /\.ts$/));

test('no text of the nodes and credentials has a word that is out', () => {
	const texts = sources.flatMap(textsOf);
	expect(texts.length).toBeGreaterThan(1000);
	expect(complaints(texts, out)).toEqual([]);
});

test('no page has one either', () => {
	const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...filesIn('docs', /\.md$/), 'workflows/README.md'];
	const lines = pages.filter((page) => page !== 'docs/words.md').flatMap(linesOf);
	expect(against(complaints(lines, [...out, ...dialect]), pagesToRewrite)).toEqual(none);
});

test('no comment of the nodes and credentials has one either', () => {
	const comments = sources.flatMap(commentsOf);
	expect(comments.length).toBeGreaterThan(500);
	expect(against(complaints(comments, [...out, ...dialect]), commentsToRewrite)).toEqual(none);
});
