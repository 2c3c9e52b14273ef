import type { INodeProperties } from 'n8n-workflow';

/**
 * Joins the panels of all operations into one list of properties. Each panel keeps its properties and their order; a property
 * that several panels share is listed once, if the order of all of them permits it.
 */

interface Entry {
	property: INodeProperties;
	/** Distinguishes properties that only have the same name. */
	key: string;
	resources: string[];
	operations: string[];
}

/**
 * Merges a sequence into a list without changing the order of either.
 * @param joins adds an entry to one of the list with the same key, and returns whether that was possible
 */
function merge(list: Entry[], sequence: Entry[], joins: (known: Entry, more: Entry) => boolean): void {
	let at = 0;
	for (const entry of sequence) {
		const known = list.findIndex((each, index) => index >= at && each.key === entry.key && joins(each, entry));
		if (known < 0) list.splice(at++, 0, entry);
		else at = known + 1;
	}
}

const sameList = (one: string[], other: string[]) =>
	one.length === other.length && one.every((each) => other.includes(each));

/** Joins properties of several operations of one resource. */
function joinOperations(known: Entry, { operations }: Entry): boolean {
	known.operations.push(...operations.filter((each) => !known.operations.includes(each)));
	return true;
}

/** Joins properties of several resources if they have the same operations: otherwise the conditions would show too much. */
function joinResources(known: Entry, { resources, operations }: Entry): boolean {
	if (!sameList(known.operations, operations)) return false;
	known.resources.push(...resources);
	return true;
}

/**
 * @param panels by resource, then by operation, in the order in which they are to be shown
 * @returns properties with the conditions under which each is shown
 */
export function joinPanels(panels: Record<string, Record<string, INodeProperties[]>>): INodeProperties[] {
	const all: Entry[] = [];
	for (const [resource, operations] of Object.entries(panels)) {
		const own: Entry[] = [];
		for (const [operation, properties] of Object.entries(operations)) {
			const sequence = properties.map((property) => ({
				property,
				key: JSON.stringify(property),
				resources: [resource],
				operations: [operation],
			}));
			merge(own, sequence, joinOperations);
		}
		merge(all, own, joinResources);
	}
	return all.map(({ property, resources, operations }) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { resource: resources, operation: operations, ...property.displayOptions?.show },
		},
	}));
}
