import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { concurrently } from '../http/concurrently';
import { readRows } from '../http/readRows';
import type { Service } from '../http/service';
import { DEFAULT_MAX_WAIT_MS, type Session } from '../http/session';
import { hasKey } from '../http/findOne';
import { send } from '../http/transport';
import type { Item, ParameterReader } from '../request/parameters';
import type { Request } from '../request/call';
import { toRequest } from '../request/toRequest';
import { toFileItems, toItems, toRecords } from '../response/toItems';
import { entriesToItems } from '../response/entries';
import type { Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { prepareChange, type Records } from './change';
import type { Execution } from './execution';
import { hintUnknown } from './leftOut';

/** One item from its parameters to its items. */

/** What an action node is made of. */
export interface ActionNode {
	service: Service;
	/** By name. */
	resources: Map<string, Resource>;
}

export type RunItem = () => Promise<INodeExecutionData[]>;

/**
 * Reads and checks everything that the user set for an item; sends nothing.
 * @param shared session of the execution
 * @param execution what the items know of each other; they are prepared in their order
 * @returns sends it
 * @throws InputError that names the parameter
 */
export function prepareItem({ resources }: ActionNode, item: Item, shared: Session, execution: Execution): RunItem {
	const { read } = item;
	const { resource, operation } = chosen(resources, read);
	if (!resource || !operation)
		throw new InputError(
			`"${String(read('resource'))}" has no operation "${String(read('operation'))}"`,
			'Choose an operation from the list.',
		);
	// How long an item waits is counted for each.
	const session: Session = { ...shared, maxWaitMs: maxWaitMs(read) };
	const zones = { account: session.zone, workflow: session.caller.getTimezone() };
	const request = toRequest(resource, operation, read, zones);
	const records = recordsOf(session, resource, request, item, execution);
	return async () => {
		const given = await records();
		if (request.files) return await toFileItems(item, given, request.files);
		if (operation.entries) return entriesToItems(item, session, resource, request, given);
		hintUnknown(session, request, given);
		return toItems(given, request, session, item.index);
	};
}

/** What reads is sent as it is; a change looks first. */
function recordsOf(session: Session, resource: Resource, request: Request, item: Item, execution: Execution): Records {
	switch (request.operation.kind) {
		case 'get':
			return async () => toRecords((await send(session, request)).body, request);
		case 'list':
			return async () => await readMany(session, resource, request);
		default:
			return prepareChange(session, resource, request, item, execution);
	}
}

/** What the user chose; undefined where there is no such resource or operation. */
function chosen(resources: ActionNode['resources'], read: ParameterReader) {
	const resource = resources.get(String(read('resource')));
	const named = String(read('operation'));
	const operation = resource && Object.hasOwn(resource.operations, named) ? resource.operations[named] : undefined;
	return { resource, operation };
}

const MOST_AT_ONCE = 20;
/** 20 MB of files take 160 MB of memory until n8n has stored them. */
const DOWNLOADS_AT_ONCE = 2;

/** How many items are sent at once. The editor keeps the option between 1 and 20, an expression may not. */
export function requestsAtOnce(read: ParameterReader, { resources, service: { concurrency } }: ActionNode): number {
	let given = concurrency;
	try {
		if (chosen(resources, read).operation?.download && read('download')) return DOWNLOADS_AT_ONCE;
		given = Math.trunc(Number(read('options.concurrency') ?? concurrency));
	} catch {
		// An expression of another option fails: its item says so when it is prepared.
	}
	return Math.min(MOST_AT_ONCE, Math.max(1, given || concurrency));
}

/** @throws InputError for what is not a number of seconds */
function maxWaitMs(read: ParameterReader): number {
	const given = read('options.maxWait') ?? DEFAULT_MAX_WAIT_MS / 1000;
	const value = Number(given);
	if (value >= 0) return value * 1000;
	throw new InputError(`Max Wait: "${String(given)}" is not a number of seconds`, 'Change it under Options.');
}

async function readMany(session: Session, { operations }: Resource, request: Request): Promise<IDataObject[]> {
	const { operation, limit, includeDetails } = request;
	const rows = await readRows(session, request, limit, operation.paged !== false);
	const path = operation.details;
	const { get } = operations;
	if (!includeDetails || !path || !get) return rows;
	return await concurrently(rows, session.concurrency, async ({ id }) => {
		if (typeof id !== 'string' && typeof id !== 'number')
			throw new InputError(
				'A row of the list has no ID',
				'Its details cannot be read: turn off Include Details.',
				'unavailable',
			);
		const { body } = await send(session, { verb: 'GET', path, query: { id } });
		const record = toRecords(body, { operation: get }).find((each) => hasKey(each, { by: 'id', value: id }));
		if (record) return record;
		throw new InputError(
			`The service returned a different record than the one with ID "${id}"`,
			'Try again later, or turn off Include Details.',
			'unavailable',
		);
	});
}
