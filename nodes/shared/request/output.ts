import type { Operation, Simplify } from '../schema/define';
import { InputError } from '../schema/errors';
import { flatName } from '../schema/record';
import type { ParameterReader } from './parameters';
import { isBlank, toChosen } from './scalars';
import { toList } from './values';

/** How much of each record its item has: all as it came, or some fields. `named`: the fields that the user listed. */
export type Output = { as: 'raw' } | { as: 'fields'; fields: Simplify; named?: true };

const outputs = [
	{ value: 'simplified' as const, label: 'Simplified' },
	{ value: 'raw' as const, label: 'Raw' },
	{ value: 'selectedFields' as const, label: 'Selected Fields' },
];

/**
 * Reads the parameters Output and Fields to Return of one item. An operation without them returns records as they came.
 * @throws InputError for an unknown choice, and for Selected Fields without any field
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
 * Fields that the user lists: by path, by the name that Simplified gives them, or by the label of a custom field; dates are
 * written as in Simplified. A name that the record itself has means that field of the record.
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
	// A date inside rows belongs to the field that contains the rows.
	const among = (known: readonly string[]) =>
		known.filter((date) => paths.some((path) => date === path || date.startsWith(`${path}.`)));
	const own = Object.entries(objects).filter(([object, fields = []]) => !fields.includes(object));
	const { customFields, aliases } = rest;
	return {
		keep: paths,
		dates: among([...dates, ...otherDates]),
		utcDates: among(utcDates),
		objects: Object.fromEntries(own),
		customFields,
		aliases,
	};
}
