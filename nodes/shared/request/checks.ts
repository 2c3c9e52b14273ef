import type { Identifier, Operation, Resource, Row } from '../schema/define';
import type { Check, Request } from './request';
import { isBlank } from './scalars';

/** Update must find exactly the record it names; Create must find none under the keys it is given. */
export function toChecks(resource: Resource, { check, kind }: Operation, { identity }: Request, fields: Row): Check[] {
	if (!check) return [];
	const of = (by: Identifier, value: string | number, expect: Check['expect']): Check => ({
		calls: (check.lists ?? [{ [by]: value }]).map((query) => ({ verb: 'GET', path: check.path, query })),
		listed: Boolean(check.lists),
		expect,
		label: resource.label,
		by,
		value,
	});
	if (kind === 'update')
		return identity && check.by.includes(identity.by) ? [of(identity.by, identity.value, 'one')] : [];
	return check.by.filter((by) => !isBlank(fields[by])).map((by) => of(by, fields[by] as string, 'none'));
}
