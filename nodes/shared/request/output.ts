import type { Operation, Simplify } from '../schema/define';
import { InputError } from '../schema/errors';
import { flatName } from '../schema/record';
import type { ParameterReader } from './parameters';
import { isBlank, toChosen } from './scalars';
import { toList } from './values';

/** How much of each record becomes its item: all as it came, or some fields. `named`: those that the user named. */
export type Output = { as: 'raw' } | { as: 'fields'; fields: Simplify; named?: true };

const outputs = [
	{ value: 'simplified' as const, label: 'Simplified' },
	{ value: 'raw' as const, label: 'Raw' },
	{ value: 'selectedFields' as const, label: 'Selected Fields' },
];

/**
 * The parameters Output and Fields to Return of one item. An operation that offers no choice returns what came.
 * @throws InputError for a choice that there is not, and for no fields at all
 */
export function toOutput({ simplify }: Operation, read: ParameterReader): Output {
	if (!simplify) return { as: 'raw' };
	const given = read('output');
	switch (isBlank(given) ? 'simplified' : toChosen(outputs, given, 'Output')) {
		case 'simplified':
			return { as: 'fields', fields: simplify };
		case 'raw':
			return { as: 'raw' };
		case 'selectedFields':
			return { as: 'fields', fields: selected(simplify, read('outputFields')), named: true };
	}
}

/**
 * Fields that the user names: by their paths, as Simplified names them, or by the label of a custom field; their dates are
 * written as Simplified writes them. A name that the record itself has is that of the record.
 */
function selected(
	{ keep, dates = [], otherDates = [], utcDates = [], objects = {}, ...rest }: Simplify,
	given: unknown,
): Simplify {
	const names = toList(given)
		.map((each) => String(each).trim())
		.filter((each) => each !== '');
	if (!names.length)
		throw new InputError(
			'Fields to Return is empty',
			'Name at least one field, for example status, or choose another Output. Nothing was sent.',
		);
	const inside = (name: string) =>
		Object.entries(objects).find(([object, fields = []]) => fields.some((each) => name === `${object}.${each}`));
	const pathOf = (name: string) => (inside(name) ? name.slice(name.indexOf('.') + 1) : name);
	const paths = [...new Set(names.map((name) => keep.find((path) => flatName(path) === name) ?? pathOf(name)))];
	// A date inside rows is one of the field that holds the rows.
	const among = (known: readonly string[]) =>
		known.filter((date) => paths.some((path) => date === path || date.startsWith(`${path}.`)));
	const own = Object.entries(objects).filter(([object, fields = []]) => !fields.includes(object));
	const { customFields, also } = rest;
	return {
		keep: paths,
		dates: among([...dates, ...otherDates]),
		utcDates: among(utcDates),
		objects: Object.fromEntries(own),
		customFields,
		also,
	};
}
