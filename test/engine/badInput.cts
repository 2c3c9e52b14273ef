import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { outSmartResources as outSmart } from '../../nodes/OutSmartPortal/resources';
import { synchroteamResources as synchroteam } from '../../nodes/Synchroteam/resources';
import type { Field, Operation, Resource } from '../../nodes/shared/schema/define';
import { InputError } from '../../nodes/shared/schema/errors';
import { toRequest } from '../../nodes/shared/request/toRequest';

/**
 * Whatever somebody gives: either it is sent as something the service can read, or a sentence names the parameter and
 * nothing is sent.
 */

export const zones = { account: 'Europe/Paris', workflow: 'America/New_York' };
export const resources: Resource[] = [...synchroteam, ...outSmart];
export const anything = fc.oneof(
	fc.anything({ withNullPrototype: false }),
	fc.string({ unit: 'binary' }),
	fc.constantFrom(
		'constructor',
		'__proto__',
		'toString',
		' ',
		'1e999',
		'0x10',
		'-0',
		'NaN',
		'[',
		'{',
		'[1',
		'[null]',
		'{"values": 1}',
	),
	fc.record({
		__rl: fc.constant(true),
		mode: fc.oneof(fc.constantFrom('list', 'id', 'myId', 'name', 'constructor'), fc.string()),
		value: fc.anything(),
	}),
	fc.record({ values: fc.anything() }),
	fc.record({ mappingMode: fc.constant('defineBelow'), value: fc.dictionary(fc.string(), fc.anything()) }),
);

/** What came of it: what is sent, or the sentence. @throws anything but a sentence to the user */
export function outcome<T>(of: () => T): { sent: T } | { sentence: string; advice: string } {
	try {
		return { sent: of() };
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		return { sentence: error.message, advice: error.advice };
	}
}

/** Fields with their own kind, by what they are called and where. */
export const fieldsOf = ({ fields, operations }: Resource): Array<[string, Field]> => [
	...Object.entries(fields),
	...Object.values(operations).flatMap(({ filters = {} }) => Object.entries(filters)),
];
export const fields = resources.flatMap((resource) =>
	fieldsOf(resource).map(([name, field]) => [`${resource.name} ${name}`, field] as const),
);
export const ofKind = <K extends Field['kind']>(kind: K) =>
	fields.map(([, field]) => field).filter((field): field is Extract<Field, { kind: K }> => field.kind === kind);

export const find = (resource: string, operation: string): [Resource, Operation] => {
	const found = resources.find(({ name }) => name === resource)!;
	return [found, found.operations[operation]];
};
export const request = (resource: string, operation: string, parameters: Record<string, unknown>) =>
	outcome(() =>
		toRequest(
			...find(resource, operation),
			(name) => name.split('.').reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], parameters),
			zones,
		),
	);
