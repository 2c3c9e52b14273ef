import type { IDataObject } from 'n8n-workflow';
import type { Session } from '../http/session';
import { readRows } from '../http/readRows';
import { listsOf } from '../request/checks';
import type { Check, Key, Request } from '../request/call';
import type { Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { labelOf, noun, one, startOf } from '../schema/labels';
import type { Execution } from './execution';
import type { ListedRecords } from './listedRecords';
import { findOne, folded, hasKey } from '../http/findOne';

/** Looks at the service that come before a change. */

/** How many requests they take for one item, one by one. */
export function looksOf(resource: Resource, request: Request): number {
	const looks = request.checks.map(({ get, lists, isPicked }) => (isPicked ? 0 : get ? 1 : lists.length));
	return looks.reduce((sum, each) => sum + each, countsNamesakes(request) ? listsOf(resource).length : 0);
}

/**
 * Create must not change a record that exists, Update must not create one.
 * @param listed what other items read; undefined where it does not count, since an item before changes the same record
 */
export async function checkFirst(
	session: Session,
	{ checks, keys }: Request,
	execution: Execution,
	listed?: ListedRecords,
): Promise<void> {
	for (const check of checks) {
		const found = check.isPicked
			? await execution.lookOnce(check, async () => await findOne(session, check))
			: await find(session, check, keys[0], listed);
		const key = `${labelOf(check.by)} "${check.value}"`;
		if (check.expect === 'one' && !found)
			throw new InputError(
				`There is no ${noun(check.label)} with ${key}`,
				'Check the value, or use Create or Create or Update. Nothing was changed.',
				'notFound',
			);
		if (check.expect === 'same' && found)
			throw new InputError(
				`Another ${noun(check.label)} has ${key}`,
				'The service might change that one instead. Choose the record by its ID, or enter another value. Nothing was changed.',
				'refused',
			);
		if (check.expect === 'none' && found)
			throw new InputError(
				`${startOf(one(check.label))} with ${key} already exists`,
				'Use Update or Create or Update to change it. Nothing was changed.',
				'refused',
			);
	}
}

/**
 * The record that a look shows, as far as it is known.
 * @param named what the change names first: a record that has it is not another one
 */
async function find(
	session: Session,
	check: Check,
	named: Key | undefined,
	listed?: ListedRecords,
): Promise<IDataObject | undefined> {
	const look = async () => {
		const record = await findOne(session, check);
		return record && check.expect === 'same' && named && hasKey(record, named) ? undefined : record;
	};
	const found = (await listed?.find(session, check)) ?? 'unclear';
	if (found === 'unclear' || (typeof found === 'object' && check.expect === 'same')) return await look();
	if (typeof found === 'object') return found;
	// A look that finds nothing ends an Update, and costs no more than the change would have.
	if (check.expect === 'one') return check.get ? await look() : undefined;
	return check.get ? await listed!.lookAfter(look) : undefined;
}

const countsNamesakes = ({ onlyIfUnique, identity }: Request) => onlyIfUnique && identity?.by === 'name';

/** Acting by name touches every namesake, in use or not, unless the user wants only a unique one. */
export async function checkUnique(
	session: Session,
	resource: Resource,
	request: Request,
	listed: ListedRecords,
): Promise<void> {
	if (!countsNamesakes(request)) return;
	const name = String(request.identity!.value);
	const rows = (await listed.all(session)) ?? (await readNamesakes(session, resource, name));
	const bearers = rows.filter((row) => folded(row.name) === folded(name)).length;
	if (bearers > 1)
		throw new InputError(
			`${bearers} ${resource.plural.toLowerCase()} are called "${name}"`,
			'Choose the record by ID or own ID, or turn off Only If Name Is Unique. Nothing was changed.',
			'refused',
		);
}

async function readNamesakes(session: Session, resource: Resource, name: string) {
	const found = await Promise.all(
		listsOf(resource).map((list) => readRows(session, { ...list, query: { name, ...list.query } }, undefined, true)),
	);
	return found.flat();
}
