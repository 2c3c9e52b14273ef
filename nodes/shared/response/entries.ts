import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Entries, Resource } from '../schema/define';
import { readable, type Session } from '../http/session';
import { toRefusedError } from '../http/requestErrors';
import type { Item } from '../request/parameters';
import type { Request } from '../request/call';
import { isBlank } from '../request/scalars';
import { failedItem } from './failedItem';

/** Requests with several records: the response is a success even if the service refused some of them. */

interface Entry {
	json: IDataObject;
	name: string;
	/** Why the service refused it; undefined if it did not. */
	refused?: string;
}

/** Each entry of the response, with what was sent for it. */
function toEntries({ named, refused, failsItem }: Entries, sent: IDataObject[], records: IDataObject[]): Entry[] {
	const paired = records.length === sent.length;
	// If the service responds to each entry, one without a response did not succeed.
	const count = failsItem ? Math.max(sent.length, records.length) : records.length;
	return Array.from({ length: count }, (_, index) => {
		const record = records[index];
		const known = (paired || failsItem ? sent[index] : undefined) ?? {};
		const taken = Object.fromEntries(named.map((key) => [key, known[key]]).filter(([, value]) => !isBlank(value)));
		const json = { ...taken, ...record };
		const name = named.map((key) => json[key]).find((value) => !isBlank(value));
		return {
			json,
			name: String(name ?? index + 1),
			refused: record && Object.keys(record).length ? refused(record) : 'The service returned no result for it',
		};
	});
}

/**
 * Turns the entries of a response into items, linked to the input item. With Continue On Fail, a refused entry becomes a
 * failed item of its own, and the others are returned as usual.
 * @param of how to read the entries of this operation
 * @throws NodeApiError with the service's words, if a refused entry makes the whole item fail
 */
export function entriesToItems(
	item: Item,
	session: Session,
	{ plural }: Resource,
	request: Request,
	of: Entries,
	records: IDataObject[],
): INodeExecutionData[] {
	const entries = toEntries(of, (request.sent ?? []) as IDataObject[], records);
	const refused = entries.filter((each) => each.refused !== undefined);
	const pairedItem = { item: item.index };
	const fail = (message: string, more?: string) => toRefusedError(session, request, message, { more });

	if (of.failsItem && refused.length && !item.continueOnFail) {
		const [only] = entries;
		if (only?.refused !== undefined && entries.length === 1) throw fail(readable(session, only.refused));
		const saved = entries.filter((each) => each.refused === undefined).map(({ name }) => name);
		throw fail(
			`${refused.length} of ${entries.length} ${plural.toLowerCase()} ` +
				`were refused. ${refused.map(({ name, refused: why = '' }) => `${name}: ${readable(session, why)}`).join('; ')}`,
			`${saved.length ? `The rest was saved: ${saved.join(', ')}` : 'None was saved'}. ` +
				'Send only the refused ones again, or turn on Continue On Fail to get one item for each.',
		);
	}
	return entries.map(({ json: { error, ...json }, name, refused: why }) => {
		// n8n takes any `error` of an item for a failure, even an empty one.
		if (why === undefined) return { json, pairedItem };
		if (!item.continueOnFail) return { json: { ...json, ...(error !== undefined && { error }) }, pairedItem };
		const said = readable(session, why);
		return failedItem(session.caller.getNode(), item, fail(entries.length > 1 ? `${name}: ${said}` : said), json);
	});
}
