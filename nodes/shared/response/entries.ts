import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Entries, Resource } from '../schema/define';
import { readable, type Session } from '../http/session';
import { toRefusedError } from '../http/requestErrors';
import type { Item } from '../request/parameters';
import type { Request } from '../request/call';
import { isBlank } from '../request/scalars';
import { failedItem } from './failedItem';

/** Requests that carry several records: the answer is a success even where the service refused some of them. */

interface Entry {
	json: IDataObject;
	name: string;
	/** What the service says against it. */
	refused?: string;
}

/** Each entry of the answer, with what was sent for it. */
function toEntries({ named, refused, ends }: Entries, sent: IDataObject[], records: IDataObject[]): Entry[] {
	const paired = records.length === sent.length;
	// Where the service responds to each entry, an entry without a response did not succeed.
	const count = ends ? Math.max(sent.length, records.length) : records.length;
	return Array.from({ length: count }, (_, index) => {
		const record = records[index];
		const known = paired || ends ? sent[index] : undefined;
		const taken = Object.fromEntries(named.filter((key) => !isBlank(known?.[key])).map((key) => [key, known![key]]));
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
 * Entries of an answer → items, linked to the item that asked for them. With Continue On Fail a refused entry becomes an
 * item of its own that failed, and the rest goes on.
 * @throws NodeApiError with the service's words, where refused entries end the item
 */
export function entriesToItems(
	item: Item,
	session: Session,
	{ plural }: Resource,
	request: Request,
	records: IDataObject[],
): INodeExecutionData[] {
	const of = request.operation.entries!;
	const entries = toEntries(of, (request.sent ?? []) as IDataObject[], records);
	const refused = entries.filter((each) => each.refused !== undefined);
	const pairedItem = { item: item.index };
	const fail = (message: string, more?: string) => toRefusedError(session, request, message, { more });

	if (of.ends && refused.length && !item.continueOnFail) {
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
		// n8n takes any `error` of an item for a failure, an empty one too.
		if (why === undefined) return { json, pairedItem };
		if (!item.continueOnFail) return { json: { ...json, ...(error !== undefined && { error }) }, pairedItem };
		const said = readable(session, why);
		return failedItem(session.caller.getNode(), item, fail(entries.length > 1 ? `${name}: ${said}` : said), json);
	});
}
