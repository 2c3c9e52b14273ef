import type { IDataObject } from 'n8n-workflow';
import { findOne, folded } from '../http/findOne';
import type { HttpResponse } from '../http/response';
import type { Session } from '../http/session';
import { send, trySend } from '../http/transport';
import type { Identity } from '../request/identity';
import type { Item } from '../request/parameters';
import type { Key, Request } from '../request/call';
import { isBlank } from '../request/scalars';
import { withUpload } from '../request/upload';
import { toRecords } from '../response/toItems';
import type { Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { labelOf, noun } from '../schema/labels';
import { checkFirst, checkUnique, looksOf } from './checks';
import type { Execution } from './execution';
import { hintLeftOut } from './leftOut';

/** A change: what comes before it, and what became of it. */

/** Sends, and gives the records that came back. */
export type Records = () => Promise<IDataObject[]>;

/**
 * Claims the keys of a change, and tells how many looks it takes; both for each item in their order.
 * @returns sends it, when the items before it that name the same record are done
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
	listed.expect(looksOf(resource, request));
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
 * Sends a request. A new record that has a key of its own is looked for when no response says whether it was made: where it
 * is there, it is the response; where it is not, the request is sent once more.
 * @returns body of the response
 * @throws NodeApiError as `send`; InputError where another record was changed than the one named
 */
async function sendOnce(session: Session, request: Request): Promise<unknown> {
	const { operation, keys } = request;
	const [key] = keys;
	if (operation.kind === 'create' && key) return await create(session, request, key);
	const { body } = await sendByVerb(session, request);
	if (operation.kind === 'update') checkChanged(session, request, body);
	return body;
}

/** The document names two verbs for some requests: where the service does not take the one, it is sent with the other. */
async function sendByVerb(session: Session, request: Request): Promise<HttpResponse> {
	const { otherVerb } = request.operation;
	if (!otherVerb) return await send(session, request);
	const result = await trySend(session, request);
	if (result.kind === 'success') return result.response;
	if (result.error.httpCode !== METHOD_NOT_ALLOWED) throw result.error;
	return await send(session, { ...request, verb: otherVerb });
}

async function create(session: Session, request: Request, key: Key): Promise<unknown> {
	const first = await trySend(session, request);
	if (first.kind === 'success') return first.response.body;
	if (first.kind !== 'uncertain') throw first.error;
	const made = await findMade(session, request, key, first.error);
	if (made) return made;
	const second = await trySend(session, { ...request, isSecond: true });
	if (second.kind === 'success') return second.response.body;
	// Refused as well: the look may have come too early to see what the first had made.
	const madeThen = await findMade(session, request, key, second.error);
	if (madeThen) return madeThen;
	throw second.error;
}

/**
 * The record that a request may have made.
 * @returns undefined where it is not there
 * @throws `uncertain` where nobody can know: the service does not answer, or the record may have been there before
 */
async function findMade(
	session: Session,
	{ checks }: Request,
	key: Key,
	uncertain: Error,
): Promise<IDataObject | undefined> {
	let found: IDataObject | undefined;
	try {
		found = await findOne(session, key);
	} catch {
		throw uncertain;
	}
	if (found && !checks.length) throw uncertain;
	return found;
}

/**
 * Where nobody looked first, an unknown identifier makes a new record: the response then shows another one than was named.
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

/** The identifier that a response shows, where it is another one than was named, and not that number spelt otherwise. */
function givenFor(key: Identity, body: unknown): string | undefined {
	const [record] = [body].flat() as Array<IDataObject | null | undefined>;
	const given = typeof record === 'object' ? record?.[key.by] : undefined;
	if ((typeof given !== 'string' && typeof given !== 'number') || isBlank(given)) return undefined;
	const isSame = folded(given) === folded(key.value) || Number(given) === Number(key.value);
	return isSame ? undefined : String(given);
}
