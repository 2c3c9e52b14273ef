import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** An outside tool makes a client's types of both documents, and the compiler takes a client that uses them. */

const root = resolve(__dirname, '../..');
/** Away from redocly.yaml, which names the documents for another tool. */
const run = (cwd: string, script: string, ...args: string[]) =>
	execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd, encoding: 'utf8' });

/** What somebody else would write. The last line is wrong, so that it shows that types are there at all. */
const client = `
import type { operations, paths } from './synchroteam';
import type { operations as Portal } from './outsmart-portal';

type Answer<Operation extends { responses: { 200: { content: { 'application/json': unknown } } } }> =
	Operation['responses'][200]['content']['application/json'];

export const statusOf = (job: Answer<operations['job_details']>) => job.status;
export const rowsOf = (page: Answer<operations['customer_list']>) => page.data.map(({ id }) => id);
export const results = (answer: Answer<Portal['workOrder_create']>) => answer.data;
type Customer = paths['/api/v3/customer/send']['post']['requestBody']['content']['application/json'];
export const acme: Customer = { name: 'Acme', myId: 'A-1' };
export const wrong: Customer = { name: 12 };
`;

test('a client that is generated from the documents compiles, and takes no wrong type', () => {
	const folder = mkdtempSync(join(tmpdir(), 'client-'));
	try {
		for (const name of ['synchroteam', 'outsmart-portal'])
			run(
				folder,
				'openapi-typescript/bin/cli.js',
				join(root, `contract/${name}.openapi.yaml`),
				'-o',
				join(folder, `${name}.d.ts`),
			);
		writeFileSync(join(folder, 'client.ts'), client);
		let said = '';
		try {
			run(folder, 'typescript/bin/tsc', '--noEmit', '--strict', '--skipLibCheck', join(folder, 'client.ts'));
		} catch (thrown) {
			said = (thrown as { stdout: string }).stdout;
		}
		expect(said.trim().split('\n')).toEqual([expect.stringMatching(/client\.ts\(13,\d+\): error TS2322: .*'string'/)]);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}, 120_000);
