import type { IDataObject, IPollFunctions } from 'n8n-workflow';

/**
 * Where n8n keeps what a trigger remembers. n8n files the data of a node under its name, so that renaming the node would
 * lose it; the data of the whole workflow has room for it under the id of the node, which stays. From 2.39 on n8n may
 * file the data of a polling node by its id and save that alone: there it is kept in both places, and the later one counts.
 */

const KEY = 'synchroteamOutSmart';

export interface Storage<T> {
	/** What was remembered last, of whatever version; undefined for nothing. */
	known: Partial<T> | undefined;
	keep(state: T): void;
}

export function storageOf<T extends { revision: number }>(context: IPollFunctions): Storage<T> {
	const { id } = context.getNode();
	const workflow = context.getWorkflowStaticData('global');
	const node = context.getWorkflowStaticData('node');
	const byId = (workflow[KEY] as IDataObject | undefined)?.[id] as Partial<T> | undefined;
	const named = node.state as (Partial<T> & { node?: string }) | undefined;
	// A node that took over the name of another one does not take over what that one remembers.
	const byName = named?.node === undefined || named.node === id ? named : undefined;
	const isNewer = (byId?.revision ?? -1) >= (byName?.revision ?? -1);
	return {
		known: byId && (!byName || isNewer) ? byId : byName,
		keep(state) {
			const data = state as unknown as IDataObject;
			workflow[KEY] = { ...(workflow[KEY] as IDataObject | undefined), [id]: data };
			if ('getPollBudgetMs' in context) node.state = { ...data, node: id };
			else delete node.state;
		},
	};
}
