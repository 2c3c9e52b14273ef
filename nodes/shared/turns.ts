import type { IExecuteSingleFunctions, INode, ITaskDataConnections } from 'n8n-workflow';
import { withdrawBatch } from './http/gate';
import type { Batch } from './http/service';

/**
 * What a context of the engine holds itself, in both lines of n8n. `getExecuteData` would not do: when the node is the tool
 * of an agent, that speaks of the agent and its items.
 */
interface Inside {
	node?: INode;
	inputData?: ITaskDataConnections;
}

/** The node as the engine holds it; a context that keeps it to itself gives a copy. */
export const nodeOf = (context: IExecuteSingleFunctions): INode => (context as Inside).node ?? context.getNode();

/**
 * The items of one execution of a node. The engine starts them all at once; here they take turns, and the first failure
 * keeps those behind it from being sent.
 */
export class Turns implements Batch {
	failed = false;
	private free: number;
	private readonly waiting: Array<() => void> = [];
	private started = 0;
	private last = -1;
	private readonly expected: number;
	/** The engine pauses between items (its Batching option), so that some run before others are started. */
	private readonly paused: boolean;
	private readonly tolerant: boolean;
	private allStarted: () => void = () => undefined;
	private readonly complete = new Promise<void>((resolve) => {
		this.allStarted = resolve;
	});

	constructor(
		context: IExecuteSingleFunctions,
		readonly size: number,
	) {
		this.free = size;
		const { main, ai_tool: tool } = (context as Inside).inputData ?? {};
		this.expected = (main ?? tool)?.[0]?.length ?? 0;
		this.paused = 'batching' in ((nodeOf(context).parameters.requestOptions ?? {}) as object);
		this.tolerant = context.continueOnFail();
	}

	/** True for an item that belongs to these; a node that is tried again starts over with its first item. */
	includes(itemIndex: number): boolean {
		return itemIndex > this.last;
	}

	/**
	 * Waits for the item's turn.
	 * @returns false when the item is not to be sent any more
	 */
	async take(itemIndex: number): Promise<boolean> {
		this.last = itemIndex;
		this.started++;
		if (this.started === this.expected) this.allStarted();
		if (!this.paused && !this.tolerant) {
			// The engine starts all items in one go. Where some are missing after it, it has come upon one that it could not
			// prepare and has failed already: nobody would learn what became of the others, so nothing is sent.
			await null;
			if (this.started < this.expected) this.failed = true;
		}
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		return !this.failed;
	}

	give() {
		const next = this.waiting.shift();
		if (next) next();
		else this.free++;
	}

	/** Keeps whatever is not sent yet from being sent. Resolves when the engine is ready to hear of the failure. */
	async fail(): Promise<void> {
		this.failed = true;
		withdrawBatch(this);
		if (this.paused && this.started < this.expected) await this.complete;
	}
}

const turns = new WeakMap<object, Turns>();

/** The turns that the item takes part in. @param size how many items at once, asked once per execution */
export function turnsOf(context: IExecuteSingleFunctions, size: () => number): Turns {
	const execution = (context as Inside).inputData ?? context.getExecuteData();
	const known = turns.get(execution);
	if (known?.includes(context.getItemIndex())) return known;
	const made = new Turns(context, size());
	turns.set(execution, made);
	return made;
}
