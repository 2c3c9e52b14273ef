import { operationOf } from '../schema/define';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { findChoice, isBlank } from '../request/scalars';
import { simplified, type DateZones } from '../response/toItems';
import { InputError, shown } from '../schema/errors';
import { valueAt } from '../schema/record';
import type { Delivery } from './deliver';
import type { ChosenEvent } from './event';
import { trace } from './memory';

/** Turns a delivered record into an item. */

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
 * @param zones time zones of the dates in rows and in the item
 */
export function toItem(
	{ event, row, previous, record, unreadable }: Delivery,
	{ output, several, zones }: { output: TriggerOutput; several: boolean; zones: DateZones },
): INodeExecutionData {
	const { resource } = event.source;
	const { get } = resource.operations;
	const { simplify } = operationOf(resource, 'getAll');
	const inFull = output === 'details' && get ? (record ? withStatus(record, row, event) : row) : undefined;
	const shownFields = inFull ?? (output !== 'full' && simplify ? simplified(row, simplify, zones) : row);
	// The event comes first; the record's own field of that name, if any, is moved to `recordEvent`.
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

/** The full record is read after its row, so its status may differ by then: the item shows the one that made the event. */
function withStatus(record: IDataObject, row: IDataObject, { detects }: ChosenEvent): IDataObject {
	const paths = detects.kind === 'entered' ? [detects.status] : detects.kind === 'dated' ? [detects.date] : [];
	const isOther = paths.some((path) => trace(valueAt(record, path)) !== trace(valueAt(row, path)));
	return isOther ? { ...record, ...row } : record;
}
