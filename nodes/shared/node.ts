import {
	NodeApiError,
	NodeOperationError,
	type DeclarativeRestApiSettings,
	type IDataObject,
	type IExecutePaginationFunctions,
	type IExecuteSingleFunctions,
	type IHttpRequestOptions,
	type INodeExecutionData,
	type INodeProperties,
	type JsonObject,
} from 'n8n-workflow';
import { downloadPhotos, withUpload } from './response/binary';
import type { Operation, Resource, Target } from './schema/define';
import { entriesToItems } from './response/entries';
import { InputError } from './schema/errors';
import { labelOf, noun, one, startOf } from './schema/labels';
import { customFieldsOf, listSearchOf } from './editor/lookup';
import { readRows, concurrently } from './http/pages';
import { reader } from './request/reader';
import { DEFAULT_MAX_WAIT_MS, openSession, type Service, type Session } from './http/service';
import { toDescription } from './description/toDescription';
import { toItems, toRecords } from './response/toItems';
import type { Call } from './request/call';
import { toRequest, type Check, type Read, type Request } from './request/toRequest';
import { send } from './http/transport';
import { turnsOf, type Turns } from './turns';

const MOST_AT_ONCE = 20;

/** What the editor can look up while the node is set up. */
interface Editor {
	targets?: Target[];
	/** Path of the list of custom fields. */
	customFields?: string;
}

/**
 * Builds what a declarative node needs: its properties and the one function that handles every item.
 */
export function declarative(service: Service, resources: Resource[], defaultResource: string, editor: Editor = {}) {
	const properties: INodeProperties[] = toDescription(resources, { defaultResource, concurrency: service.concurrency });
	const methods = {
		listSearch: listSearchOf(service, editor.targets ?? []),
		...(editor.customFields && {
			resourceMapping: { customFields: customFieldsOf(service, editor.customFields, resources) },
		}),
	};
	const byName = new Map(resources.map((each) => [each.name, each]));

	/** One item: parameters → request → transport → items. Called by the engine for every item at once. */
	async function pagination(
		this: IExecutePaginationFunctions,
		{ options }: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const read = reader(this);
		const turns = turnsOf(this, () => requestsAtOnce(read, service));
		const goes = await turns.take(this.getItemIndex());
		try {
			// What is not sent yet when an item fails stays unsent; the engine reports the failure itself.
			return goes ? await runItem(this, read, turns, options as IHttpRequestOptions) : [];
		} catch (error) {
			const shown = toNodeError(this, error);
			if (this.continueOnFail()) return [{ json: {}, error: shown, pairedItem: { item: this.getItemIndex() } }];
			if (turns.failed) return [];
			await turns.fail();
			throw shown;
		} finally {
			turns.give();
		}
	}

	async function runItem(
		context: IExecuteSingleFunctions,
		read: Read,
		turns: Turns,
		options: IHttpRequestOptions,
	): Promise<INodeExecutionData[]> {
		const resource = byName.get(String(read('resource')));
		const operation = resource?.operations[String(read('operation'))];
		if (!resource || !operation)
			throw new InputError(
				`"${String(read('resource'))}" has no operation "${String(read('operation'))}"`,
				'Choose an operation from the list.',
			);

		const { proxy, timeout, skipSslCertificateValidation, allowedDomains } = options;
		const session = await openSession(service, context, {
			concurrency: turns.size,
			maxWaitMs: maxWaitMs(read),
			batch: turns,
			http: { proxy, timeout, skipSslCertificateValidation, allowedDomains },
		});
		const request = toRequest(resource, operation, read, { account: session.zone, workflow: context.getTimezone() });
		if (operation.extra === 'upload') await withUpload(context, request);
		await checkFirst(session, request);
		await checkUnique(session, resource, operation, request, read);

		const records =
			operation.kind === 'list'
				? await readList(session, request)
				: toRecords((await send(session, request)).body, request);
		if (request.files) return await downloadPhotos(context, records);
		if (operation.entries) return entriesToItems(context, session, resource, request, records);
		return toItems(records, request, session.zone, context.getItemIndex());
	}

	return { properties, pagination, methods };
}

/** Requests at Once of the first item; the editor keeps it between 1 and 20, an expression may not. */
function requestsAtOnce(read: Read, service: Service): number {
	const given = Number(read('options.concurrency') ?? service.concurrency);
	return Math.min(MOST_AT_ONCE, Math.max(1, Math.trunc(given) || service.concurrency));
}

/** @throws InputError for what is no number of seconds */
function maxWaitMs(read: Read): number {
	const given = read('options.maxWait') ?? DEFAULT_MAX_WAIT_MS / 1000;
	const value = Number(given);
	if (value >= 0) return value * 1000;
	throw new InputError(`Max Wait: "${String(given)}" is not a number of seconds`, 'Change it under Options.');
}

async function readList(session: Session, request: Request): Promise<IDataObject[]> {
	const { operation, limit, includeDetails } = request;
	const rows = await readRows(session, request, limit, operation.paged !== false);
	if (!includeDetails || !operation.details) return rows;
	const path = operation.details;
	return await concurrently(
		rows,
		session.concurrency,
		async ({ id }) => (await send(session, { verb: 'GET', path, query: { id: id as string } })).body as IDataObject,
	);
}

/** Create must not change a record that exists, Update must not create one. */
async function checkFirst(session: Session, { checks }: Request): Promise<void> {
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
		} else if (await answers(session, call)) return true;
	}
	return false;
}

/** True unless the service knows no such record. */
async function answers(session: Session, call: Call): Promise<boolean> {
	try {
		await send(session, call);
		return true;
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode === '404') return false;
		throw new NodeApiError(session.caller.getNode(), error as JsonObject);
	}
}

/** Acting by name touches every namesake, in use or not, unless the user wants only a unique one. */
async function checkUnique(
	session: Session,
	resource: Resource,
	operation: Operation,
	request: Request,
	read: Read,
): Promise<void> {
	const list = resource.operations.getAll;
	if (
		operation.namesakes !== 'counted' ||
		request.identity?.by !== 'name' ||
		read('options.uniqueName') !== true ||
		!list
	)
		return;
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

/** Any error → one that n8n shows with a message and what to do. */
function toNodeError(context: IExecuteSingleFunctions, error: unknown): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const itemIndex = context.getItemIndex();
	if (error instanceof InputError)
		return new NodeOperationError(context.getNode(), error.message, { itemIndex, description: error.advice });
	return new NodeOperationError(context.getNode(), error as Error, { itemIndex });
}
