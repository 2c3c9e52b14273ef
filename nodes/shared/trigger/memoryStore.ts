import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { clock } from '../http/clock';
import { isBlank } from '../request/scalars';
import { valueAt } from '../schema/path';

/**
 * Where n8n keeps what a trigger remembers: in the node's own static data, whole, since newer n8n commits exactly that with
 * an execution. n8n files it by the name of the node, so that a copy under its id, in the data of the workflow, lets a
 * renamed node go on.
 */

const KEY = 'synchroteamOutSmart';
/** A copy is dropped when no node has written it for this time. */
const KEPT = 90 * 24 * 60 * 60_000;

interface Copy<T> {
	state: T;
	keptAt: number;
}

export interface MemoryStore<T> {
	/** What was remembered last, of whatever version and set-up: under the name of the node, then under its id. */
	found: Array<Partial<T>>;
	/** To be called at the very end of a poll. */
	keep(state: T): void;
}

export function memoryStoreOf<T extends object>(context: IPollFunctions): MemoryStore<T> {
	const { id } = context.getNode();
	const own = context.getWorkflowStaticData('node');
	const workflow = context.getWorkflowStaticData('global');
	const copies = (workflow[KEY] ?? {}) as unknown as Record<string, Copy<T> | undefined>;
	const found = [own.state as Partial<T> | undefined, copies[id]?.state as Partial<T> | undefined];
	return {
		found: found.filter((each) => each !== undefined && each !== null),
		keep(state) {
			const now = clock.now();
			const used = Object.entries(copies).filter(([, copy]) => copy && now - copy.keptAt < KEPT);
			own.state = state as IDataObject;
			workflow[KEY] = { ...Object.fromEntries(used), [id]: { state, keptAt: now } } as unknown as IDataObject;
		},
	};
}

/** What the editor keeps of a choice to show it: label and address. */
const SHOWN_ONLY = /^cachedResult/;

/** What the user wrote into a parameter, expressions as they stand. */
export const writtenOf = (context: IPollFunctions, path: string): unknown =>
	cleaned(valueAt(context.getNode().parameters, path));

/** The same for the same parameters, in whatever order and with whatever is blank. */
function cleaned(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(cleaned);
	if (typeof value !== 'object' || value === null) return isBlank(value) ? null : value;
	const entries = Object.entries(value).filter(([key, each]) => !SHOWN_ONLY.test(key) && !isBlank(each));
	return Object.fromEntries(
		entries.map(([key, each]) => [key, cleaned(each)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
	);
}
