import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { againstBody, bodySchema, documentedFor, operations } from '../contract/documented.cts';
import { nodeType, runNode } from '../engine/engine.cts';
import { root } from '../engine/core.cts';
import { byExpression } from '../quality/panel.cts';
import { startRecorder, type Recorder } from '../quality/recorder.cts';
import { credentialsOf } from '../quality/requests.cts';
import { decide, decisions, everywhere, reasons, spoken, type Way } from './decisions.cts';
import { fillWith, identify, isEmpty, isObject, openFor, type Row } from './fill.cts';
import { nodeOf, recordsIn, samples, shownBy } from './samples.cts';

/**
 * The bodies that the API documents show, in every language where they differ, go through the built nodes and n8n's engine:
 * by the fields of the panel, with lists as JSON, and as Additional Body Fields alone. What arrives is compared with the
 * sample, key by key; a difference that was decided stands in decisions.cts with its reason.
 */

const cases = samples.flatMap(({ runs, ...sample }) =>
	runs.map((run) => ({ ...sample, run, title: `${sample.section}, ${sample.sample}: ${run}` })),
);
type Case = (typeof cases)[number];
/** With the reason where something else than the sample is to arrive. */
const casesBy = (way: Way): Case[] =>
	cases.map((each) => ({ ...each, title: [each.title, ...reasons(each.run, way)].join('; ') }));

let recorder: Recorder;
beforeAll(async () => {
	recorder = await startRecorder();
});
afterAll(async () => await recorder.close());

/** A service that knows the record of the sample, unless it is to be created, and takes everything. */
function prepare(run: string, body: Row) {
	const isNew = run.endsWith(' create');
	recorder.seen.length = 0;
	recorder.answer = ({ method, path, body: sent }) => {
		if (run === 'workOrder create' || run === 'note create') return { body: saved(sent as Row) };
		if (method !== 'GET') return { body: sent };
		if (path.endsWith('/list')) {
			const data = isNew ? [] : [body];
			return { body: { page: 1, pageSize: 100, records: data.length, recordsTotal: data.length, data } };
		}
		return isNew ? { status: 404, body: { error: 'Not Found', message: 'Not found' } } : { body };
	};
}

const saved = (sent: Row) => ({
	success: true,
	data: { results: (Object.values(sent)[0] as Row[]).map(() => ({ status: 'success', message: 'saved' })) },
	message: '',
});

/** The one body that arrives when a node runs with these parameters. */
async function bodyOf(
	{ run, endpoint }: Pick<Case, 'run' | 'endpoint'>,
	parameters: INodeParameters,
	body: Row,
	item: Row = {},
) {
	prepare(run, body);
	const node = nodeOf(run);
	const { error } = await runNode({
		node,
		parameters,
		items: [{ json: item as IDataObject }],
		credentials: credentialsOf(recorder.url)[node],
	});
	const [sent, ...more] = recorder.seen.filter(({ method }) => method !== 'GET');
	if (!sent) throw new Error(`Nothing was sent: ${error?.message} ${String(error?.description)}`);
	expect(more).toEqual([]);
	expect(error).toBeUndefined();
	const [verb, path] = endpoint.split(' ');
	expect(sent.method).toBe(verb);
	expect(sent.path.endsWith(path)).toBe(true);
	return sent.body;
}

describe.each(['rows', 'json'] as const)('by the panel, with lists as %s', (lists) => {
	test.each(casesBy('panel'))('$title', async (each) => {
		const { records, framed } = recordsIn(each);
		for (const record of records) {
			const { given, want } = decide(each.run, record, 'panel');
			const { description } = nodeType(nodeOf(each.run));
			const { parameters, left } = fillWith(description, shownBy(each.run), spoken(each.run, given), { lists });
			expect(Object.entries(left).filter((entry) => !isForJson(each.run, ...entry))).toEqual([]);
			expect(await bodyOf(each, parameters, record)).toEqual(framed([want]));
		}
	});
});

/** Values as an earlier node gives them: null where the panel has an expression for it, and nothing where nothing is said. */
const asItem = (values: unknown, isUpdate: boolean): Row =>
	everywhere(values, (each) => {
		const entries = Object.entries(each).map(([key, value]) => [key, value === '={{ null }}' ? null : value] as const);
		// The empty value of a custom field says that it is cleared.
		const isSaid = (key: string) => isUpdate || (key === 'value' && !isEmpty(each.label));
		return Object.fromEntries(entries.filter(([key, value]) => isSaid(key) || !isEmpty(value)));
	});

// An empty list has no row to write an expression in.
const inRows = casesBy('panel').filter(({ sample }) => sample !== 'POST body, change of status');
test.each(inRows)('every value by an expression: $title', async (each) => {
	const { records, framed } = recordsIn(each);
	const shown = shownBy(each.run);
	const { description } = nodeType(nodeOf(each.run));
	for (const record of records) {
		const { given, want } = decide(each.run, record, 'panel');
		const sample = spoken(each.run, given);
		const { options, ...filled } = fillWith(description, shown, sample, { lists: 'rows' }).parameters;
		const { decided } = openFor(description, shown, sample);
		const parameters = { ...byExpression(filled), ...shown, ...decided, ...(options !== undefined && { options }) };
		const item = asItem(filled, shown.operation === 'update');
		expect(await bodyOf(each, parameters, record, item)).toEqual(framed([want]));
	}
});

/**
 * What only JSON can say: nothing (of a new record, where the panel sends nothing empty), a record by several identifiers,
 * a group with something empty in it, a choice in other letters, and what has an effect on new records only.
 */
const isForJson = (run: string, key: string, value: unknown) =>
	isEmpty(value) ||
	(isObject(value) && Object.keys(value).length > 1) ||
	// A type with one choice does not stand in the panel.
	(key === 'type' && /^(invoice|quotation)$/i.test(String(value))) ||
	(run === 'job update' && key === 'report');

/** Lists of records that are given as one JSON. */
const listed: Record<string, string> = {
	'part updatePrices': 'pricesJson',
	'depot setQuantities': 'depotsJson',
	'workOrder create': 'ordersJson',
	'note create': 'notesJson',
};

describe('as JSON alone', () => {
	test.each(casesBy('json'))('$title', async (each) => {
		const { run, body } = each;
		const { records, framed } = recordsIn(each);
		const decided = records.map((record) => decide(run, record, 'json'));
		const { parameters, more } = listed[run]
			? { parameters: shownBy(run) as INodeParameters, more: Array.isArray(body) ? body : records }
			: beforeJson(run, decided[0].given);
		const options = { [listed[run] ?? 'additionalBody']: JSON.stringify(more) };
		const sent = await bodyOf(each, { ...parameters, options }, records[0]);
		expect(sent).toEqual(framed(decided.map(({ want }) => want)));
	});
});

/** Natural keys: the node looks whether another record has them, so that they are given in their fields. */
const naturalKeys = ['myId', 'reference', 'login', 'num', 'name', 'Job'];

/** What the panel still says where a sample goes as JSON: which record is meant, and what n8n does not start without. */
function beforeJson(run: string, record: Row): { parameters: INodeParameters; more: Row } {
	const shown = shownBy(run);
	const { description } = nodeType(nodeOf(run));
	const { properties } = openFor(description, shown, record);
	const acted = properties.find(({ name }) => name === shown.resource);
	const identity = acted && !isObject(record[acted.name]) ? identify(acted, record)?.key : undefined;
	const isInPanel = (key: string) =>
		key === identity || (shown.operation !== 'create' && naturalKeys.includes(key) && key in record);
	const obligatory = properties.filter(({ required }) => required).map(({ name }) => name.toLowerCase());
	const pick = (isMeant: (key: string) => boolean) =>
		Object.fromEntries(Object.entries(record).filter(([key]) => isMeant(key)));
	const said = pick((key) => isInPanel(key) || obligatory.includes(key.toLowerCase()));
	return { ...fillWith(description, shown, said, { lists: 'json' }), more: pick((key) => !isInPanel(key)) };
}

test.each(cases)('the contract takes $title', async ({ run, body }) => {
	const entry = operations.find(({ resource, operation }) => `${resource} ${operation}` === run)!;
	const complaints = againstBody(await documentedFor(entry), body);
	// Five languages write the type of an invoice in other letters than the body and the table.
	const isSpelled = (body as Row).type === 'Invoice';
	expect(complaints.filter((each) => !(isSpelled && each.startsWith('/type ')))).toEqual([]);
});

test('every endpoint that takes a body has a sample', async () => {
	const shown = new Set(samples.map(({ endpoint }) => endpoint));
	const missing: string[] = [];
	for (const entry of operations.filter(({ method }) => method === 'POST' || method === 'PUT')) {
		const endpoint = `${entry.method} ${entry.path.replace(/^.*\/(?:api\/v3|api)(?=\/)/, '')}`;
		if (bodySchema(await documentedFor(entry)) && !shown.has(endpoint))
			missing.push(`${endpoint}: add the body that the document shows to test/documents/samples`);
	}
	expect(missing).toEqual([]);
});

test('every decision is needed, and its guess has a row', () => {
	const guesses = readFileSync(join(root, 'docs/guesses.md'), 'utf8');
	for (const { runs, change, guess } of decisions) {
		const about = cases.filter(({ run }) => runs.test(run)).flatMap(recordsIn);
		const changed = about.flatMap(({ records }) => records).filter((each) => !isDeepStrictEqual(change(each), each));
		expect(changed.length).toBeGreaterThan(0);
		if (guess) expect(guesses).toContain(`<a id="${guess}"></a>`);
	}
});
