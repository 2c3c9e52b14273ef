import type { INodePropertyCollection } from 'n8n-workflow';
import { outSmartResources } from '../../nodes/OutSmartPortal/resources';
import { synchroteamResources } from '../../nodes/Synchroteam/resources';
import { toProperty } from '../../nodes/shared/description/fieldProperties';
import { toFields } from '../../nodes/shared/request/fields';
import type { Field, Operation, Resource } from '../../nodes/shared/schema/define';

/** A row that was opened in the panel and left as it is never goes out: it is named. */

const zones = { account: 'Europe/Paris', workflow: 'Europe/Paris' };
const operationsOf = ({ operations }: Resource) => Object.values(operations);

const kinds = [...synchroteamResources, ...outSmartResources].flatMap((resource: Resource) =>
	Object.entries(resource.fields)
		.filter(([, field]) => field.kind === 'rows')
		.flatMap(([key, field]) => {
			const operation = operationsOf(resource).find(
				({ kind, fields, top, except }) =>
					['create', 'update', 'act'].includes(kind) &&
					(top?.includes(key) || ((fields === 'all' || fields?.includes(key)) && !except?.includes(key))),
			);
			return operation ? [[`${resource.name} ${key}`, resource, operation, key, field] as const] : [];
		}),
);

/** A row as n8n opens it. */
function opened(key: string, field: Field) {
	const { values } = toProperty(key, field).options![0] as INodePropertyCollection;
	return Object.fromEntries(values.map((each) => [each.name, each.default]));
}

test('there are rows of many kinds', () => expect(kinds.length).toBeGreaterThan(12));

test.each(kinds)('%s', (_, resource: Resource, operation: Operation, key, field) => {
	const rows = { values: [opened(key, field)] };
	const isTop = operation.top?.includes(key);
	const parameters: Record<string, unknown> = isTop ? { [key]: rows } : { [`${resource.name}Fields`]: { [key]: rows } };
	expect(() => toFields(resource, operation, (path) => parameters[path], zones)).toThrow(`${field.label} 1 is empty`);
});
