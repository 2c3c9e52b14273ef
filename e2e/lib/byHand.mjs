/** Workflows run in a running n8n as the editor's button does it: by hand, from their first trigger. */
import { until } from './report.mjs';

const longestRunMs = 240_000;

/**
 * Runs a workflow by hand and waits until it is over (or, with a page of a form, until it waits for its visitor).
 * @param {1 | 2} line of n8n
 * @param {(method: string, path: string, body?: object) => Promise<any>} rest from `login`
 * @param {string} workflowId
 * @param {string} [start] name of the trigger to begin with
 * @returns {Promise<Result>}
 */
export async function runByHand(line, rest, workflowId, start = 'Start by hand') {
	// n8n 1 is told the workflow as the editor shows it, n8n 2 takes the saved one.
	const shown = line === 1 && { workflowData: await rest('GET', `/rest/workflows/${workflowId}`) };
	const { executionId } = await rest('POST', `/rest/workflows/${workflowId}/run`, {
		...shown,
		triggerToStartFrom: { name: start },
	});
	return resultOf(rest, executionId);
}

/**
 * @typedef {object} Result
 * @property {string} status
 * @property {{message: string, description?: string}} [error]
 * @property {(node: string, output?: number) => object[]} items the JSON of the items that a node gave, all its runs together
 * @property {object} runData
 */

/** What became of an execution, once it is over. @returns {Promise<Result>} */
export async function resultOf(rest, executionId) {
	const { status, data } = await until(`execution ${executionId} to end`, longestRunMs, async () => {
		const execution = await rest('GET', `/rest/executions/${executionId}`);
		return !['new', 'running'].includes(execution.status) && execution.data && execution;
	});
	// Not above: `npm start` loads this file before anything is installed.
	const { parse } = await import('flatted');
	const { runData = {}, error } = parse(data).resultData;
	const items = (node, connector = 0) =>
		(runData[node] ?? []).flatMap((once) => (once.data?.main?.[connector] ?? []).map((item) => item.json));
	return { status, error, items, runData };
}
