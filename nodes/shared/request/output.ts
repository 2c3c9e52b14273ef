import type { Operation, Simplify } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import { flatName } from '../schema/path';
import type { ParameterReader } from './parameters';
import { findChoice, isBlank } from './scalars';
import { toList } from './values';

/** How much of each record becomes its item: all as it came, or some fields without nesting. */
export type Output = { as: 'raw' } | { as: 'fields'; fields: Simplify };

const outputs = [
	{ value: 'simplified', label: 'Simplified' },
	{ value: 'raw', label: 'Raw' },
	{ value: 'selectedFields', label: 'Selected Fields' },
];

/**
 * The parameters Output and Fields to Return of one item. An operation that offers no choice returns what came.
 * @param includeDetails whether each row of a list is read in full
 * @throws InputError for a choice that there is not, and for no fields at all
 */
export function toOutput({ simplify, kind }: Operation, read: ParameterReader, includeDetails: boolean): Output {
	if (!simplify) return { as: 'raw' };
	const given = read('output');
	const chosen = isBlank(given) ? outputs[0] : findChoice(outputs, given);
	switch (chosen?.value) {
		case 'simplified':
			return { as: 'fields', fields: kind === 'list' && !includeDetails ? ofRows(simplify) : simplify };
		case 'raw':
			return { as: 'raw' };
		case 'selectedFields':
			return { as: 'fields', fields: selected(simplify, read('outputFields')) };
		default:
			throw new InputError(
				`Output: "${shown(given)}" is not one of its values`,
				'Use simplified, raw or selectedFields. Nothing was sent.',
			);
	}
}

/** What rows of a list have of it. */
export const ofRows = ({ onlyInDetails = [], ...simplify }: Simplify): Simplify => ({
	...simplify,
	keep: simplify.keep.filter((path) => !onlyInDetails.includes(path)),
});

/** Fields that the user names, by their paths or as Simplified names them; their dates are written as Simplified writes them. */
function selected({ keep, dates = [], otherDates = [], utcDates = [] }: Simplify, given: unknown): Simplify {
	const names = toList(given)
		.map((each) => String(each).trim())
		.filter((each) => each !== '');
	if (!names.length)
		throw new InputError(
			'Fields to Return is empty',
			'Name at least one field, for example status, or choose another Output. Nothing was sent.',
		);
	const paths = [...new Set(names.map((name) => keep.find((path) => flatName(path) === name) ?? name))];
	const among = (known: readonly string[]) =>
		known.filter((date) => paths.some((path) => date === path || date.startsWith(`${path}.`)));
	return { keep: paths, dates: among([...dates, ...otherDates]), utcDates: among(utcDates) };
}
