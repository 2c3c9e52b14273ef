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
	searchMethod,
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

/** What the editor asks for while a node is being set up: choices of "From List" and the custom fields of an account. */

const PAGE = 50;
/** Where the API cannot search (or page), at most this number of rows is read and filtered here. */
const SEARCHED = 500;

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/** The text of a choice: its first part as the name, the others behind it; keys in one part stand side by side. */
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
 * The record that is called what was typed: a number may be its number, a text its own ID or login. No list can be
 * searched for these, and there may be more records than are read.
 */
async function readNamed(session: Session, { record, lookup: { get }, label }: Resource, typed: string) {
	const isNumber = /^\d{1,15}$/.test(typed);
	const keys = identifiersOf(record).filter(
		(by) => by !== 'id' && by !== 'name' && get?.by.includes(by) && (isNumber || record.by[by] !== 'integer'),
	);
	const found = await Promise.all(
		keys.map(async (by) => {
			const call = { verb: 'GET' as const, path: get!.path, query: { [by]: typed } };
			// What the list holds is of use without it, and where nothing can be read the list says why.
			return await findOne(session, { by, value: typed, label, get: call, lists: [] }).catch(() => undefined);
		}),
	);
	return found.filter((each) => each !== undefined);
}

/** Where the service cannot search: the record that is called so, then the first rows of the list that read so. */
async function searchHere(session: Session, resource: Resource, list: Call, filter: string, toChoices: ToChoices) {
	const [named, rows] = await Promise.all([
		readNamed(session, resource, filter.trim()),
		readRows(session, list, SEARCHED, true),
	]);
	const results = toChoices(rows).filter(({ name }) => plain(name).includes(plain(filter)));
	const found = [...new Map([...toChoices(named), ...results].map((each) => [each.value, each])).values()];
	return rows.length < SEARCHED ? found : [...found, notAll(resource)];
}

/** Without accents and in small letters. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What stands below the choices where there may be more. It has no value: choosing it leaves the field empty. */
const notAll = ({ plural, record }: Resource) => ({
	name: `Only the first ${SEARCHED} ${plural.toLowerCase()} were searched. Find others by ${orList(identifiersOf(record).map(wordOf))}.`,
	value: '',
});

/** What stands in an empty list: how to get a first record. It has no value: choosing it leaves the field empty. */
const noneYet = ({ name }: Service, { label, plural, operations }: Resource, isOfPlace: boolean) => ({
	name:
		`No ${plural.toLowerCase()} ${isOfPlace ? 'at what is chosen beside it' : 'yet'}. ` +
		`${operations.create ? `Use ${label} > Create` : `Add one in ${name}`}.`,
	value: '',
});

type ToChoices = (rows: IDataObject[]) => Array<{ name: string; value: string }>;

/**
 * The list's own filter for the place that is chosen in the same collection, or at the top of the panel. One
 * that only an execution knows, or that the list cannot be filtered by, leaves all records.
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
 * The choices of "From List": searched on the server where its list has a filter by name, else among the first rows.
 * @param by what a choice stands for; records without it are not offered
 * @param page number of the page, as n8n hands it back; behind it, the size of pages that are smaller than usual
 */
async function search(
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
	// Where the service gives smaller pages than it is asked for, the next ones are asked for as it gives them.
	const served = number === 1 && rows.length ? Math.min(size, rows.length) : size;
	const next = served === PAGE ? String(number + 1) : `${number + 1}/${served}`;
	return { results: toChoices(rows), ...(number * served < total && { paginationToken: next }) };
}

/** Search methods for each kind of record that can be listed: one for its IDs, and one for each other thing that a choice can stand for. */
export function listSearchOf(service: Service, resources: Resource[]) {
	const methods: Record<string, ListSearch> = {};
	for (const resource of resources) {
		const { name, record, operations } = resource;
		const list = operations.getAll;
		const { listed } = record;
		if (!listed || record.name !== name || list?.kind !== 'list') continue;
		for (const by of ['id', ...(listed.as ?? [])] as Identifier[])
			methods[searchMethod(name, by)] = async function (filter, page) {
				return await search(this, service, resource, { listed, list, by }, filter, page);
			};
	}
	return methods;
}

type ListSearch = (this: ILoadOptionsFunctions, filter?: string, page?: string) => Promise<INodeListSearchResult>;

/** Input of the mapper by type of a custom field (section "Custom fields"). */
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
 * What the editor shows in place of custom fields. It shows nothing at all where their method throws, or gives none. n8n
 * renders it as HTML, and the words of a service may be in it.
 */
const withoutFields = (notice: string): ResourceMapperFields => ({
	fields: [],
	emptyFieldsNotice: notice.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
});

/** True where fields were mapped already: they stay when the method throws, and would go when it gave none. */
const isMapped = (context: ILoadOptionsFunctions) =>
	valueAt(context.getCurrentNodeParameters() as IDataObject, 'customFields.schema.0') !== undefined;

/**
 * The custom fields of the kind of record that the chosen resource is. Mandatory ones are marked where a record is
 * created; an update may leave them out.
 */
export function customFieldsOf(service: Service, path: string, resources: Resource[]) {
	const read = async (context: ILoadOptionsFunctions, type: string) =>
		await readRows(
			await openSession(service, context),
			{ verb: 'GET', path, query: { type, sort: 'order' } },
			undefined,
			true,
		);

	return async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const resource = resources.find(({ name }) => name === this.getNodeParameter('resource'));
		const operation = resource?.operations[String(this.getNodeParameter('operation'))];
		let rows: IDataObject[];
		try {
			// n8n 2 asks for the fields of a new node before it has given it the only credential there is.
			if (!this.getNode().credentials)
				return withoutFields('No credential is chosen yet. Choose one, then turn Set Custom Fields off and on.');
			rows = await read(this, resource?.customFields ?? resource?.name ?? '');
		} catch (error) {
			if (isMapped(this)) throw new NodeOperationError(this.getNode(), error as Error);
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
					// All others stand open. n8n would send a checkbox that nobody touched as No.
					removed: type === 'boolean' && !required,
					...(type === 'options' && { options: choices?.map((value) => ({ name: value, value })) }),
				};
			}),
		};
	};
}
