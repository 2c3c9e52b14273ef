import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { exchange } from '../../nodes/shared/http/exchange';
import type { Batch, Session } from '../../nodes/shared/http/session';

/** What is over is let go: n8n runs for months. */

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Sends a request as a session does; gives the response only weakly, and so what may still hold it. */
async function responseOf(cancel?: AbortSignal, batch?: Batch): Promise<WeakRef<object>> {
	const rows = Array.from({ length: 1000 }, (_, id) => ({ id }));
	const weak = new WeakRef(rows);
	const helpers = {
		httpRequestWithAuthentication: async (_: string, { abortSignal }: { abortSignal: AbortSignal }) => {
			// As the client of n8n does.
			abortSignal.addEventListener('abort', () => rows);
			return { statusCode: 200, headers: {}, body: rows };
		},
	};
	const session = { service: {}, caller: { helpers }, base: '', http: {}, cancel, batch } as unknown as Session;
	const outcome = await exchange(session, { verb: 'GET', path: '/x', query: {} });
	expect(outcome.kind).toBe('response');
	return weak;
}

test.each([
	['by itself', undefined, undefined],
	['in an execution that goes on', new AbortController().signal, undefined],
	['beside others of its execution', new AbortController().signal, { failed: false, requests: 0 }],
])('a response is not kept until the deadline of its request has passed: %s', async (_, cancel, batch) => {
	const responses = await Promise.all(Array.from({ length: 20 }, async () => await responseOf(cancel, batch)));
	// What a promise has just given may be held by the stack for a moment.
	for (let turn = 0; turn < 3; turn++) {
		await new Promise((resolve) => setImmediate(resolve));
		collect();
	}
	expect(responses.filter((weak) => weak.deref() !== undefined)).toHaveLength(0);
});
