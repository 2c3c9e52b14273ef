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

/** Runs one item, from its parameters to its output items. */

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
 * @param execution what the items share; prepare them in their order
 * @returns a function that sends the request
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
	// Each item has a session of its own, since Max Wait is counted per item.
	const session: Session = { ...shared, maxWaitMs: maxWaitMs(read) };
	const zones = { account: session.zone, workflow: session.caller.getTimezone() };
	const request = toRequest(resource, operation, read, zones);
	const records = recordsOf(session, resource, request, item, execution);
	return async () => {
		const given = await records();
		if (request.files) return await toFileItems(item, given, request.files);
		if (operation.entries) return entriesToItems(item, session, resource, request, operation.entries, given);
		hintUnknown(session, request, given);
		return toItems(given, request, session, item.index);
	};
}

/** A read is sent as it is; a change may need lookups first. */
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

/** What the user chose; undefined if there is no such resource or operation. */
function chosen(resources: ActionNode['resources'], read: ParameterReader) {
	const resource = resources.get(String(read('resource')));
	const named = String(read('operation'));
	const operation = resource && Object.hasOwn(resource.operations, named) ? resource.operations[named] : undefined;
	return { resource, operation };
}

const MOST_AT_ONCE = 20;
/** 20 MB of files take 160 MB of memory until n8n has stored them. */
const DOWNLOADS_AT_ONCE = 2;

/** How many items are sent concurrently. The editor keeps the option between 1 and 20; an expression can return anything. */
export function requestsAtOnce(read: ParameterReader, { resources, service: { concurrency } }: ActionNode): number {
	let given = concurrency;
	try {
		if (chosen(resources, read).operation?.download && read('download')) return DOWNLOADS_AT_ONCE;
		given = Math.trunc(Number(read('options.concurrency') ?? concurrency));
	} catch {
		// The expression of another option failed: the item reports that when it is prepared.
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
