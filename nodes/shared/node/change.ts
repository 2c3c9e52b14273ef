import type { IDataObject } from 'n8n-workflow';
import { findOne, comparable, hasKey } from '../http/findOne';
import type { HttpResponse } from '../http/response';
import type { Session } from '../http/session';
import { send, trySend } from '../http/transport';
import type { Identity } from '../request/identity';
import type { Item } from '../request/parameters';
import { listsOf, type Check, type Key, type Request } from '../request/call';
import { isBlank } from '../request/scalars';
import { withUpload } from '../request/upload';
import { toRecords } from '../response/toItems';
import type { Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { labelOf, noun, one, startOf } from '../schema/labels';
import type { Execution, ListedRecords } from './execution';
import { hintLeftOut } from './leftOut';
import { readRows } from '../http/readRows';

/** Makes a change: the checks before it, and finding out whether it was made. */

/** Sends the request, and returns the records of the response. */
export type Records = () => Promise<IDataObject[]>;

/**
 * Claims the keys of a change, and announces how many lookups it takes. Call it in the order of the items.
 * @returns a function that sends the change after the earlier items for the same record are done
 */
export function prepareChange(
	session: Session,
	resource: Resource,
	request: Request,
	item: Item,
	execution: Execution,
): Records {
	const turn = execution.claim(resource, request);
	const listed = execution.listedOf(resource);
	listed.expect(lookupCount(resource, request));
	return async () => {
		const body = await turn.take(async () => {
			const sent = request.operation.upload ? await withUpload(item, request) : request;
			await checkFirst(session, sent, execution, turn.isLater ? undefined : listed);
			await checkUnique(session, resource, sent, listed);
			return await sendOnce(session, sent);
		});
		const records = toRecords(body, request);
		hintLeftOut(session, request, records);
		return records;
	};
}

const METHOD_NOT_ALLOWED = '405';

/**
 * Sends a request. If no response says whether a new record was created, and the record has a natural key, it is looked up:
 * if it is found, it is the result; if not, the request is sent once more.
 * @returns body of the response
 * @throws NodeApiError as `send` does; InputError if a different record was changed than the one that was meant
 */
async function sendOnce(session: Session, request: Request): Promise<unknown> {
	const { operation, keys } = request;
	const [key] = keys;
	if (operation.kind === 'create' && key) return await sendNew(session, request, key);
	const { body } = await sendByVerb(session, request);
	if (operation.kind === 'update') checkChanged(session, request, body);
	return body;
}

/** The API document gives two verbs for some requests: if the service does not allow the first, the other one is used. */
async function sendByVerb(session: Session, request: Request): Promise<HttpResponse> {
	const { otherVerb } = request.operation;
	if (!otherVerb) return await send(session, request);
	const result = await trySend(session, request);
	if (result.kind === 'success') return result.response;
	if (result.error.httpCode !== METHOD_NOT_ALLOWED) throw result.error;
	return await send(session, { ...request, verb: otherVerb });
}

async function sendNew(session: Session, request: Request, key: Key): Promise<unknown> {
	const first = await trySend(session, request);
	if (first.kind === 'success') return first.response.body;
	if (first.kind !== 'uncertain') throw first.error;
	const made = await findMade(session, request, key, first.error);
	if (made) return made;
	const second = await trySend(session, { ...request, isSecond: true });
	if (second.kind === 'success') return second.response.body;
	// It failed as well: the lookup may have come too early to find what the first request created.
	const madeThen = await findMade(session, request, key, second.error);
	if (madeThen) return madeThen;
	throw second.error;
}

/**
 * Looks up the record that a request may have created.
 * @returns undefined if there is none
 * @throws `uncertain` if it cannot be known: the lookup fails, or the record may have existed before
 */
async function findMade(
	session: Session,
	{ checks }: Request,
	key: Key,
	uncertain: Error,
): Promise<IDataObject | undefined> {
	const found = await findOne(session, key).catch(() => {
		throw uncertain;
	});
	if (found && !checks.length) throw uncertain;
	return found;
}

/**
 * Without a check before it, an update with an unknown identifier may create a record, whose identifier is a different one.
 * @throws InputError for another identifier in the response
 */
function checkChanged({ service }: Session, { identity, keys: [key], checks }: Request, body: unknown): void {
	if (!identity || !key || checks.some(({ expect }) => expect === 'one')) return;
	const given = givenFor(identity, body);
	if (given === undefined) return;
	const label = labelOf(identity.by);
	throw new InputError(
		`${service.name} changed or created the ${noun(key.label)} with ${label} "${given}", not the one with ${label} "${identity.value}"`,
		`There was probably none with ${label} "${identity.value}", so the service created a new record. Check "${given}" in ` +
			`${service.name}. To prevent this, turn on Check for Existing Record under Options.`,
		'uncertain',
	);
}

/** The identifier in a response, if it is not the one that was sent (nor the same number written differently). */
function givenFor(key: Identity, body: unknown): string | undefined {
	const [record] = [body].flat() as Array<IDataObject | null | undefined>;
	const given = typeof record === 'object' ? record?.[key.by] : undefined;
	if ((typeof given !== 'string' && typeof given !== 'number') || isBlank(given)) return undefined;
	const isSame = comparable(given) === comparable(key.value) || Number(given) === Number(key.value);
	return isSame ? undefined : String(given);
}

// Lookups before a change.

/** How many requests single lookups would take for one item. */
function lookupCount(resource: Resource, request: Request): number {
	const looks = request.checks.map(({ get, lists, isPicked }) => (isPicked ? 0 : get ? 1 : lists.length));
	return looks.reduce((sum, each) => sum + each, uniqueName(request) === undefined ? 0 : listsOf(resource).length);
}

/**
 * Create must not change a record that exists, and Update must not create one.
 * @param listed the lists that all items share; undefined if an earlier item changes the same record, so they may be out of date
 */
async function checkFirst(
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
 * Finds the record of a check: in the shared lists, or with a request if they are not certain.
 * @param named first key of the change: a record that has it is the changed record itself, not another one
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
	if (!listed) return await look();
	const found = await listed.find(session, check);
	if (found === 'unclear' || (typeof found === 'object' && check.expect === 'same')) return await look();
	if (typeof found === 'object') return found;
	// For an Update, a lookup that finds nothing costs no extra request: the change itself is not sent then.
	if (check.expect === 'one') return check.get ? await look() : undefined;
	return check.get ? await listed.lookAfter(look) : undefined;
}

/** The name that only one record may have; undefined if there is none. */
const uniqueName = ({ onlyIfUnique, identity }: Request): string | undefined =>
	onlyIfUnique && identity?.by === 'name' ? String(identity.value) : undefined;

/** An action by name affects every record with that name, active or not; this refuses it if the user wants a unique name. */
async function checkUnique(
	session: Session,
	resource: Resource,
	request: Request,
	listed: ListedRecords,
): Promise<void> {
	const name = uniqueName(request);
	if (name === undefined) return;
	const rows = (await listed.all(session)) ?? (await readNamesakes(session, resource, name));
	const bearers = rows.filter((row) => comparable(row.name) === comparable(name)).length;
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
