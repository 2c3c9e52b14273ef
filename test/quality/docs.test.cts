import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { documentPath, operationsDocument, readmePath, withTable } from '../../scripts/docs.cts';
import { guessesDocument, guessesPath } from '../../scripts/guesses.cts';

/** The pages for people: what is generated is fresh, every link leads somewhere, every page has a way in. */

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
const pages = ['', 'docs', 'workflows'].flatMap((folder) =>
	existsSync(join(root, folder))
		? readdirSync(join(root, folder))
				// The report that `npm run live` leaves is no page.
				.filter((file) => file.endsWith('.md') && file !== 'live-report.md')
				.map((file) => join(folder, file).replaceAll('\\', '/'))
		: [],
);

/** Links of a page to places of this repository, as path and anchor. */
function linksOf(page: string): Array<{ path: string; anchor?: string }> {
	const text = read(join(root, page)).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
	return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, link]) => link)
		.filter((link) => !/^[a-z]+:/i.test(link))
		.map((link) => {
			const [path, anchor] = link.split('#');
			return { path: path ? relative(root, resolve(root, dirname(page), path)).replaceAll('\\', '/') : page, anchor };
		});
}

/** Anchors of a page: of its headings, as GitHub makes them, and those that it gives to rows. */
const anchorsOf = (page: string) => {
	const text = read(join(root, page));
	const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
	return [...headings, ...[...text.matchAll(/<a id="([\w-]+)">/g)].map(([, id]) => id)];
};

test('docs/operations.md, docs/guesses.md and the table of the README are what `npm run docs` writes', () => {
	expect(read(documentPath) === operationsDocument()).toBe(true);
	expect(read(guessesPath) === guessesDocument()).toBe(true);
	expect(read(readmePath) === withTable(read(readmePath))).toBe(true);
});

test.each(pages)('every link of %s leads somewhere', (page) => {
	const lost = linksOf(page).filter(
		({ path, anchor }) =>
			!existsSync(join(root, path)) || (anchor && path.endsWith('.md') && !anchorsOf(path).includes(anchor)),
	);
	expect(lost).toEqual([]);
});

test('every page and every picture is linked from another', () => {
	const linked = new Set(
		pages.flatMap((page) =>
			linksOf(page)
				.filter(({ path }) => path !== page)
				.map(({ path }) => path),
		),
	);
	const pictures = existsSync(join(root, 'docs/pictures'))
		? readdirSync(join(root, 'docs/pictures')).map((file) => `docs/pictures/${file}`)
		: [];
	const entrances = ['README.md', 'LICENSE.md'];
	expect([...pages, ...pictures].filter((path) => !entrances.includes(path) && !linked.has(path))).toEqual([]);
});

test('no page names a place of one machine', () => {
	expect(pages.filter((page) => /(^|[\s(`"'])\/(work|root|home\/\w+)\//m.test(read(join(root, page))))).toEqual([]);
});
