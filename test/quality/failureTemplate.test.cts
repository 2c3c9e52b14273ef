import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arena } from '../transport/matrix.cts';
import { troubles, works } from '../transport/troubles.cts';

/** The template of the error workflow, given what the nodes say: whom it sends where. */
const template = join(__dirname, '../../workflows/17-when-a-workflow-fails.json');
const { nodes } = JSON.parse(readFileSync(template, 'utf8')) as {
	nodes: Array<{ name: string; parameters: { jsCode?: string } }>;
};
const code = nodes.find(({ name }) => name === 'What to do')?.parameters.jsCode ?? '';

/** Runs the Code node as n8n does, on what an error workflow is handed. */
function kindOf(message: unknown, description: unknown): string {
	const failure = { workflow: { name: 'Any' }, execution: { id: '1', error: { message, description } } };
	const run = new Function('$input', code) as (input: object) => Array<{ json: { kind: string } }>;
	return run({ first: () => ({ json: failure }) })[0].json.kind;
}

describe('a request that meets a fault', () => {
	let place: Awaited<ReturnType<typeof arena>>;
	beforeAll(async () => {
		place = await arena();
	});
	afterAll(() => place.sandbox.close());

	const kinds: Record<string, string> = {
		...{
			400: 'value',
			401: 'key',
			403: 'access',
			404: 'missing',
			405: 'address',
			406: 'address',
			409: 'state',
			422: 'value',
		},
		...{
			'429 always': 'limit',
			'quota used up': 'quota',
			'HTML with 403': 'access',
			'redirect to another host': 'address',
		},
	};
	const lasting = troubles('http://127.0.0.1:1').filter(({ says, unless }) => says && !unless);
	test.each([
		...lasting.map(({ name }) => ['GET list', name, kinds[name] ?? 'down']),
		['POST', '500 always', 'twice'],
		['PUT', '500 always', 'again'],
	])('%s, %s: %s', async (work, name, kind) => {
		const { items } = await place.meet(
			works.find((one) => one.name === work)!,
			lasting.find((one) => one.name === name)!,
			1,
		);
		const [{ json }] = items[0];
		expect([kindOf(json.error, json.errorDescription), json.error, json.errorDescription]).toEqual([
			kind,
			expect.any(String),
			expect.any(String),
		]);
	});
});

test.each([
	['missing', 'There is no job with Number "401"', 'Check the value. Nothing was changed.'],
	['missing', 'There is no job with Number "500"', 'Check the value. Nothing was changed.'],
	['missing', 'There is no customer with Name "HTML page instead"', 'Check the value. Nothing was changed.'],
	['value', 'Email: "403@x" is not a valid e-mail address', 'Nothing was sent.'],
	['there', 'Another invoice has Reference "JOB-12" (409 Conflict, POST /api/v3/invoice/send)', ''],
	[
		'again',
		'The list kept changing while it was read, or its pages do not match',
		'Nothing is returned, so that no row is missed.',
	],
	['key', 'Request failed with status code 401', ''],
	['other', 'Cannot read properties of undefined', ''],
])('%s: %s (%s)', (kind, message, description) => {
	expect(kindOf(message, description)).toBe(kind);
});
