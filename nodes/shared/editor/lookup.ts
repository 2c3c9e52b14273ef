import {
	NodeOperationError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type ResourceMapperField,
	type ResourceMapperFields,
} from 'n8n-workflow';
import {
	identifiersOf,
	type Fields,
	type Identifier,
	type Listed,
	type ListOperation,
	type Resource,
} from '../schema/define';
import { orList, wordOf } from '../schema/labels';
import { valueAt } from '../schema/record';
import { findOne } from '../http/findOne';
import type { Service } from '../http/service';
import { openSession, type Session } from '../http/session';
import { askOf } from '../http/list';
import { readRows } from '../http/readRows';
import type { Call } from '../request/call';
import { toRecordFilter } from '../request/filters';
import { toLocated } from '../request/identity';

/** What the editor asks for while a node is being set up: the choices of "From List" and the custom fields of an account. */

const PAGE = 50;
/** If the API cannot search (or page) a list, at most this many rows are read and filtered here. */
const SEARCHED = 500;

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/** The text of a choice: its first part, then the others in parentheses; a part can have several keys. */
function nameOf(row: IDataObject, { text }: Listed): string {
	const [first, ...more] = text
		.map((part) =>
			part
				.split(' ')
				.map((path) => valueAt(row, path))
				.filter(isGiven)
				.join(' '),
		)
		.filter(isGiven);
	return more.length ? `${first} (${more.join(', ')})` : (first ?? String(row.id));
}

/**
 * Reads the record that what was typed identifies: digits may be its number, a text its own ID or login. No list can be
 * searched for these, and the list may be longer than what is read of it.
 */
async function readNamed(session: Session, { record, lookup: { get }, label }: Resource, typed: string) {
	if (!get) return [];
	const isNumber = /^\d{1,15}$/.test(typed);
	const keys = identifiersOf(record).filter(
		(by) => by !== 'id' && by !== 'name' && get.by.includes(by) && (isNumber || record.by[by] !== 'integer'),
	);
	const found = await Promise.all(
		keys.map(async (by) => {
			const call = { verb: 'GET' as const, path: get.path, query: { [by]: typed } };
			// The rows of the list are useful without it; and if nothing can be read, the request for the list says why.
			return await findOne(session, { by, value: typed, label, get: call, lists: [] }).catch(() => undefined);
		}),
	);
	return found.filter((each) => each !== undefined);
}

/** For lists that the service cannot search: the record with that identifier, then matches among the first rows. */
async function searchHere(session: Session, resource: Resource, list: Call, filter: string, toChoices: ToChoices) {
	const [named, rows] = await Promise.all([
		readNamed(session, resource, filter.trim()),
		readRows(session, list, SEARCHED, true),
	]);
	const results = toChoices(rows).filter(({ name }) => plain(name).includes(plain(filter)));
	const found = [...new Map([...toChoices(named), ...results].map((each) => [each.value, each])).values()];
	return rows.length < SEARCHED ? found : [...found, notAll(resource)];
}

/** Without accents and in lower case. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The last entry if there may be more choices. It has no value: choosing it leaves the field empty. */
const notAll = ({ plural, record }: Resource) => ({
	name: `Only the first ${SEARCHED} ${plural.toLowerCase()} were searched. Find others by ${orList(identifiersOf(record).map(wordOf))}.`,
	value: '',
});

/** The only entry of an empty list: how to get a first record. It has no value: choosing it leaves the field empty. */
const noneYet = ({ name }: Service, { label, plural, operations }: Resource, isOfPlace: boolean) => ({
	name:
		`No ${plural.toLowerCase()} ${isOfPlace ? 'at what is chosen beside it' : 'yet'}. ` +
		`${operations.create ? `Use ${label} > Create` : `Add one in ${name}`}.`,
	value: '',
});

type ToChoices = (rows: IDataObject[]) => Array<{ name: string; value: string }>;

/**
 * Filters the list by the customer or site that is chosen in the same collection, or at the top of the panel. If only an
 * execution knows it, or the list has no filter for it, the list is not filtered.
 */
function chosenPlace(context: ILoadOptionsFunctions, { narrowing }: Service, filters: Fields): Call['query'] {
	for (const name of narrowing) {
		const field = filters[name];
		if (field?.kind !== 'reference') continue;
		const chosen = context.getCurrentNodeParameter(`&${name}`) ?? context.getCurrentNodeParameter(name);
		const { value } = toLocated(chosen);
		if (!isGiven(value) || String(value).startsWith('=')) continue;
		try {
			return toRecordFilter(name, field, chosen);
		} catch {
			continue;
		}
	}
	return {};
}

/**
 * The choices of "From List": searched by the service if its list has a filter by name, otherwise among the first rows.
 * @param by the identifier that a choice gives; records without it are not offered
 * @param page the pagination token: the number of the page, followed by the page size if pages are smaller than usual
 */
export async function search(
	context: ILoadOptionsFunctions,
	service: Service,
	resource: Resource,
	{ listed, list: { path, filters = {} }, by }: { listed: Listed; list: ListOperation; by: Identifier },
	filter = '',
	page = '1',
): Promise<INodeListSearchResult> {
	const session = await openSession(service, context);
	const toChoices: ToChoices = (rows) =>
		rows.filter((row) => isGiven(row[by])).map((row) => ({ name: nameOf(row, listed), value: row[by] as string }));
	const place = chosenPlace(context, service, filters);
	const call: Call = { verb: 'GET', path, query: { ...listed.query, ...place } };
	if (filter && !('name' in filters)) return { results: await searchHere(session, resource, call, filter, toChoices) };
	if (filter) call.query.name = filter;
	const [number = 1, size = PAGE] = page.split('/').map(Number);
	const { rows, total = rows.length < size ? 0 : Infinity } = await askOf(session, call)(number, size);
	if (!filter && number === 1 && !rows.length)
		return { results: [noneYet(service, resource, Object.keys(place).length > 0)] };
	// If the service returns smaller pages than it is asked for, the next pages are asked for in that size.
	const served = number === 1 && rows.length ? Math.min(size, rows.length) : size;
	const next = served === PAGE ? String(number + 1) : `${number + 1}/${served}`;
	return { results: toChoices(rows), ...(number * served < total && { paginationToken: next }) };
}

/** Type of the input in the mapper, by type of the custom field (section "Custom fields"). */
const inputs: Record<string, ResourceMapperField['type']> = {
	text: 'string',
	autocomplete: 'string',
	email: 'string',
	phone: 'string',
	number: 'number',
	date: 'dateTime',
	checkbox: 'boolean',
	select: 'options',
};

/**
 * What the editor shows instead of custom fields; if their method throws or returns none, it shows nothing at all. The notice is
 * escaped, since n8n renders it as HTML and it may contain a message of the service.
 */
const withoutFields = (notice: string): ResourceMapperFields => ({
	fields: [],
	emptyFieldsNotice: notice.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
});

/** True if fields were already mapped: they stay if the method throws, and would be lost if it returned none. */
const isMapped = (context: ILoadOptionsFunctions) =>
	valueAt(context.getCurrentNodeParameters() as IDataObject, 'customFields.schema.0') !== undefined;

/**
 * The custom fields for the chosen resource. Mandatory ones are only marked when a record is created, since an update may
 * leave them out.
 */
export async function readCustomFields(
	context: ILoadOptionsFunctions,
	service: Service,
	path: string,
	resources: Resource[],
): Promise<ResourceMapperFields> {
	const resource = resources.find(({ name }) => name === context.getNodeParameter('resource'));
	const operation = resource?.operations[String(context.getNodeParameter('operation'))];
	const query = { type: resource?.customFields ?? resource?.name ?? '', sort: 'order' };
	let rows: IDataObject[];
	try {
		// n8n 2 asks for the fields of a new node before it has selected the only credential there is.
		if (!context.getNode().credentials)
			return withoutFields('No credential is chosen yet. Choose one, then turn Set Custom Fields off and on.');
		rows = await readRows(await openSession(service, context), { verb: 'GET', path, query }, undefined, true);
	} catch (error) {
		if (isMapped(context)) throw new NodeOperationError(context.getNode(), error as Error);
		return withoutFields(
			`The custom fields cannot be read: ${(error as Error).message}. Turn Set Custom Fields off and on to retry.`,
		);
	}
	if (!rows.length) return withoutFields('This account has no custom fields for this kind of record.');
	return {
		fields: rows.map((row) => {
			const choices = (row.values ?? row.listValues) as string[] | undefined;
			const type = row.type === 'select' && !choices ? 'string' : (inputs[String(row.type)] ?? 'string');
			const required = row.mandatory === true && operation?.kind === 'create';
			return {
				id: String(row.id),
				displayName: String(row.label),
				type,
				display: true,
				defaultMatch: false,
				required,
				// A checkbox is not shown until it is added: n8n would send one that nobody touched as No.
				removed: type === 'boolean' && !required,
				...(type === 'options' && { options: choices?.map((value) => ({ name: value, value })) }),
			};
		}),
	};
}
