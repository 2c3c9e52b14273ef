import { readRows } from '../http/pages';
import type { Session } from '../http/session';
import { sendOrAbsent } from '../http/transport';
import type { Check, Request } from '../request/request';
import type { Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { labelOf, noun, one, startOf } from '../schema/labels';

/** Looks at the service that come before a change. */

/** Create must not change a record that exists, Update must not create one. */
export async function checkFirst(session: Session, { checks }: Request): Promise<void> {
	for (const check of checks) {
		const found = await exists(session, check);
		const key = `${labelOf(check.by)} "${check.value}"`;
		if (check.expect === 'one' && !found)
			throw new InputError(
				`There is no ${noun(check.label)} with ${key}`,
				'Check the value, or use Create or Create or Update. Nothing was changed.',
			);
		if (check.expect === 'none' && found)
			throw new InputError(
				`${startOf(one(check.label))} with ${key} exists already`,
				'Use Update or Create or Update to change it. Nothing was changed.',
			);
	}
}

async function exists(session: Session, { calls, listed, by, value }: Check): Promise<boolean> {
	for (const call of calls) {
		if (listed) {
			const rows = await readRows(session, call, undefined, true);
			if (rows.some((row) => String(row[by]) === String(value))) return true;
		} else if (await sendOrAbsent(session, call)) return true;
	}
	return false;
}

/** Acting by name touches every namesake, in use or not, unless the user wants only a unique one. */
export async function checkUnique(session: Session, resource: Resource, request: Request): Promise<void> {
	const list = resource.operations.getAll;
	if (!request.onlyIfUnique || request.identity?.by !== 'name' || !list) return;
	const name = String(request.identity.value);
	const found = await Promise.all(
		[true, false].map((active) =>
			readRows(session, { verb: 'GET', path: list.path, query: { name, active } }, undefined, true),
		),
	);
	const bearers = found.flat().filter((row) => row.name === name).length;
	if (bearers > 1)
		throw new InputError(
			`${bearers} ${resource.plural.toLowerCase()} are called "${name}"`,
			'Name the record by its ID or Own ID, or switch off Only If Name Is Unique. Nothing was changed.',
		);
}
