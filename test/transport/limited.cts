import { send } from '../../nodes/shared/http/transport';
import { direct } from './direct.cts';

/** Items that share an account with limits. */

export const LIST = { verb: 'GET' as const, path: '/customer/list', query: { page: 1, pageSize: 1 } };
export const MINUTE = 60_000;

type Direct = Awaited<ReturnType<typeof direct>>;
let open: Direct[] = [];
export const begin = async (...args: Parameters<typeof direct>) => {
	const made = await direct(...args);
	open.push(made);
	return made;
};
afterEach(async () => {
	await Promise.all(open.map(({ sandbox }) => sandbox.close()));
	open = [];
});

/** Items that each send one request, a few at a time as the node does it. */
export async function items(
	{ session, time }: Direct,
	count: number,
	atOnce = 8,
): Promise<PromiseSettledResult<unknown>[]> {
	let next = 0;
	const results: PromiseSettledResult<unknown>[] = [];
	const worker = async () => {
		while (next < count) {
			next++;
			results.push((await Promise.allSettled([send(await session({ concurrency: atOnce }), LIST)]))[0]);
		}
	};
	await time.until(Promise.all(Array.from({ length: atOnce }, worker)));
	return results;
}
export const failedOf = (results: PromiseSettledResult<unknown>[]) =>
	results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
