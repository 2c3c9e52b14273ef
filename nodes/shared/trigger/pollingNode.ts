import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { clock } from '../http/clock';
import { toNodeError } from '../schema/errors';
import { isBlank } from '../request/scalars';
import { valueAt } from '../schema/record';

/** What both triggers need from n8n: one poll of a node at a time, a time budget, and storage between polls. */

type Items = INodeExecutionData[][] | null;

/** Time budget of a poll if n8n sets none, in milliseconds. */
const BUDGET = 5 * 60_000;
/** Share of the budget that a poll may spend before it leaves the rest to the next poll. */
const SPENDABLE = 0.6;
/** The longest that a poll waits for the rate limit, in milliseconds; the next poll asks again anyway. */
const MAX_WAIT = 60_000;

/** Nodes whose poll is under way: n8n does not wait for one to end before it starts the next. */
const underWay = new Set<string>();

/**
 * Runs a poll, or a test in the editor. While one poll of a node is under way, further polls of it do nothing.
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

/** How long a poll may wait for the rate limit, and whether its time is nearly over; n8n 2.39 and later set the budget. */
export function budgetOf(context: IPollFunctions): { maxWaitMs: number; outOfTime: () => boolean } {
	const budget = 'getPollBudgetMs' in context ? (context.getPollBudgetMs as () => number)() : BUDGET;
	const until = clock.now() + budget * SPENDABLE;
	return { maxWaitMs: Math.min(MAX_WAIT, budget * SPENDABLE), outOfTime: () => clock.now() > until };
}

/** Runs it, and turns what it throws into an error of n8n that says what the user can do. */
async function shown(context: IPollFunctions, run: () => Promise<Items>): Promise<Items> {
	try {
		return await run();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

// Where n8n stores what a trigger remembers: all of it is in the static data of the node, since newer versions of n8n save
// exactly that together with an execution. n8n finds these data by the node's name; a second copy in the static data of the
// workflow, found by the node's id, lets a renamed node continue.

const KEY = 'synchroteamOutSmart';
/** After this time without a write, a copy is dropped. */
const KEPT = 90 * 24 * 60 * 60_000;
/** How long n8n may take to save what a poll remembered. */
const SAVING = 30_000;

/** The revision that this process wrote last, by node; any other revision that n8n gives back is an older copy. */
const written = new Map<string, { revision: number; at: number }>();

/** Counts how often the state was written. */
interface Revised {
	revision?: number;
}

interface Copy<T> {
	state: T;
	keptAt: number;
}

export interface MemoryStore<T> {
	/** What was stored last, of any version and set-up: first under the node's name, then under its id. */
	found: Array<Partial<T>>;
	/** False if it may be older than the last poll, i.e. n8n was restarted. */
	isLatest: boolean;
	/** To be called at the very end of a poll. */
	keep(state: T): void;
}

/** Identifies the polling node, by its name, since ids may occur twice in a workflow. */
export const nodeKey = (context: IPollFunctions): string =>
	`${String(context.getWorkflow().id)} ${context.getNode().name}`;

/**
 * Whether n8n has yet to save what the last poll stored. After a pause, its durable scheduler runs the missed polls of a node
 * at the same time, each with what was saved when it began; the later one would deliver everything again.
 */
export function isBeingSaved(context: IPollFunctions): boolean {
	const last = written.get(nodeKey(context));
	if (!('getPollBudgetMs' in context) || !last || clock.now() - last.at >= SAVING) return false;
	const { state } = context.getWorkflowStaticData('node') as { state?: Revised };
	return state?.revision !== undefined && state.revision < last.revision;
}

export function memoryStoreOf<T extends object>(context: IPollFunctions): MemoryStore<T> {
	const { id } = context.getNode();
	const key = nodeKey(context);
	const own = context.getWorkflowStaticData('node');
	const workflow = context.getWorkflowStaticData('global');
	const copies = (workflow[KEY] ?? {}) as unknown as Record<string, Copy<T> | undefined>;
	const both = [own.state as Partial<T & Revised> | undefined, copies[id]?.state as Partial<T & Revised> | undefined];
	const found = both.filter((each) => each !== undefined && each !== null);
	const revision = Math.max(0, ...found.map((each) => each.revision ?? 0));
	return {
		found,
		isLatest: written.get(key)?.revision === revision,
		keep(kept) {
			const now = clock.now();
			const state = { ...kept, revision: revision + 1 };
			written.set(key, { revision: state.revision, at: now });
			const used = Object.entries(copies).filter(([, copy]) => copy && now - copy.keptAt < KEPT);
			own.state = state as IDataObject;
			workflow[KEY] = { ...Object.fromEntries(used), [id]: { state, keptAt: now } } as unknown as IDataObject;
		},
	};
}

/** Keys that the editor stores with a choice in addition to its value. */
const SHOWN_ONLY = /^cachedResult/;

/** What the user entered in a parameter, with expressions unresolved. */
export const writtenOf = (context: IPollFunctions, path: string): unknown =>
	cleaned(valueAt(context.getNode().parameters, path));

/** Sorts keys and drops blank entries, so that equal parameters give equal values. */
function cleaned(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(cleaned);
	if (typeof value !== 'object' || value === null) return isBlank(value) ? null : value;
	const entries = Object.entries(value).filter(([key, each]) => !SHOWN_ONLY.test(key) && !isBlank(each));
	return Object.fromEntries(
		entries.map(([key, each]) => [key, cleaned(each)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
	);
}
