import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { findChoice, isBlank } from '../request/scalars';
import { simplified } from '../response/toItems';
import { InputError, shown } from '../schema/errors';
import { valueAt } from '../schema/path';
import type { Delivery } from './deliver';
import type { ChosenEvent } from './event';
import { trace } from './fingerprint';

/** What a delivered record looks like. */

export type TriggerOutput = 'simplified' | 'full' | 'details';

const labels: Record<TriggerOutput, string> = { simplified: 'Simplified', full: 'Raw', details: 'With Details' };

/**
 * @param offered what the panel offers
 * @throws InputError for anything else
 */
export function toTriggerOutput(given: unknown, offered: TriggerOutput[]): TriggerOutput {
	if (isBlank(given)) return 'simplified';
	const choices = offered.map((value) => ({ value, label: labels[value] }));
	const found = findChoice(choices, given);
	if (found) return found.value;
	throw new InputError(`Output: "${shown(given)}" is not one of its values`, `Use ${offered.join(' or ')}.`);
}

/**
 * @param several whether the item says which event it is
 * @param zone that of the dates in rows
 */
export function toItem(
	{ event, row, previous, record, unreadable }: Delivery,
	{ output, several, zone }: { output: TriggerOutput; several: boolean; zone: string },
): INodeExecutionData {
	const { getAll, get } = event.source.resource.operations;
	const inFull = output === 'details' && get ? (record ? withState(record, row, event) : row) : undefined;
	const isSimplified = output !== 'full' && getAll.simplify !== undefined;
	const shownFields = inFull ?? (isSimplified && getAll.simplify ? simplified(row, getAll.simplify, zone) : row);
	// With several events the name comes first; a field "event" of the record itself is then called "recordEvent".
	const { event: own, ...rest } = shownFields;
	return {
		json: {
			...(several && { event: event.name }),
			...previous,
			...rest,
			...(own !== undefined && (several ? { recordEvent: own } : { event: own })),
			...(unreadable !== undefined && { detailsNote: `The details could not be read: ${unreadable}` }),
		},
	};
}

/** A record that was read after its row may be in another state already: the item shows the one that made the event. */
function withState(record: IDataObject, row: IDataObject, { detects }: ChosenEvent): IDataObject {
	const paths = detects.kind === 'entered' ? [detects.state] : detects.kind === 'dated' ? [detects.date] : [];
	const isOther = paths.some((path) => trace(valueAt(record, path)) !== trace(valueAt(row, path)));
	return isOther ? { ...record, ...row } : record;
}
