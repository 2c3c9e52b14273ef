import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';
import { chosenBy, idTypeOf, searchMethod, type Identifier, type RecordType } from '../schema/define';
import { modeLabel, one, startOf } from '../schema/labels';

/** The resource locators of the editor. */

/** Both names of a property. A function, since lint takes any object literal with both for a parameter. */
export const named = (name: string, displayName: string) => ({ displayName, name });

/**
 * The modes of a locator. They have no `validation`: before every execution, n8n checks such a pattern with a time limit of
 * 250 ms, which a busy machine was seen to exceed. `toIdentity` checks the same and says it in a sentence.
 */
function modesOf(
	record: RecordType,
	by: readonly Identifier[],
	called: string,
	namesakes = false,
): INodePropertyMode[] {
	const modes: INodePropertyMode[] = [];
	const chosen = chosenBy(record, by);
	if (chosen) {
		modes.push({
			...named('list', modeLabel('list')),
			type: 'list',
			placeholder: `Select ${one(called)}...`,
			typeOptions: { searchListMethod: searchMethod(record.name, chosen), searchable: true },
		});
	}
	for (const id of by) {
		const integer = idTypeOf(record, id) === 'integer';
		modes.push({
			...named(id, modeLabel(id)),
			type: 'string',
			placeholder: record.examples?.[id] ? `e.g. ${record.examples[id]}` : placeholderOf(id, integer),
			...(namesakes && id === 'name' && { hint: 'Affects every record with this name' }),
		});
	}
	return modes;
}

function placeholderOf(id: Identifier, integer: boolean): string {
	if (integer) return id === 'num' ? 'e.g. 154872' : 'e.g. 35604';
	const examples: Record<Identifier, string> = {
		id: 'e.g. 265_160719144323649',
		myId: 'e.g. C-1001',
		num: 'e.g. INV-2026-001',
		name: 'e.g. Acme Elevators',
		email: 'e.g. office@acme.com',
		reference: 'e.g. REF-1001',
		login: 'e.g. jdoe',
		rate: 'e.g. 20.00',
	};
	return examples[id];
}

/** Adds to a description what an expression, or a model that fills in the parameter, has to return: the ID, and its source. */
function withId(
	description: string | undefined,
	{ label, by: { id }, listed }: RecordType,
	by: readonly Identifier[],
): string | undefined {
	const what = `${id === 'integer' ? 'numeric ' : ''}${label.toLowerCase()} ID`;
	const found = by.includes('id') && listed ? `${startOf(what)}; find it with ${label} > Get Many` : '';
	if (!description || !found) return description ?? (found || undefined);
	return `${description.replace(/\.$/, '')}. ${found}.`;
}

/** The locator for the record to act on, or for one that a field refers to. */
export function locator(
	name: string,
	record: RecordType,
	by: readonly Identifier[],
	texts: Partial<INodeProperties>,
	namesakes = false,
): INodeProperties {
	// Technician is another word for a user; other labels, such as Done By, are not words for a record.
	const called = texts.displayName === 'Technician' ? texts.displayName : record.label;
	const modes = modesOf(record, by, called, namesakes);
	return {
		displayName: record.label,
		name,
		type: 'resourceLocator',
		// Without `__rl` n8n 2 drops the mode when a locator in a collection is switched to an expression.
		default: { __rl: true, mode: modes[0]?.name, value: '' },
		modes,
		...texts,
		description: withId(texts.description, record, by),
	};
}
