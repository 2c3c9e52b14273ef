import type { Account } from './account.cts';
import { ApiError, badRequest, notFound } from './errors.cts';
import { type Adapter, bodyAdapters } from './adaptBodies.cts';
import { isBlank } from './references.cts';
import type { ApiRequest, Call } from './types.cts';

/**
 * What the dialect of an account makes of a request before the handler of its operation sees it: keys that it does not
 * know are ignored, what it does not take is refused. What a reading does inside a resource stands with the resource.
 */

const forget = (body: any, ...keys: string[]): void => {
	for (const key of keys) delete body[key];
};

/** Of two names for the same thing the account knows one only. */
const oneKey =
	(id: 'recurrence-customer-key' | 'timeline-customer-key'): Adapter =>
	(account, { body }) =>
		forget(body, account.reads(id) === 'client' ? 'customer' : 'client');

/** Keys that the document shows in no body. */
const extras =
	(
		id: 'job-extras' | 'recurrence-extras' | 'task-done' | 'payment-date' | 'contact-name',
		...keys: string[]
	): Adapter =>
	(account, { body }) => {
		const reading = account.reads(id);
		const given = keys.filter((key) => body[key] !== undefined);
		if (reading === 'refused' && given.length > 0) throw badRequest(`${given[0]} cannot be set`);
		if (reading === 'ignored') forget(body, ...given);
	};

/** A key that has to be sent. */
const needed =
	(id: 'message-priority', key: string): Adapter =>
	(account, { body }) => {
		if (account.reads(id) === 'needed' && body[key] === undefined) throw badRequest(`${key} is missing`);
	};

const depotKeys: Adapter = (account, { body }) => {
	const unknown = account.reads('part-request-depot-keys') === 'idStock' ? ['id', 'name'] : ['idStock', 'nmStock'];
	for (const key of ['source', 'destination']) if (body[key]) forget(body[key], ...unknown);
};

const movedPart: Adapter = (account, { body: { part } }) => {
	const reading = account.reads('moved-part-id');
	if (part.id === undefined || reading === 'either') return;
	if (reading === 'reference') {
		part.reference = String(part.id);
		delete part.id;
	} else if ((reading === 'number') !== (typeof part.id === 'number')) {
		throw badRequest(`part.id has to be ${reading === 'number' ? 'a number' : 'text'}`);
	}
};

const bothDates: Adapter = (account, { body }) => {
	if (account.reads('schedule-dates') === 'one') return;
	if (isBlank(body.scheduledStart) || isBlank(body.scheduledEnd))
		throw badRequest('scheduledStart and scheduledEnd are both needed');
};

const statusWithLines: Adapter = (account, { body }) => {
	if (account.reads('billing-status-lines') === 'optional' || body.status === undefined) return;
	if (body.action === undefined || body.lines === undefined) throw badRequest('action and lines are needed');
};

const knownCategory: Adapter = (account, { body: { category } }) => {
	const known = ['email', 'followup', 'meeting', 'rappel'];
	if (account.reads('task-category') === 'known' && category && !known.includes(category))
		throw badRequest(`category has to be one of ${known.join(', ')}`);
};

const timeOfDay: Adapter = (account, { body: { preferences } }) => {
	const time = preferences?.specificTime;
	const format = account.reads('recurrence-time') === 'minutes' ? /^\d\d:\d\d$/ : /^\d\d:\d\d:\d\d$/;
	if (time && !format.test(time)) throw badRequest(`preferences.specificTime: "${time}" is not a time of day`);
};

const contractId: Adapter = (account, { body: { idContract } }) => {
	const wanted = account.reads('recurrence-contract-id') === 'guid' ? 'string' : 'number';
	if (!isBlank(idContract) && typeof idContract !== wanted) throw badRequest(`idContract has to be a ${wanted}`);
};

const adapters: Record<string, Adapter[]> = {
	recurrence_send: [
		oneKey('recurrence-customer-key'),
		extras('recurrence-extras', 'createdBy', 'isClosed'),
		timeOfDay,
		contractId,
	],
	timeline_send: [oneKey('timeline-customer-key')],
	partRequest_send: [depotKeys],
	partRequest_fulfill: [
		(account, { body }) => forget(body, account.reads('fulfill-key') === 'id' ? 'requestId' : 'id'),
	],
	partMovement_do: [movedPart],
	contract_send: [
		(account, { body }) => {
			const read = account.reads('contract-equipment-key');
			const unknown = { either: [], myId: ['myID'], myID: ['myId'] }[read];
			for (const each of body.equipment ?? []) for (const key of unknown) forget(each, key);
		},
	],
	job_schedule: [bothDates],
	job_send: [
		extras(
			'job-extras',
			'duration',
			'timeEntries',
			'parts',
			'createdBy',
			'createdByCustomer',
			'actualStart',
			'actualEnd',
			'validateBy',
		),
	],
	task_send: [extras('task-done', 'dateDone', 'userDone'), knownCategory],
	invoice_send: [extras('payment-date', 'paymentDate'), statusWithLines],
	quotation_send: [statusWithLines],
	site_send: [extras('contact-name', 'contactName')],
	message_send: [needed('message-priority', 'priority')],
};

/**
 * Lets the account read a request in its dialect.
 * @throws 400 or 404 where it does not take it
 */
export function adapt(account: Account, operationId: string, call: Call): void {
	if (operationId.startsWith('contract_') && account.reads('contracts') === 'absent')
		throw notFound('There is no such method');
	for (const adapter of [...(bodyAdapters[operationId] ?? []), ...(adapters[operationId] ?? [])])
		adapter(account, call);
}

const cancel = /\/(invoice|quotation)\/cancel$/;

/** A body whose dates are emptied as the account wants it, in the contract's words: `null`. @throws 400 */
function emptied(account: Account, { path, body }: ApiRequest): string | undefined {
	const reading = account.reads('emptied-value');
	if (reading === 'null' || !body || !path.endsWith('/send') || path.endsWith('/message/send')) return body;
	const sent = JSON.parse(body) as Record<string, unknown>;
	const nulls = Object.keys(sent).filter((key) => sent[key] === null);
	if (reading === 'refused' && nulls.length > 0) throw badRequest(`${nulls[0]} cannot be null`);
	forget(sent, ...nulls);
	for (const key of Object.keys(sent))
		if (sent[key] === '' && /^(actual|date|payment|scheduled)/.test(key)) sent[key] = null;
	return JSON.stringify(sent);
}

const cancelled = (account: Account, request: ApiRequest): ApiRequest => {
	if (account.reads('billing-cancel-verb') === 'post' || !cancel.test(request.path)) return request;
	if (request.method !== 'DELETE') throw new ApiError(405, `${request.path} does not take ${request.method}`);
	return { ...request, method: 'POST', query: {}, body: request.body ?? JSON.stringify(request.query) };
};

/** Below the path at which the account has its API. @throws 404 for another one */
function atBase(account: Account, request: ApiRequest): ApiRequest {
	if (account.reads('base-path') === 'api' || request.path.startsWith('/portal')) return request;
	if (!request.path.startsWith('/v3/')) throw notFound(`There is no ${request.path}`);
	return { ...request, path: `/api${request.path}` };
}

const sorted = (account: Account, { path, query }: ApiRequest): void => {
	if (account.reads('user-sort') === 'refused' && path.endsWith('/user/list') && query.sort !== undefined)
		throw badRequest('Unknown parameter sort');
};

/**
 * A request as the contract has it: where the account takes DELETE for a cancel, that stands for the contract's POST; where
 * it empties dates otherwise, for `null`; where its API has another path, for the documented one.
 * @throws 404, 405 or 400 for what the account does not take
 */
export function asDocumented(account: Account, request: ApiRequest): ApiRequest {
	sorted(account, request);
	const asked = cancelled(account, atBase(account, request));
	return { ...asked, body: emptied(account, asked) };
}
