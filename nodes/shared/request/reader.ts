import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { Read } from './toRequest';
import { nodeOf } from '../turns';

/**
 * Parameters of an item. What holds no expression is the same for every item and is taken as it stands: asking the engine
 * for it costs more than sending it (docs/performance.md).
 */

const isFixed = (value: unknown): boolean =>
	typeof value === 'object' && value !== null
		? Object.values(value).every(isFixed)
		: !(typeof value === 'string' && value.startsWith('='));

/** Which parameters of a node hold no expression; found out once per execution. */
const known = new WeakMap<object, Map<string, boolean>>();

/**
 * Parameters of an item: those that are not shown read as undefined, those that an expression left empty as null.
 * Expressions are evaluated here and now: for all items in one go the engine does that at half the cost of doing it one by
 * one between requests.
 */
export function reader(context: IExecuteSingleFunctions): Read {
	const { parameters } = nodeOf(context);
	const fixed =
		known.get(parameters) ?? new Map(Object.entries(parameters).map(([name, value]) => [name, isFixed(value)]));
	known.set(parameters, fixed);
	const evaluated = new Map<string, unknown>();
	for (const [name, is] of fixed) if (!is) evaluated.set(name, context.getNodeParameter(name, null));
	return (name) => {
		const [top, ...below] = name.split('.');
		if (!fixed.has(top)) return undefined;
		const value = evaluated.has(top) ? evaluated.get(top) : parameters[top];
		return (
			below.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value) ?? null
		);
	};
}
