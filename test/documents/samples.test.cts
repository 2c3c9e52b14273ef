import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { n8n, nodeType, root, runNode } from '../engine/engine.cts';
import { startRecorder, type Recorder } from '../quality/recorder.cts';
import { credentialsOf } from '../quality/requests.cts';
import { decisions, spoken } from './decisions.cts';
import { fillWith, identify, isObject, openFor, type Row } from './fill.cts';

/**
 * The bodies that the API documents show, in every language where they differ, go through the built nodes and n8n's engine:
 * by the fields of the panel, with lists as JSON, and as Additional Body Fields alone. What arrives is compared with the
 * sample, key by key; a difference that was decided stands in decisions.cts with its reason.
 *
 * In `samples/`, a code sample that is cut off is completed with the body of its section; Position and Custom field values,
 * which the bodies only name, are those of their own sections.
 */

interface Sample {
	section: string;
	sample: string;
	endpoint: string;
	/** Resources and operations that send it. */
	runs: string[];
	body: unknown;
}

const folder = join(__dirname, 'samples');
const samples = readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Sample[]);
const cases = samples.flatMap(({ runs, ...sample }) =>
	runs.map((run) => ({ ...sample, run, title: `${sample.section}, ${sample.sample}: ${run}` })),
);
type Case = (typeof cases)[number];

let recorder: Recorder;
beforeAll(async () => {
	recorder = await startRecorder();
});
afterAll(async () => await recorder.close());

const nodeOf = (run: string) => (/^(?:workOrder|note) /.test(run) ? 'outSmartPortal' : 'synchroteam');
const shownBy = (run: string) => {
	const [resource, operation] = run.split(' ');
	return { resource, operation };
};

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
async function bodyOf({ run, endpoint }: Pick<Case, 'run' | 'endpoint'>, parameters: INodeParameters, body: Row) {
	prepare(run, body);
	const node = nodeOf(run);
	const { error } = await runNode({ node, parameters, credentials: credentialsOf(recorder.url)[node] });
	const [sent, ...more] = recorder.seen.filter(({ method }) => method !== 'GET');
	if (!sent) throw new Error(`Nothing was sent: ${error?.message} ${String(error?.description)}`);
	expect(more).toEqual([]);
	expect(error).toBeUndefined();
	const [verb, path] = endpoint.split(' ');
	expect(sent.method).toBe(verb);
	expect(sent.path.endsWith(path)).toBe(true);
	return sent.body;
}

/** The records that a body is made of, and how the service gets one or all of them. */
function recordsIn({ run, body }: Case): { records: Row[]; framed: (records: unknown[]) => unknown } {
	if (run === 'part updatePrices') return { records: [{ prices: body }], framed: ([{ prices }]: any[]) => prices };
	if (Array.isArray(body)) return { records: body, framed: (records) => records };
	const [[key, list]] = Object.entries(body as object);
	if (key === 'orders' || key === 'notes') return { records: list, framed: (records) => ({ [key]: records }) };
	return { records: [body as Row], framed: ([record]) => record };
}

describe.each(['rows', 'json'] as const)('by the panel, with lists as %s', (lists) => {
	test.each(cases)('$title', async (each) => {
		const { records, framed } = recordsIn(each);
		for (const record of records) {
			const { given, want } = decide(each.run, record, 'panel');
			const { description } = nodeType(nodeOf(each.run));
			const { parameters } = fillWith(description, shownBy(each.run), spoken(each.run, given), { lists });
			expect(await bodyOf(each, parameters, record)).toEqual(framed([want]));
		}
	});
});

/** Lists of records that are given as one JSON. */
const listed: Record<string, string> = {
	'part updatePrices': 'pricesJson',
	'depot setQuantities': 'depotsJson',
	'workOrder create': 'ordersJson',
	'note create': 'notesJson',
};

describe('as JSON alone', () => {
	test.each(cases)('$title', async (each) => {
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

/** What a person gives the node of a sample, and what is to arrive: the sample itself, unless something else was decided. */
function decide(run: string, record: Row, way: 'panel' | 'json'): { given: Row; want: Row } {
	const found = decisions.filter((each) => each.runs.test(run) && (!each.way || each.way === way));
	const changed = (by: typeof found) => by.reduce((want, { change }) => change(want), record);
	return { given: changed(found.filter(({ isLeftOut }) => isLeftOut)), want: changed(found) };
}

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
