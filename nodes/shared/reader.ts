import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { Read } from './toRequest';

/**
 * Parameters of an item. What holds no expression is the same for every item and is taken as it stands: asking the engine
 * for it costs more than sending it (docs/performance.md).
 */

const isFixed = (value: unknown): boolean =>
	typeof value === 'object' && value !== null ? Object.values(value).every(isFixed) : !(typeof value === 'string' && value.startsWith('='));

/** Which parameters of a node hold no expression; found out once per execution. */
const known = new WeakMap<object, Map<string, boolean>>();

/** Parameters that are not shown read as undefined, those that an expression left empty as null. */
export function reader(context: IExecuteSingleFunctions): Read {
	const { parameters } = context.getExecuteData().node;
	const fixed = known.get(parameters) ?? new Map<string, boolean>();
	known.set(parameters, fixed);
	return (name) => {
		const [top, ...below] = name.split('.');
		if (!(top in parameters)) return undefined;
		if (!fixed.has(top)) fixed.set(top, isFixed(parameters[top]));
		if (!fixed.get(top)) return context.getNodeParameter(name, null) ?? null;
		return below.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], parameters[top]) ?? null;
	};
}
