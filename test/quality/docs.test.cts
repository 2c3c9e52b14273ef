import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { documentPath, operationsDocument, readmePath, withTable } from '../../scripts/docs.cts';
import { events } from '../../nodes/Synchroteam/events';
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

test('the README says how many events there are', () => {
	const counts = [...read(readmePath).matchAll(/\b(\d+) events\b/g)].map(([, count]) => Number(count));
	expect(counts).toEqual([Object.keys(events).length]);
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

/** Addresses of this repository in what is published, as path and anchor. */
function addresses(): Array<{ file: string; path: string; anchor?: string }> {
	const { homepage } = JSON.parse(read(join(root, 'package.json'))) as { homepage: string };
	const home = homepage.replace('#readme', '').replace(/[.]/g, '\\.');
	const files = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(ts|json)$/.test(file))
			.map((file) => join(folder, file)),
	);
	return files.flatMap((file) =>
		[...read(join(root, file)).matchAll(new RegExp(`${home}(?:/blob/main/([^\\s'"\`#)]+))?(?:#([\\w-]+))?`, 'g'))].map(
			([, path = 'README.md', anchor]) => ({ file, path, anchor }),
		),
	);
}

test('every address of these pages in the nodes and credentials leads to a section that exists', () => {
	const found = addresses();
	expect(found.length).toBeGreaterThan(8);
	expect(
		found.filter(
			({ path, anchor }) =>
				!existsSync(join(root, path)) || (anchor !== undefined && !anchorsOf(path).includes(anchor)),
		),
	).toEqual([]);
});

test('the questions that messages and other pages point to keep their anchors', () => {
	expect(anchorsOf('docs/faq.md')).toEqual(
		expect.arrayContaining([
			'how-do-i-turn-completed-jobs-into-invoices',
			'my-trigger-delivered-nothing',
			'which-time-zone-do-i-type',
			'how-do-i-put-a-photo-or-file-on-a-job',
			'how-do-i-read-and-set-custom-fields',
			'how-do-i-import-2000-customers',
			'the-daily-quota-is-used-up',
			'where-is-the-id-of-a-job-and-what-is-by-number',
			'i-only-know-the-name',
			'how-do-i-clear-a-field',
			'an-update-changed-fields-that-i-did-not-set',
			'the-invoice-has-no-price-or-no-tax',
			'what-comes-out-of-the-error-output',
			'a-filter-is-empty-and-the-step-stops',
			'it-is-not-certain-whether-the-change-was-made',
			'the-certificate-is-not-accepted',
			'how-do-i-change-an-outsmart-work-order',
			'how-do-i-know-that-an-outsmart-work-order-is-finished',
			'what-does-it-cost-in-requests',
			'does-it-run-on-n8n-cloud',
			'was-it-tried-on-real-accounts',
			'where-is-the-search-box-for-actions',
		]),
	);
});

/** Words that a reader sees: no targets of links, no comments, no lines of tables. */
const wordsIn = (text: string) =>
	text
		.replace(/<!--[\s\S]*?-->/g, '')
		.replace(/\]\([^)]*\)/g, ']')
		.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,:/@-]*/gu)!.length;

describe('what a newcomer reads first', () => {
	const readme = read(readmePath);

	test("the README has n8n's sections", () => {
		const sections = [
			'Installation',
			'Credentials',
			'Operations',
			'Usage',
			'Compatibility',
			'Resources',
			'Version history',
		];
		expect([...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(expect.arrayContaining(sections));
	});

	test('the README has at most 1,200 words without the table of operations', () => {
		const text = readme.replace(/<!-- operations -->[\s\S]*<!-- \/operations -->/, '');
		expect(wordsIn(text)).toBeLessThanOrEqual(1200);
	});

	test.each(['README.fr.md', 'README.nl.md'])('%s is one screen, with the five workflows of the README', (page) => {
		const text = read(join(root, page));
		const templates = (of: string) =>
			[...new Set([...of.matchAll(/workflows\/README\.md#([\w-]+)/g)].map(([, anchor]) => anchor))].sort();
		expect(templates(text)).toEqual(templates(readme));
		expect(templates(text)).toHaveLength(5);
		expect(wordsIn(text)).toBeLessThanOrEqual(600);
	});

	test.each([
		['docs/architecture.md', 800],
		['docs/reliability.md', 800],
		['docs/performance.md', 300],
		['docs/faq.md', 2700],
	])('%s stays short', (page, most) => expect(wordsIn(read(join(root, page)))).toBeLessThanOrEqual(most));
});
