import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The walks of CONTRIBUTING.md, "Adding an endpoint", "a field" and "an event": `GET /vehicle/list` and `GET /vehicle/details`,
 * which do not exist, a field `website` of customers and an event `jobStarted` are added to a copy of this repository. What is
 * missing is named; with the files of the three tables touched all is well.
 */

const root = resolve(__dirname, '../..');
const given = (name: string) => readFileSync(join(__dirname, 'newEndpoint', name), 'utf8');
const parts = ['contract', 'credentials', 'docs', 'icons', 'nodes', 'sandbox', 'scripts', 'test'];
const files = ['README.md', 'gulpfile.js', 'index.js', 'jest.config.js', 'package.json', 'redocly.yaml'];
const MINUTES = 60_000;

let copy: string;
beforeAll(() => {
	copy = mkdtempSync(join(tmpdir(), 'new-endpoint-'));
	for (const each of [...parts, ...files, 'tsconfig.json', 'dist'])
		cpSync(join(root, each), join(copy, each), { recursive: true });
	// On Windows anybody may make a junction.
	symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Runs a program of the copy. @returns whether it went well, and what it printed */
const run = (...words: string[]) =>
	new Promise<{ passed: boolean; output: string }>((done) => {
		execFile(process.execPath, words, { cwd: copy, maxBuffer: 1e8 }, (error, stdout, stderr) =>
			done({ passed: !error, output: stdout + stderr }),
		);
	});
const suites = (...words: string[]) => run('node_modules/jest/bin/jest.js', '--runInBand', ...words);
const write = (path: string, text: string) => writeFileSync(join(copy, path), text);
/** Adds a line to a file, in front of one that is there. */
function addLine(path: string, line: string, before: string) {
	const text = readFileSync(join(copy, path), 'utf8');
	if (!text.includes(before)) throw new Error(`${path} has no ${before}`);
	write(path, text.replace(before, `${line}\n${before}`));
}

test(
	'every step that is missing for a new endpoint, field or event is named, and the files of CONTRIBUTING.md are all it takes',
	async () => {
		const document = 'contract/synchroteam.openapi.yaml';
		write('contract/synchroteam/vehicle.yaml', given('vehicle.yaml'));
		addLine(document, '  - { name: vehicle, description: Vehicles. }', 'components:');
		for (const each of ['details', 'list'])
			addLine(
				document,
				`  /api/v3/vehicle/${each}: { $ref: 'synchroteam/vehicle.yaml#/paths/${each}' }`,
				'  /api/v3/user/list',
			);
		const customers = 'contract/synchroteam/customer.yaml';
		addLine(
			customers,
			'      website: { type: string, description: Address of the web site. }',
			'      active: { type: boolean',
		);
		addLine(customers, "      website: { type: [string, 'null'] }", '      publicLink: {');
		const first = await suites('test/contract/operations', 'test/sandbox/operations');
		expect(first.passed).toBe(false);
		expect(first.output).toContain('npm run docs writes it again');
		expect(first.output).toContain('Nothing answers vehicle_list: give vehicle a line in sandbox/resources/index.cts');

		expect(first.output).toContain('customer.website');

		await run('--require', 'tsx/cjs', 'scripts/docs.cts');
		const second = await suites('test/contract/description', '-t', 'synchroteam (vehicle|customer create can send)');
		expect(second.passed).toBe(false);
		expect(second.output).toContain('The Synchroteam node has no vehicle getAll: write nodes/Synchroteam/resources/');
		expect(second.output).toContain('body.website');

		write('nodes/Synchroteam/resources/vehicle.ts', given('vehicle.ts.txt'));
		const index = 'nodes/Synchroteam/resources/index.ts';
		addLine(index, "import { vehicle } from './vehicle';", "import { user } from './user';");
		addLine(index, '\tvehicle,', '\tuser,');
		addLine(
			'nodes/Synchroteam/resources/customer.ts',
			"\t\twebsite: text('Website', 'Address of the web site'),",
			'\t\ttags: tags(),',
		);
		addLine('sandbox/resources/places.cts', "\t\t...plains('website'),", "\t\tpublicLink: publicLink('Customer'),");
		const sandbox = 'sandbox/resources/index.cts';
		addLine(sandbox, "import { plains } from '../fields.cts';", 'import { customers, equipment, sites }');
		addLine(
			sandbox,
			"\tvehicle: { fields: plains('name', 'plate'), seed: [{ name: 'Van 1', plate: 'AB-123-CD' }] },",
			'\tuser: users,',
		);
		addLine(
			'nodes/Synchroteam/events.ts',
			"\tjobStarted: ofJobs('Job Started', 'When a technician starts a job', ['started']),",
			'\tjobCancelled: ofJobs(',
		);
		expect(await run('node_modules/typescript/bin/tsc')).toEqual({ passed: true, output: '' });
		await run('node_modules/gulp/bin/gulp.js');
		await run('--require', 'tsx/cjs', 'scripts/docs.cts');
		const added = 'synchroteam vehicle|synchroteam customer (create|get)$|what `npm run docs` writes';
		const ofIt = await suites('test/contract/description', 'test/quality/operations', 'test/quality/docs', '-t', added);
		expect(ofIt.passed ? '' : ofIt.output).toBe('');
		expect(ofIt.output).toContain('3 passed, 3 total');
		const unplayed = await suites('test/trigger/trigger', '-t', 'jobStarted');
		expect(unplayed.passed).toBe(false);
		expect(unplayed.output).toContain('jobStarted');
		const subjects = 'test/trigger/subjects.cts';
		addLine(subjects, "\tjobStarted: happens(jobs, status('started'), { leave: back }),", '\tjobCancelled: happens(');
		const all = ['contract/operations', 'quality/structure', 'sandbox/operations'];
		const last = await suites('test/trigger/trigger', ...all.map((each) => `test/${each}`));
		expect(last.passed ? '' : last.output).toBe('');
	},
	10 * MINUTES,
);
