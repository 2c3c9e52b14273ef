import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The template of the error workflow, given messages of the package: whom it sends where. */
const template = join(__dirname, '../../workflows/17-when-a-workflow-fails.json');
const { nodes } = JSON.parse(readFileSync(template, 'utf8')) as {
	nodes: Array<{ name: string; parameters: { jsCode?: string } }>;
};
const code = nodes.find(({ name }) => name === 'What to do')?.parameters.jsCode ?? '';

/** Runs the Code node as n8n does, on what an error workflow is handed. */
function advice(message: string, description: string): { kind: string; toDo: string } {
	const failure = { workflow: { name: 'Any' }, execution: { id: '1', error: { message, description } } };
	const run = new Function('$input', code) as (input: object) => Array<{ json: { kind: string; toDo: string } }>;
	return run({ first: () => ({ json: failure }) })[0].json;
}

const uncertain =
	'It is not certain whether the change was made, so the request was not repeated: check the record in Synchroteam before you retry.';

test.each([
	['twice', 'Synchroteam did not answer in time', uncertain],
	[
		'again',
		'Synchroteam did not answer in time',
		'It is not certain whether the change was made. You can safely send it again.',
	],
	[
		'key',
		'Not authorized',
		'Check the domain and the API key in the credential. (401 Not authorized, GET /api/v3/job/list)',
	],
	[
		'down',
		'Internal Server Error',
		'The service failed on its side. Try again later. (500 Internal Server Error, GET /api/v3/job/list)',
	],
	[
		'down',
		'Synchroteam answered with an empty response',
		'Try again; if it keeps happening, check the Base URL of the credential.',
	],
	['down', 'Synchroteam answered with something that is not valid JSON, or is cut off', 'Try again.'],
	[
		'limit',
		'Rate limit of Synchroteam reached',
		'Try again after 10:00, or raise Max Wait under Options. This request was not carried out.',
	],
	[
		'quota',
		'The daily quota of Synchroteam is used up',
		'Try again after 00:00, when it resets. This request was not carried out.',
	],
	['missing', 'There is no job with Number "401"', 'Check the value. Nothing was changed.'],
	['missing', 'There is no job with Number "500"', 'Check the value. Nothing was changed.'],
	['missing', 'There is no customer with Name "HTML page instead"', 'Check the value. Nothing was changed.'],
	['value', 'Email: "403@x" is not a valid e-mail address', 'Nothing was sent.'],
	['key', 'Request failed with status code 401', ''],
	['other', 'Cannot read properties of undefined', ''],
])('%s: %s (%s)', (kind, message, description) => {
	expect(advice(message, description).kind).toBe(kind);
});
