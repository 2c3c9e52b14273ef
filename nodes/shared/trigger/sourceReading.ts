import type { IDataObject } from 'n8n-workflow';
import { hasId, keysOf, LARGEST, toPage, type AskPage, type Page } from '../http/list/page';
import type { Call } from '../request/call';
import { InputError } from '../schema/errors';
import type { PollConfiguration, Ports } from './event';
import { fingerprint } from './fingerprint';

/** What all readings of a list source have in common: how it is asked, and the service's clock. */

export class SourceReader {
	/** The service's clock when it answered first, epoch milliseconds. */
	clock = 0;
	requests = 0;
	private readonly call: Call;
	readonly paged: boolean;

	constructor(
		private readonly configuration: PollConfiguration,
		private readonly ports: Ports,
	) {
		const { source, query, events } = configuration;
		const deleted = events.find(({ ofDeleted }) => ofDeleted)?.ofDeleted;
		const list = source.resource.operations.getAll;
		const shown = deleted && (events.length === 1 ? deleted.query : deleted.together);
		this.paged = list.paged !== false;
		this.call = { verb: 'GET', path: list.path, query: { ...shown, ...query, ...source.newestFirst } };
	}

	/** Asks for the list, bounded by its filter or as it is. @throws InputError where the answer is not a list */
	asking(since?: string): AskPage {
		return this.askingFor(since === undefined ? {} : { [this.configuration.source.since]: since });
	}

	/** The same with more in the query. */
	askingFor(more: Call['query']): AskPage {
		return async (part) => {
			const query = { ...this.call.query, ...more };
			return part
				? await this.askPage({ ...this.call, query: { ...query, page: part.page, pageSize: part.size } }, part)
				: await this.askPage({ ...this.call, query });
		};
	}

	private async askPage(call: Call, part = { page: 1, size: Infinity }): Promise<Page> {
		const { headers, body } = await this.ports.ask(call);
		this.requests++;
		if (this.clock === 0) this.clock = clockOf(headers);
		const page = toPage(body, part);
		if (!page)
			throw new InputError(
				'The service did not return a list',
				'Nothing is lost: the next poll asks again. If it keeps happening, check the Base URL of the credential.',
			);
		return page;
	}
}

export const FIRST_PAGE = { page: 1, size: LARGEST };

/**
 * The service's clock: its `Date` header, to the second.
 * @throws InputError without one: no other clock will do
 */
function clockOf(headers: Record<string, string>): number {
	const at = Date.parse(headers.date ?? '');
	if (Number.isNaN(at))
		throw new InputError(
			'The service does not tell its time (no Date header)',
			'A proxy between n8n and the service may remove it. Allow this header.',
		);
	return at;
}

/** A key for each row under which it is remembered: its id, else what it shows. */
export function idsOf(rows: IDataObject[]): string[] {
	return keysOf(rows).map((key, index) =>
		hasId(rows[index]) ? key : `#${fingerprint(rows[index])}${key.slice(JSON.stringify(rows[index]).length + 1)}`,
	);
}

/** @throws InputError what to say where a list could not be read so that nothing is missing */
export const toUnreadable = (): InputError =>
	new InputError(
		'The list kept changing while it was read, or its pages do not match',
		'Nothing is lost: the next poll reads it again.',
	);
