import { fieldOf, type Field, type Fields, type Identifier, type Operation, type Resource } from './define';

/** Which fields and filters of an operation stand at the top level of the panel, and which in a collection. */

const unique = <T>(values: T[]): T[] => [...new Set(values)];

/** Names of the fields that an operation takes, wherever they stand. */
function taken(resource: Resource, { fields = [], except = [] }: Operation): string[] {
	return (fields === 'all' ? Object.keys(resource.fields) : fields).filter((name) => !except.includes(name));
}

/** Identifiers by which Create or Update decides. */
export const deciding = ({ key, orBy = [] }: Operation): Identifier[] => (key ? [key, ...orBy] : []);

/** Names of the fields that an operation takes in its collection. */
export function collectedFields(resource: Resource, operation: Operation): string[] {
	const { top = [], many } = operation;
	const above = [...top, ...deciding(operation), ...(many ? [many] : [])];
	return taken(resource, operation).filter((name) => !above.includes(name) && resource.fields[name]?.kind !== 'mapper');
}

/** Names of the fields that stand at the top level for an operation. */
export function topFields(resource: Resource, operation: Operation): string[] {
	const mappers = taken(resource, operation).filter((name) => resource.fields[name]?.kind === 'mapper');
	return unique([...deciding(operation), ...(operation.top ?? []), ...mappers]);
}

/** A field at the top level: of the resource, or a filter that a list cannot do without. */
export const topField = (resource: Resource, { filters = {} }: Operation, name: string): Field =>
	filters[name] ?? fieldOf(resource, name);

/** Filters that stand in the collection. */
export const collectedFilters = ({ filters = {}, top = [] }: Operation): Fields =>
	Object.fromEntries(Object.entries(filters).filter(([name]) => !top.includes(name)));

/** True for an operation that sends a body. */
export const hasBody = (operation: Operation) => operation.verb === 'POST' && operation.idIn !== 'query';
/** True for an operation that looks for the record first, unless that is switched off. */
export const checksFirst = ({ keys }: Resource, { kind, check, key }: Operation) =>
	Boolean(check?.length) || (kind === 'upsert' && keys.some((each) => each !== key));
