import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { clock } from '../http/clock';
import { toNodeError } from '../schema/errors';
import { isBeingSaved, nodeKey } from './memoryStore';

/** When and how long a node polls: one poll of it at a time, within the time that n8n gives it. */

type Items = INodeExecutionData[][] | null;

/** Where no budget is given, a poll stops for the next one after this time, in milliseconds. */
const BUDGET = 5 * 60_000;
/** How much of the budget may be spent before what is left waits for the next poll. */
const SPENDABLE = 0.6;
/** Longest that a poll waits for the rate limit; the next poll asks again anyway. */
const MAX_WAIT = 60_000;

/** Nodes whose poll is under way: n8n does not wait for one to end before it starts the next. */
const underWay = new Set<string>();

/**
 * Runs a poll, or a test in the editor; of several polls of a node only one at a time, the others do nothing.
 * @throws NodeApiError or NodeOperationError with what the user can do
 */
export async function polled(
	context: IPollFunctions,
	{ run, test }: { run: () => Promise<Items>; test: () => Promise<Items> },
): Promise<Items> {
	if (context.getMode() === 'manual') return await shown(context, test);
	const key = nodeKey(context);
	if (underWay.has(key) || isBeingSaved(context)) return null;
	underWay.add(key);
	return await shown(context, run).finally(() => underWay.delete(key));
}

/** How long a poll may wait for limits, and whether its time is nearly over; n8n 2.39 and later set the time. */
export function budgetOf(context: IPollFunctions): { maxWaitMs: number; outOfTime: () => boolean } {
	const budget = 'getPollBudgetMs' in context ? (context.getPollBudgetMs as () => number)() : BUDGET;
	const until = clock.now() + budget * SPENDABLE;
	return { maxWaitMs: Math.min(MAX_WAIT, budget * SPENDABLE), outOfTime: () => clock.now() > until };
}

/** Runs it; what the user has to put right gets its sentence. */
async function shown(context: IPollFunctions, run: () => Promise<Items>): Promise<Items> {
	try {
		return await run();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
