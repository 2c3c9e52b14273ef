import { findChoice, isBlank } from '../request/scalars';
import { InputError, shown } from '../schema/errors';

/** Output of triggers: how much of each record is given. */

export type TriggerOutput = 'simplified' | 'full' | 'details';

const labels: Record<TriggerOutput, string> = {
	simplified: 'Simplified',
	full: 'Full as Listed',
	details: 'With Details',
};

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
