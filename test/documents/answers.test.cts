import { isDeepStrictEqual } from 'node:util';
import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { locator, nodeType, runNode } from '../engine/engine.cts';
import { startRecorder, type Answer, type Recorder, type Seen } from '../quality/recorder.cts';
import { credentialsOf } from '../quality/requests.cts';
import { decide, spoken } from './decisions.cts';
import { fillWith, isEmpty, isObject, openFor, type Row } from './fill.cts';
import { answers, nodeOf, recordsIn, samples, shownBy, type Sample } from './samples.cts';

/**
 * The responses that the API documents show, as the service's response to the built nodes: Simplified shows every value
 * under the name of its key, and nothing is empty that has a value in the response.
 */

let recorder: Recorder;
beforeAll(async () => {
	recorder = await startRecorder();
});
afterAll(async () => await recorder.close());

const isNew = (run: string) => run.endsWith(' create');
const isList = (run: string) => run.endsWith(' getAll');

/** The parameters of a run: what a body of the documents says, and which record the response is about. */
function parametersFor(run: string, body: unknown): INodeParameters {
	const shown = shownBy(run);
	const { description } = nodeType(nodeOf(run));
	const [about] = recordsOf(body);
	const record = asked(run, about);
	const { parameters } = fillWith(description, shown, spoken(run, record), { lists: 'rows' });
	for (const property of openFor(description, shown, record).properties) {
		const { name, required, type } = property;
		const isRecord = name === shown.resource || name === 'job';
		if (type === 'resourceLocator' && isRecord && !isNew(run))
			parameters[name] = locator('id', idOf(name, about)) as never;
		else if (required && parameters[name] === undefined) parameters[name] = some(property) as never;
	}
	if (isList(run)) parameters.returnAll = true;
	return parameters;
}

/** A body that is sent in this run, with the keys by which Create or Update finds what the response is about. */
function asked(run: string, about: Row): Row {
	if (/ (?:get|getAll|getPhotos|delete|undelete|activate|deactivate|close)$/.test(run)) return {};
	const isOfSame = ({ runs }: Sample) => runs.some((other) => other.split(' ')[0] === run.split(' ')[0]);
	const sample = samples.find(({ runs }) => runs.includes(run)) ?? samples.find(isOfSame);
	const [first] = recordsIn(sample!).records;
	const { id, ...named } = decide(run, first, 'panel').given;
	if (!run.endsWith(' upsert')) return isNew(run) || id === undefined ? named : { ...named, id };
	const keys = Object.keys(named).filter((key) => Object.hasOwn(about, key) && !isObject(about[key]));
	return { ...named, ...Object.fromEntries(keys.map((key) => [key, about[key]])) };
}

const some = ({ type, options }: INodeProperties) => {
	if (type === 'resourceLocator') return locator('id', 1);
	if (type === 'options') return (options as Array<{ value: string }>).find(({ value }) => value !== '')!.value;
	return 'REF-1';
};
const idOf = (name: string, { id }: Row): string | number => {
	if (typeof id === 'string') return id;
	// The IDs of jobs are long texts.
	return name === 'job' ? '265_160719144323649' : ((id ?? 1) as number);
};

/** The service: gives the response of the documents, and finds the record where the node looks for it first. */
function respond(run: string, body: unknown, { method, path }: Seen): Answer {
	const rows = [body].flat();
	const isAsked = method !== 'GET' || / get(?:Photos)?$/.test(run);
	const isBareList = isList(run) && /^(?:timeline|task) /.test(run);
	if (isAsked || isBareList) return { body };
	if (path.endsWith('/list')) {
		const data = isNew(run) ? [] : rows;
		return { body: { page: 1, pageSize: 100, records: data.length, recordsTotal: data.length, data } };
	}
	return isNew(run) ? { status: 404, body: { error: 'Not Found', message: 'Not found' } } : { body: rows[0] };
}

/** The records of a response: it may be one, a list, or hold them under a key; a job that was started stands in an object. */
function recordsOf(body: unknown): Row[] {
	if (Array.isArray(body)) return body.flatMap(recordsOf);
	const { data, job, ...more } = body as Row & { data?: Row; job?: Row };
	if (data) return [data.results].flat() as Row[];
	const held = Object.entries(more).find(([key]) =>
		/^(?:photos|customFieldValues|\w+(?:Deleted|Activated))$/i.test(key),
	);
	if (held && !('id' in more)) return held[1] as Row[];
	return ['startDate' in more ? { ...job, ...more } : (body as Row)];
}

/** What a value is called in Simplified: `customer.name` → `customerName`; address, contact and custom fields stay together. */
function valuesIn(value: unknown, at = '', found = new Map<string, unknown>()): Map<string, unknown> {
	if (!isObject(value)) return at ? found.set(at.toLowerCase(), value) : found;
	for (const [key, each] of Object.entries(value)) {
		const isGroup = ['address', 'contact'].includes(key) && isObject(each);
		if (/^customField(?:s|Values)$/.test(key) && Array.isArray(each))
			for (const { label, value: of } of each as Row[]) found.set(`customfields${label}`.toLowerCase(), of);
		valuesIn(each, isGroup ? '' : at + key, found);
	}
	return found;
}

/** The samples have two names for some things, and Simplified one. */
const others: Record<string, string> = { datecreated: 'created', isclosed: 'flclosed', actualstart: 'startdate' };
const otherName = (name: string) => others[name] ?? name.replace(/^customer(?=id|name)/, 'client');

const digits = (value: string) => value.replace(/\D/g, '');
/** The same value, or the same time: ISO 8601 instead of the forms of the services. */
function isSame(shown: unknown, given: unknown): boolean {
	if (isDeepStrictEqual(shown, given)) return true;
	if (Array.isArray(shown) && Array.isArray(given))
		return shown.length === given.length && shown.every((each, index) => isSame(each, given[index]));
	if (isObject(shown) && isObject(given)) return Object.keys(shown).every((key) => isSame(shown[key], given[key]));
	if (typeof shown !== 'string' || typeof given !== 'string') return false;
	const iso = given.replace(/^(\d\d)[/-](\d\d)[/-](\d{4})/, '$3-$2-$1');
	return /^\d{4}-\d\d-\d\d/.test(shown) && digits(iso).startsWith(digits(shown.slice(0, 16)));
}

/** What the item says in a word, and the response by being there, or as `isDeleted`. */
const isDone = (name: string) => /^(?:un)?deleted$|^(?:de)?activated$|^closed$/.test(name);
const NEVER = '0000-00-00 00:00:00';

/** What Simplified says that the response does not say, and leaves empty that the response says. */
function complaints(item: IDataObject, response: Row): string[] {
	const given = valuesIn(response);
	return [...valuesIn(item)].flatMap(([name, shown]) => {
		const value = given.has(name) ? given.get(name) : given.get(otherName(name));
		const isRight = isEmpty(shown)
			? isEmpty(value) || value === NEVER
			: isSame(shown, value) || (isDone(name) && shown === true);
		return isRight ? [] : [`${name} is ${JSON.stringify(shown)}, the response has ${JSON.stringify(value)}`];
	});
}

const cases = answers.flatMap(({ runs, ...answer }) =>
	runs.map((run) => ({ ...answer, run, title: `${answer.section}, ${answer.sample}: ${run}` })),
);

/** By resource: what Simplified shows, and what of it some response has, if only as null. */
const shownNames = new Map<string, Set<string>>();
const foundNames = new Set<string>();
function note(run: string, item: IDataObject, response: Row) {
	const { resource } = shownBy(run);
	const given = valuesIn(response);
	for (const name of valuesIn(item).keys()) {
		shownNames.set(resource, (shownNames.get(resource) ?? new Set()).add(name));
		if ([name, otherName(name)].some((each) => given.has(each))) foundNames.add(`${resource} ${name}`);
	}
}

test.each(cases)('$title', async ({ run, body }) => {
	const node = nodeOf(run);
	recorder.answer = (seen) => respond(run, body, seen);
	const parameters = parametersFor(run, body);
	const { items, error } = await runNode({ node, parameters, credentials: credentialsOf(recorder.url)[node] });
	const [{ status, message }, ...more] = recordsOf(body);
	if (status === 'error') {
		expect(error?.message).toBe(message);
		return;
	}
	expect(error).toBeUndefined();
	expect(items.length).toBe(more.length + 1);
	const shown = items.map(({ json }) => json);
	for (const [index, item] of shown.entries()) note(run, item, recordsOf(body)[index]);
	// The reference of a note is that of the request; its response has none.
	const [{ nte_reference, ...first }, ...others] = shown;
	expect(
		[run === 'note create' ? first : shown[0], ...others].flatMap((item, index) =>
			complaints(item, recordsOf(body)[index]),
		),
	).toEqual([]);
});

test('what Simplified shows stands in a response of the documents', () => {
	const never = [...shownNames].flatMap(([resource, names]) =>
		[...names].map((name) => `${resource} ${name}`).filter((each) => !foundNames.has(each)),
	);
	// The field table has it, and no sample does.
	expect(never.filter((each) => !isDone(each.split(' ')[1]))).toEqual(['contract active']);
});
