import type { IDataObject, INodeParameterResourceLocator, INodePropertyOptions } from 'n8n-workflow';
import {
	answerOf,
	bodySchema,
	documentedFor,
	operations,
	placesIn,
	titleOf,
	type Entry,
} from '../contract/documented.cts';
import { nodeType } from '../engine/engine.cts';
import { againstPreview } from '../engine/preview.cts';
import { everyProperty, shownFor, type Values } from './panel.cts';
import { startRecorder, type Recorder, type Seen } from './recorder.cts';
import { filledAlike, runItems, runLiteral, type Filled } from './requests.cts';

/** What holds for every operation, whichever it is: generated from the list of operations, run in the engine. */

let recorder: Recorder;
beforeAll(async () => {
	recorder = await startRecorder();
});
afterAll(async () => await recorder.close());

const MESSAGE = 'The service says no (case 4711)';
const refusal = { status: 400, body: { error: 'refused', message: MESSAGE } };

/**
 * n8n asks for about ten fields. IDs of linked records, what stands together in one object, and rows do not count: the next
 * step works with them. A job is planned and told of by more: who, where, what, how urgent, planned and done.
 */
const MOST_FIELDS = 13;
const simplifiedTo: Record<string, number> = { job: 17 };

/** The path of an operation, its placeholders matching anything. */
const pathOf = ({ path }: Entry) => new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);

/** Places whose value is the same in both requests. */
function alike(one: Seen, other: Seen): string[] {
	const parts = ({ query, body, path }: Seen) => placesIn({ query, body, path }, 'request');
	const second = parts(other);
	const isSame = (place: string, value: unknown) =>
		value !== undefined && typeof value !== 'object' && second.get(place)?.has(value);
	return [...parts(one)]
		.filter(([place, values]) => [...values].every((value) => isSame(place, value)))
		.map(([place]) => place);
}

/** The same for every item: the operation, what offers but one choice, the ID of a custom field, and that a file is no link. */
function constant({ node, resource, operation, path }: Entry): string[] {
	const properties = everyProperty(shownFor(nodeType(node).description, { resource, operation }));
	const single = properties
		.filter(
			({ type, options }) =>
				type === 'options' && (options as INodePropertyOptions[]).filter(({ value }) => value !== '').length === 1,
		)
		.map(({ name }) => name);
	return [
		...(/\{(?!portalName)/.test(path) ? [] : ['request.path']),
		'request.query.page',
		'request.body.customFieldValues[].id',
		'request.body.orders[].dayparts.type',
		'request.body.isExternalLink',
		...single.flatMap((name) => [`request.body.${name}`, `request.query.${name}`]),
	];
}

describe.each(operations.map((entry) => [titleOf(entry), entry] as const))('%s', (_title, entry) => {
	let filling: Filled;
	beforeAll(() => {
		filling = filledAlike(entry, 3);
	});

	test('every parameter is read at its own item, by expression as well as typed', async () => {
		const { seen, error } = await runItems(recorder, filling);
		expect(error?.message).toBeUndefined();
		expect(seen.map(({ method }) => method)).toEqual(filling.items.map(() => entry.method));
		for (const { path } of seen) expect(path).toMatch(pathOf(entry));
		for (const index of filling.items.keys()) {
			const {
				seen: [alone],
			} = await runLiteral(recorder, filling, index);
			expect(seen[index]).toEqual(alone);
		}
		expect(alike(seen[0], seen[1]).filter((place) => !constant(entry).includes(place))).toEqual([]);
	});

	test("the service's message reaches the user, and nothing more is sent", async () => {
		const { error, seen } = await runItems(recorder, filling, { instead: () => refusal });
		expect(error?.message).toContain(MESSAGE);
		expect(error?.description).toBeTruthy();
		expect(seen).toHaveLength(1);
	});

	test('Continue On Fail keeps the other items, each with its origin', async () => {
		const { items, error, seen } = await runItems(recorder, filling, {
			onError: 'continueRegularOutput',
			instead: (index) => (index === 1 ? refusal : undefined),
		});
		expect(error).toBeUndefined();
		expect(seen).toHaveLength(3);
		expect([...new Set(items.map(({ pairedItem }) => (pairedItem as { item: number }).item))].sort()).toEqual([
			0, 1, 2,
		]);
		const refused = items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === 1);
		expect(refused).toHaveLength(1);
		expect(String(refused[0].json.error)).toContain(MESSAGE);
		for (const item of items) if (item !== refused[0]) expect(item.json).not.toHaveProperty('error');
	});

	test('the answer becomes items: raw, simplified to flat fields that exist, or the fields one names', async () => {
		const answer = answerOf(await documentedFor(entry));
		const simplifies = 'output' in filling.items[0];
		const items = (output: string, more: Values = {}) => ({
			...filling,
			items: [{ ...filling.items[0], ...(simplifies && { output, ...more }) }],
		});
		const whole = await runLiteral(recorder, items('raw'), 0);
		expect(whole.items.length).toBeGreaterThan(0);
		for (const { json } of whole.items)
			if (entry.operation === 'get' || entry.operation === 'getAll') expect(recordsIn(answer)).toContainEqual(json);
		const simple = await runLiteral(recorder, items('simplified'), 0);
		expect(simple.items).toHaveLength(whole.items.length);
		const { node, resource, operation } = entry;
		expect(simple.items.flatMap(({ json }) => againstPreview(node, resource, operation, json))).toEqual([]);
		if (!simplifies) return;
		for (const { json } of simple.items) {
			const read = Object.keys(json).filter(
				(name) => (!/[a-z]Id$/.test(name) || name === 'myId') && !together.has(name) && !rowsOfJobs.has(name),
			);
			expect(read.length).toBeLessThanOrEqual(simplifiedTo[entry.resource] ?? MOST_FIELDS);
			expect(
				Object.entries(json).filter(
					([name, value]) =>
						value === null ||
						value === undefined ||
						(typeof value === 'object' &&
							!rowsOfJobs.has(name) &&
							!(together.has(name) ? isFlat(value) : isPlainList(value))),
				),
			).toEqual([]);
		}
		const names = Object.keys(simple.items[0].json);
		const chosen = await runLiteral(recorder, items('selectedFields', { outputFields: `${names[1]}, no.such` }), 0);
		expect(chosen.items.map(({ json }) => json)).toEqual(
			simple.items.map(({ json }) => ({ [names[1]]: json[names[1]], noSuch: null })),
		);
	});

	if (entry.identifiers && entry.node === 'synchroteam') {
		test('a record named by what the operation does not take gets a sentence, and nothing is sent', async () => {
			const property = shownFor(nodeType(entry.node).description, entry).find(({ type }) => type === 'resourceLocator');
			const modes = (property?.modes ?? []).map(({ name }) => name).filter((name) => name !== 'list');
			expect(modes).toEqual(expect.arrayContaining(entry.identifiers ?? []));
			for (const mode of modes.filter((name) => !entry.identifiers?.includes(name))) {
				const located = {
					...(filling.items[0][property!.name] as INodeParameterResourceLocator),
					mode,
					value: '35604',
				};
				const { error, seen } = await runLiteral(
					recorder,
					{ ...filling, items: [{ ...filling.items[0], [property!.name]: located }] },
					0,
				);
				expect(error?.message).toMatch(/can't be looked up by/);
				expect(error?.description).toBeTruthy();
				expect(seen).toEqual([]);
			}
		});
	}

	if (entry.method === 'POST') {
		test('Additional Body Fields are merged last; a list of objects may be given as JSON', async () => {
			const documented = bodySchema(await documentedFor(entry));
			if (!documented) return;
			const run = async (values: Values) =>
				(await runLiteral(recorder, { ...filling, items: [values] }, 0)).seen[0].body;
			expect(
				JSON.stringify(
					await run({
						...filling.items[0],
						options: { ...(filling.items[0].options as Values), additionalBody: '{"notInTheDocument": {"deep": 1}}' },
					}),
				),
			).toContain('"notInTheDocument":{"deep":1}');
			for (const [values, twin] of withTwins(filling.items[0]))
				expect([twin, await run(values)]).toEqual([twin, await run(filling.items[0])]);
		});
	}
});

/** What Simplified keeps together in one object, and the rows of a job that only details show. */
const together = new Set(['address', 'contact', 'customFields']);
const rowsOfJobs = new Set(['otherTechnicians', 'parts', 'timeEntries', 'preferences']);
const isFlat = (value: object | null) => Object.values(value ?? {}).every((each) => typeof each !== 'object');

const isPlainList = (value: unknown) => Array.isArray(value) && value.every((each) => typeof each !== 'object');

/** The records of an answer: the object, the elements of a list, or those of a page. */
function recordsIn(answer: unknown): unknown[] {
	if (Array.isArray(answer)) return answer;
	const { data } = answer as { data?: unknown };
	const found = (data as IDataObject | undefined)?.results ?? data;
	return found === undefined ? [answer] : [found].flat();
}

/** The values with each list of objects given as JSON instead: under Options. */
function withTwins(values: Values): Array<[Values, string]> {
	const inside = (part: Values, put: (rest: Values) => Values): Array<[Values, string]> =>
		Object.entries(part).flatMap(([name, value]): Array<[Values, string]> => {
			if (typeof value !== 'object' || value === null || '__rl' in value) return [];
			const { [name]: _, ...others } = part;
			const rows = (value as { values?: unknown }).values;
			const json = { ...(values.options as Values), [`${name}Json`]: rows };
			if (Array.isArray(rows)) return [[{ ...put(others), options: json }, name]];
			return inside(value as Values, (rest) => put({ ...part, [name]: rest }));
		});
	return inside(values, (rest) => rest);
}
