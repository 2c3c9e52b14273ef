import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import whole from '../../package.json';
import { operations } from '../contract/documented.cts';
import { scan } from './scanner.cts';

/** The packages of one service each, as `node scripts/packServices.mjs` makes them from what is built. */

const root = resolve(__dirname, '../..');
const services = [
	{ name: 'n8n-nodes-synchroteam', node: 'synchroteam', folder: 'Synchroteam', other: 'OutSmartPortal' },
	{ name: 'n8n-nodes-outsmart-portal', node: 'outSmartPortal', folder: 'OutSmartPortal', other: 'Synchroteam' },
];
let at: string;
const contentOf = (name: string) => join(at, name);
const filesOf = (name: string) =>
	readdirSync(contentOf(name), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath, entry.name)
				.slice(contentOf(name).length + 1)
				.replaceAll('\\', '/'),
		);
const read = (name: string, file: string) => readFileSync(join(contentOf(name), file), 'utf8');

beforeAll(() => {
	at = mkdtempSync(join(tmpdir(), 'services-'));
	const script = pathToFileURL(join(root, 'scripts/packServices.mjs')).href;
	// They are ES modules, and end what they started only when they end themselves.
	const program = `import { packServices } from ${JSON.stringify(script)};
		import { leave } from ${JSON.stringify(pathToFileURL(join(root, 'e2e/lib/processes.mjs')).href)};
		console.log('\\n' + JSON.stringify(await packServices(${JSON.stringify(at)})));
		await leave(0);`;
	const told = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, encoding: 'utf8' });
	for (const { name, tarball } of JSON.parse(told.trim().split('\n').at(-1)!) as Array<{
		name: string;
		tarball: string;
	}>) {
		mkdirSync(contentOf(name));
		execFileSync('tar', ['-xzf', tarball, '-C', contentOf(name), '--strip-components=1']);
	}
}, 60_000);
afterAll(() => rmSync(at, { recursive: true, force: true }));

describe.each(services)('$name', ({ name, node, folder, other }) => {
	test('has the nodes and credentials of its service, and nothing of the other one', () => {
		const { n8n, version, peerDependencies, ...manifest } = JSON.parse(read(name, 'package.json')) as typeof whole;
		expect([manifest.name, version, peerDependencies]).toEqual([name, whole.version, { 'n8n-workflow': '*' }]);
		expect([...n8n.nodes, ...n8n.credentials]).toEqual(
			[...whole.n8n.nodes, ...whole.n8n.credentials].filter((path) => path.split('/').at(-1)!.startsWith(folder)),
		);
		expect(filesOf(name).filter((file) => file.startsWith('dist') && file.includes(other))).toEqual([]);
		expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['scripts', 'devDependencies', 'dependencies']));
	});

	test('needs every file that it has, and has every file that it needs', () => {
		const { n8n } = JSON.parse(read(name, 'package.json')) as typeof whole;
		const needed = new Set<string>();
		const visit = (file: string) => {
			if (needed.has(file)) return;
			needed.add(file);
			const load = (path: string) => join(dirname(file), path).replaceAll('\\', '/');
			for (const [, path] of read(name, file).matchAll(/require\(["'](\.{1,2}\/[^"']*)["']\)/g)) {
				const found = [`${load(path)}.js`, `${load(path)}/index.js`].find((each) => filesOf(name).includes(each));
				expect([path, found]).toEqual([path, expect.any(String)]);
				visit(found!);
			}
		};
		[...n8n.nodes, ...n8n.credentials].forEach(visit);
		expect(
			filesOf(name)
				.filter((file) => file.endsWith('.js') && file !== whole.main)
				.sort(),
		).toEqual([...needed].sort());
	});

	test('has code, icons, previews and licence byte by byte as the whole has them', () => {
		const same = filesOf(name).filter((file) => /\.(js|svg)$|__schema__|LICENSE/.test(file));
		for (const file of same) expect([file, read(name, file)]).toEqual([file, readFileSync(join(root, file), 'utf8')]);
		expect(same.filter((file) => file.includes('__schema__'))).toHaveLength(
			operations.filter((entry) => entry.node === node).length,
		);
		expect(same.filter((file) => file.endsWith('.svg'))).toHaveLength(2);
	});

	test('is called by its own name in templates, codex and README', () => {
		const templates = filesOf(name).filter((file) => file.startsWith('templates/'));
		expect(templates.length).toBeGreaterThan(0);
		for (const file of [...templates, ...filesOf(name).filter((each) => each.endsWith('.node.json'))]) {
			expect(read(name, file)).toContain(`"${name}.${node}`);
			expect(read(name, file)).not.toMatch(new RegExp(`${whole.name}\\.[a-z]\\w*"`));
		}
		const readme = read(name, 'README.md');
		expect(readme).toContain(`npm install --legacy-peer-deps ${name}\n`);
		for (const heading of ['Installation', 'Credentials', 'Operations', 'Trigger', 'Templates'])
			expect(readme).toMatch(new RegExp(`## ${heading}\\n\\n\\S`));
		expect(readme.match(/^\*\*.+\*\*$/gm)).toHaveLength(2);
		expect([...readme.matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, link]) => link)).toEqual([]);
	});

	test("passes n8n's scanner", () => {
		expect(scan(contentOf(name), "['**/*.js', 'package.json']")).toEqual({ passed: true });
	}, 120_000);
});
