import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

/** What users read when something does not work, as it stands in the source. */

const root = resolve(__dirname, '../..');
const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(folder, file)),
);

interface Literal {
	where: string;
	text: string;
}

/** The text of a literal, `…` standing for what is filled in; undefined for anything else. */
function textOf(node: ts.Node): string | undefined {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
	if (ts.isTemplateExpression(node))
		return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
	return undefined;
}

const literals: Literal[] = [];
/** Message and advice of every sentence about wrong input, where they are written out. */
const told: Array<{ where: string; message?: string; advice?: string }> = [];
for (const file of files) {
	const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
	const visit = (node: ts.Node): void => {
		const where = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
		const text = ts.isImportDeclaration(node.parent ?? node) ? undefined : textOf(node);
		if (text !== undefined) literals.push({ where, text });
		if (ts.isNewExpression(node) && node.expression.getText() === 'InputError') {
			const [message, advice] = node.arguments ?? [];
			told.push({ where, message: message && textOf(message), advice: advice && textOf(advice) });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
}
const listed = ({ where, text }: Literal) => `${where}: ${text}`;

test('there is something to look at', () => {
	expect(literals.length).toBeGreaterThan(500);
	expect(told.length).toBeGreaterThan(30);
});

test('sentences do without words of alarm', () => {
	// The title that HTTP gives to status 500 is not ours.
	const sentences = literals.filter(({ text }) => /\S\s\S/.test(text) && text !== 'Internal server error');
	expect(
		sentences
			.filter(({ text }) => /\b(errors?|problems?|failures?|mistakes?|invalid|illegal|oops|sorry)\b/i.test(text))
			.map(listed),
	).toEqual([]);
});

test('a message says what happened, its advice what to do, each as it should be written', () => {
	const messages = told.flatMap(({ where, message }) => (message === undefined ? [] : [{ where, text: message }]));
	expect(messages.filter(({ text }) => /\.$/.test(text) || !/^[A-Z"…]/.test(text)).map(listed)).toEqual([]);
	const advice = told.flatMap(({ where, advice: text }) => (text === undefined ? [] : [{ where, text }]));
	expect(advice.filter(({ text }) => !/[.!?…]$/.test(text) || !/^[A-Z"…]/.test(text)).map(listed)).toEqual([]);
});

test('no text is unfinished', () => {
	expect(literals.filter(({ text }) => /\b(TODO|FIXME|XXX|lorem|undefined|\[object)\b/.test(text)).map(listed)).toEqual(
		[],
	);
});
