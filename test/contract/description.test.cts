import { nodeType } from '../engine/engine.cts';
import { effects, filled, refusesWithout, requestsOf, type Effect } from '../quality/requests.cts';
import { shownFor } from '../quality/panel.cts';
import { startRecorder, type Recorder, type Seen } from '../quality/recorder.cts';
import {
	againstBody,
	againstQuery,
	bodySchema,
	documentedFor,
	operations,
	placesIn,
	placesOf,
	querySchemas,
	titleOf,
	type Entry,
} from './documented.cts';
import { exceptions } from './exceptions.cts';
import type { Operation, Schema } from '../../contract/load.cts';

/**
 * The built nodes against the contract, in both directions. Every operation is filled in until each choice was made once
 * and run through the engine; what arrives has to be allowed by the contract, and everything the contract knows has to
 * arrive.
 */

let recorder: Recorder;
beforeAll(async () => {
	recorder = await startRecorder();
});
afterAll(async () => await recorder.close());

/** What to do where the contract has an operation and the node has not. */
function missing({ node, resource, operation }: Entry): string {
	const folder = `${node[0].toUpperCase()}${node.slice(1)}`;
	return (
		`The ${folder} node has no ${resource} ${operation}: write nodes/${folder}/resources/${resource}.ts, ` +
		'and list it in index.ts beside it'
	);
}

/** Everything an operation of the node should be able to send. */
function expected(entry: Entry, operation: Operation): Map<string, Schema> {
	const places = new Map(Object.entries(querySchemas(operation)).map(([name, schema]) => [`query.${name}`, schema]));
	const schema = bodySchema(operation);
	if (schema) placesOf(schema, 'body', places);
	const creates = entry.operation === 'create' || entry.operation === 'upsert';
	const late = [...places].filter(([, { 'x-create-only': createOnly }]) => createOnly).map(([place]) => place);
	return new Map(
		[...places].filter(([place]) => {
			// A new record gets its system id from the service; what is taken on creation only is no field of an update.
			if (creates) return place !== 'body.id';
			return (
				entry.operation !== 'update' ||
				!late.some((each) => place === each || place.startsWith(`${each}[`) || place.startsWith(`${each}.`))
			);
		}),
	);
}

/** Everything that arrived, by place. */
function arrived(seen: Seen[]): Map<string, Set<unknown>> {
	const places = new Map<string, Set<unknown>>();
	for (const { query, body } of seen) {
		for (const [name, value] of Object.entries(query)) placesIn({ [name]: value }, 'query', places);
		placesIn(body, 'body', places);
	}
	return places;
}

/** Values of an enumeration that never arrived, as `place = value`. */
function unsent(place: string, schema: Schema, values: Set<unknown>): string[] {
	const allowed = (schema.items?.enum ?? schema.enum ?? []).filter((value) => value !== null);
	const sent = new Set(
		[...values]
			.flatMap((value) => (schema.type === 'array' && typeof value === 'string' ? value.split(',') : [value]))
			.map(String),
	);
	return allowed.filter((value) => !sent.has(String(value))).map((value) => `${place} = ${String(value)}`);
}

const used = new Set<string>();
const reasons = new Map(
	exceptions.flatMap(({ operations: titles, places, reason }) =>
		titles.flatMap((title) => places.map((place) => [`${title} ${place}`, reason] as const)),
	),
);

describe.each(operations.map((entry) => [titleOf(entry), entry] as const))('%s', (title, entry) => {
	let operation: Operation;
	let seen: Seen[];
	let effect: Map<string, Effect>;
	beforeAll(async () => {
		operation = await documentedFor(entry);
		if (!shownFor(nodeType(entry.node).description, entry).length) throw new Error(missing(entry));
		seen = await requestsOf(recorder, filled(entry));
		effect = await effects(recorder, filled(entry));
	});

	test('sends only what the contract allows', () => {
		const complaints = seen.flatMap(({ query, body }) => [
			...againstQuery(operation, query),
			...againstBody(operation, body),
		]);
		expect([...new Set(complaints)]).toEqual([]);
	});

	test('offers nothing that is not sent', () => {
		// What there is only one of to sort by is sent either way.
		const only = (path: string) => path.endsWith('Sort.values.sort') && entry.sort?.length === 1;
		expect([...effect].filter(([path, each]) => each === 'same' && !only(path))).toEqual([]);
	});

	if (entry.operation === 'create') {
		test('asks for what the contract requires, and otherwise only for what names the new record', async () => {
			const schema = bodySchema(operation);
			const required = [...((schema?.['x-required-on-create'] ?? []) as string[]), ...(schema?.required ?? [])];
			// What is needed in one of two cases is asked for in that case.
			const sometimes = [schema?.['then'], schema?.['else']].flatMap(
				(part) => (part as Schema | undefined)?.required ?? [],
			);
			const naming = [
				'name',
				'login',
				// The record of the kind that was chosen.
				...(entry.resource === 'attachment' ? ['attachTo', 'customer', 'site', 'equipment', 'job'] : []),
				// What the portal needs is not documented; without these there is nothing to create.
				...(entry.node === 'outSmartPortal' ? ['workorder_nr', 'nte_reference', 'nte_content'] : []),
				...(operations.find(({ resource, key }) => key && resource === entry.resource)?.key ?? []),
			];
			const nested = (path: string) => path.includes('.values');
			const asked = [...effect]
				.filter(([path, each]) => each === 'none' && !nested(path))
				.map(([path]) => path.split('.').at(-1) as string);
			expect(asked).toEqual(expect.arrayContaining(entry.node === 'synchroteam' ? required : []));
			expect(
				asked.filter((name) => ![...required, ...sometimes, ...naming].includes(name) && !name.endsWith('Fields')),
			).toEqual([]);
			const oneOf = (schema?.['x-required-on-create-one-of'] ?? []) as string[];
			if (oneOf.length) expect(await refusesWithout(recorder, filled(entry), oneOf)).toBe(true);
		});
	}

	test('can send everything the contract knows', () => {
		const places = arrived(seen);
		const missing = [...expected(entry, operation)].flatMap(([place, schema]) => {
			const values = places.get(place);
			return values ? unsent(place, schema, values) : [place];
		});
		for (const place of missing) used.add(`${title} ${place}`);
		expect(missing.filter((place) => !reasons.has(`${title} ${place}`))).toEqual([]);
	});
});

test('every exception is still one, and says why', () => {
	expect([...reasons.keys()].filter((each) => !used.has(each))).toEqual([]);
	expect([...reasons].filter(([, reason]) => reason.length < 20)).toEqual([]);
});
