import type { INodeProperties } from 'n8n-workflow';

/**
 * The panels of all operations as one list of properties. Each panel keeps its own order and shows what it was given;
 * what several show alike stands once, where the order of all allows it.
 */

interface Entry {
	property: INodeProperties;
	/** Tells properties apart that only look alike by name. */
	key: string;
	resources: string[];
	operations: string[];
}

/**
 * Puts a sequence into a list without changing the order of either.
 * @param joins takes over what an entry of the list stands for as well, where that is possible
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

/** Properties that several operations of one resource show. */
function joinOperations(known: Entry, { operations }: Entry): boolean {
	known.operations.push(...operations.filter((each) => !known.operations.includes(each)));
	return true;
}

/** Properties that several resources show, for operations of the same names: only then do both conditions hold for each. */
function joinResources(known: Entry, { resources, operations }: Entry): boolean {
	if (!sameList(known.operations, operations)) return false;
	known.resources.push(...resources);
	return true;
}

/**
 * @param panels by resource, then by operation, in the order in which they shall be shown
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
