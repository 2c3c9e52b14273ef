import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { loadContract } from '../../contract/load.cts';
import manifest from '../../package.json';
import { schemaTexts } from '../../scripts/schemas.cts';
import { operations } from '../contract/documented.cts';
import { previewPath } from '../engine/preview.cts';
import { scan } from './scanner.cts';

/** What is published: its content, its package.json, and what n8n's own scanner says about it. */

const root = resolve(__dirname, '../..');
let folder: string;
let pack: { files: Array<{ path: string; size: number }>; size: number };
/** The tarball as a user gets it. */
let unpacked: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'pack-'));
	unpacked = join(folder, 'unpacked');
	mkdirSync(unpacked);
	// What is built is tested; building is not part of it.
	const npm = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		shell: process.platform === 'win32',
	});
	const [told] = JSON.parse(npm) as Array<typeof pack & { filename: string }>;
	pack = told;
	execFileSync('tar', ['-xzf', join(folder, told.filename), '-C', unpacked, '--strip-components=1']);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isPreview = (path: string) => path.includes('/__schema__/');
const shipped = () => pack.files.map(({ path }) => path);
const contentOf = (path: string) => readFileSync(join(unpacked, path), 'utf8');

describe('the tarball', () => {
	test('holds what runs, and what a person reads first', () => {
		expect(
			shipped()
				.filter((path) => !/^dist\//.test(path))
				.sort(),
		).toEqual(['LICENSE.md', 'README.fr.md', 'README.md', 'README.nl.md', 'index.js', 'package.json']);
		expect(
			shipped().filter((path) => /^dist\//.test(path) && !/\.(js|svg|node\.json)$/.test(path) && !isPreview(path)),
		).toEqual([]);
	});

	test('is light', () => {
		expect(pack.size).toBeLessThanOrEqual(150 * 1024);
	});

	test('holds nothing whose source is gone', () => {
		const sourceOf = (path: string) => path.replace(/^dist\//, '').replace(/\.js$/, '.ts');
		expect(
			shipped().filter(
				(path) => path.startsWith('dist/') && !isPreview(path) && !existsSync(join(root, sourceOf(path))),
			),
		).toEqual([]);
	});

	test('holds a preview of what each operation gives, where n8n looks for it, and no other', () => {
		expect(shipped().filter(isPreview).sort()).toEqual(
			operations
				.map(({ node, resource, operation }) => relative(root, previewPath(node, resource, operation)))
				.map((path) => path.replaceAll('\\', '/'))
				.sort(),
		);
		for (const path of shipped().filter(isPreview)) {
			const schema = JSON.parse(contentOf(path)) as { type: string; properties: object; version: number };
			expect(schema).toEqual({ type: 'object', properties: expect.any(Object) as object, version: 1 });
			expect(Object.keys(schema.properties)).not.toEqual([]);
		}
	});

	test('holds the same previews when it is built again', async () => {
		const again = schemaTexts(await loadContract());
		expect([...again].filter(([path, text]) => contentOf(`dist/nodes/${path}`) !== text)).toEqual([]);
	});

	test('holds everything that package.json promises', () => {
		const { nodes, credentials } = manifest.n8n;
		expect(shipped()).toEqual(expect.arrayContaining([...nodes, ...credentials, manifest.main]));
		for (const node of nodes) expect(shipped()).toContain(node.replace('.node.js', '.node.json'));
	});

	test('holds every icon that a node or credential names', () => {
		const { nodes, credentials } = manifest.n8n;
		for (const file of [...nodes, ...credentials]) {
			const icons = [...contentOf(file).matchAll(/'file:([^']+)'/g)].map(([, icon]) =>
				join(file, '..', icon).replaceAll('\\', '/'),
			);
			expect(icons).toHaveLength(2);
			expect(shipped()).toEqual(expect.arrayContaining(icons));
		}
	});

	test('needs nothing but n8n: no other package, no module of Node.js but hashing, nothing of the machine', () => {
		const imported = shipped()
			.filter((path) => path.endsWith('.js'))
			.flatMap((path) =>
				[...contentOf(path).matchAll(/\b(?:require|import)\(\s*["']([^"']+)["']\s*\)/g)].map(([, name]) => name),
			);
		expect(
			[...new Set(imported)].filter((name) => !name.startsWith('.') && !['n8n-workflow', 'crypto'].includes(name)),
		).toEqual([]);
		const machine =
			/\b(process|globalThis|__dirname|__filename|setTimeout|setInterval|setImmediate|eval|console)\b\s*[.(]/;
		const code = shipped().filter((path) => path.endsWith('.js'));
		expect(code.filter((path) => machine.test(contentOf(path).replace(/'[^'\n]*'|`[^`]*`/g, "''")))).toEqual([]);
	});

	test('names no place of the machine it was built on', () => {
		expect(shipped().filter((path) => /\/(work|home|root|Users)\/|[A-Z]:\\\\/.test(contentOf(path)))).toEqual([]);
	});

	test('carries the licence that it states, and nobody else’s work', () => {
		expect(manifest.license).toBe('MIT');
		expect(contentOf('LICENSE.md')).toMatch(
			/MIT License[\s\S]+Permission is hereby granted, free of charge[\s\S]+WITHOUT WARRANTY OF ANY KIND/,
		);
		expect(shipped().filter((path) => path.includes('node_modules'))).toEqual([]);
		// A notice in a file would be of somebody whose licence has to be kept.
		expect(
			shipped().filter(
				(path) =>
					path !== 'LICENSE.md' &&
					/copyright|©|@license|SPDX|all rights reserved|GPL|Apache License/i.test(contentOf(path)),
			),
		).toEqual([]);
	});
});

describe('package.json', () => {
	const fields = manifest as Record<string, unknown>;

	test('says what n8n wants to know', () => {
		expect(manifest.name).toMatch(/^n8n-nodes-/);
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.description).toMatch(/Synchroteam.+OutSmart/);
		expect(manifest.homepage).toMatch(/^https:\/\//);
		expect(manifest.repository.url).toMatch(/^git\+https:\/\/github\.com\//);
		expect(manifest.author).toEqual({
			name: expect.stringMatching(/\S/) as string,
			email: expect.stringMatching(/^\S+@\S+\.\S+$/) as string,
		});
		expect(manifest.files).toEqual(['dist']);
		expect(manifest.publishConfig).toMatchObject({ access: 'public' });
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
		for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) expect(path).toMatch(/^dist\//);
	});

	test('brings nothing along and runs nothing on the user’s machine', () => {
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		for (const field of [
			'dependencies',
			'optionalDependencies',
			'bundledDependencies',
			'bundleDependencies',
			'overrides',
			'resolutions',
			'pnpm',
		])
			expect(fields[field]).toBeUndefined();
		expect(
			Object.keys(manifest.scripts).filter((name) =>
				/^(pre|post)?(prepare|install|publish)$|^preprepare$|^postprepare$/.test(name),
			),
		).toEqual([]);
	});

	test('pins what it is built and tested with', () => {
		expect(
			Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
		).toEqual([]);
	});

	test('has the version that the changelog tells of', () => {
		expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(`[${manifest.version}]`);
	});
});

describe('the scanner of n8n', () => {
	test('passes the source', () => {
		expect(scan(root, 'SOURCE_FILE_PATTERNS')).toEqual({ passed: true });
	}, 120_000);

	test('passes the tarball', () => {
		expect(scan(unpacked, "['**/*.js', 'package.json']")).toEqual({ passed: true });
	}, 120_000);

	test('does not pass what it should not', () => {
		const bad = join(folder, 'bad');
		execFileSync(process.execPath, [
			'-e',
			`const fs = require('fs'); fs.mkdirSync(${JSON.stringify(bad)}); ` +
				`fs.writeFileSync(${JSON.stringify(join(bad, 'index.js'))}, 'const fs = require("fs"); console.log(process.env, fs);')`,
		]);
		expect(scan(bad, "['**/*.js']").passed).toBe(false);
	}, 120_000);
});
