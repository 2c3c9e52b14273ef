import { isDeepStrictEqual } from 'node:util';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { answerOf, documentedFor, titleOf, type Entry } from '../contract/documented.cts';
import { nodeType, runNode, type NodeResult } from '../engine/engine.cts';
import { byExpression, decided, deciding, eachWithout, fill, shownFor, turnsNeeded, type Values } from './panel.cts';
import type { Answer, Recorder, Seen } from './recorder.cts';

/** Runs operations with everything filled in, over the real engine, against a service that remembers what it saw. */

export interface Filled {
	entry: Entry;
	/** Values of the panel, one set per item. */
	items: Values[];
}

/** What would send further requests, or has to fit the item, is fixed. */
const fixed: Values = {
	options: { concurrency: 1, checkFirst: false, maxWait: 5 },
	includeDetails: false,
	output: 'raw',
	download: false,
	setCustomFields: true,
	binaryPropertyName: 'data',
};
const binary: INodeExecutionData['binary'] = {
	data: { data: Buffer.from('a file').toString('base64'), mimeType: 'text/plain', fileName: 'file.txt' },
};

const left = Object.keys(fixed);

/** Fields that the node takes one of, not both. */
const oneOf: Record<string, string[]> = { 'partMovement move': ['quantity', 'serials'] };

/** The values without those that stand for each other but one, which differs from turn to turn. */
function withOne({ resource, operation }: Entry, values: Values, turn: number): Values {
	const names = oneOf[`${resource} ${operation}`] ?? [];
	const out = names.filter((_, index) => index !== turn % names.length);
	return Object.fromEntries(Object.entries(values).filter(([name]) => !out.includes(name)));
}

function valuesOf(entry: Entry, filling: { turn: number; modes?: number }, returnAll: boolean): Values {
	const { description } = nodeType(entry.node);
	const choices = deciding(description, entry);
	const turns = turnsNeeded(shownFor(description, entry));
	const chosen = decided(choices, filling.modes ?? Math.floor(filling.turn / turns));
	const shown = shownFor(description, entry, { returnAll, ...chosen });
	const ours = Object.fromEntries(
		Object.entries(fixed).filter(([name]) => shown.some((property) => property.name === name)),
	);
	const values = fill(shown, { ...filling, identifiers: entry.identifiers, without: left });
	return { ...withOne(entry, values, filling.modes ?? filling.turn), ...chosen, ...ours };
}

/** Fills the panel of an operation as often as it takes to make every choice once. */
export function filled(entry: Entry): Filled {
	const { description } = nodeType(entry.node);
	const combinations = deciding(description, entry).reduce((product, { options = [] }) => product * options.length, 1);
	const turns = turnsNeeded(shownFor(description, entry)) * combinations;
	// A list that is read whole has no limit.
	return { entry, items: Array.from({ length: turns }, (_, turn) => valuesOf(entry, { turn }, turn % 2 === 0)) };
}

/** Several items for one node: the same fields and modes, other values. */
export const filledAlike = (entry: Entry, count: number): Filled => ({
	entry,
	items: Array.from({ length: count }, (_, turn) => valuesOf(entry, { turn, modes: 0 }, false)),
});

export const credentialsOf = (url: string) => ({
	synchroteam: { domain: 'sandbox', apiKey: 'key', timeZone: 'Europe/Paris', baseUrl: url },
	outSmartPortal: { portalName: 'DemoPortal', username: 'user', password: 'password', baseUrl: url },
});

/** What the service answers: everything the contract documents, or what a test wants for the request of this number. */
async function prepare(recorder: Recorder, entry: Entry, instead?: (index: number) => Answer | undefined) {
	const body = answerOf(await documentedFor(entry)) ?? '';
	recorder.seen.length = 0;
	recorder.answer = ({ body: sent }) => instead?.(recorder.seen.length - 1) ?? { body: changed(entry, body, sent) };
}

/** The response to an Update is the record that was named. */
function changed({ operation, identifiers = [] }: Entry, body: unknown, sent: unknown): unknown {
	if (operation !== 'update') return body;
	const named = Object.entries(sent as object).filter(([key]) => identifiers.includes(key));
	return { ...(body as object), ...Object.fromEntries(named) };
}

export interface Ran extends Omit<NodeResult, 'run'> {
	seen: Seen[];
}

interface How {
	onError?: 'continueRegularOutput';
	instead?: (index: number) => Answer | undefined;
}

/** Runs all items of a filling in one execution, every value read from its item by expression. */
export async function runItems(recorder: Recorder, { entry, items }: Filled, how: How = {}): Promise<Ran> {
	const literal = Object.fromEntries(
		deciding(nodeType(entry.node).description, entry).map(({ name }) => [name, items[0][name]]),
	) as INodeParameters;
	const data = items.map((values) => ({ json: values as IDataObject, binary }));
	const parameters = {
		resource: entry.resource,
		operation: entry.operation,
		...byExpression(items[0]),
		// What decides which others are shown is the same for all of them.
		...literal,
		...('setCustomFields' in items[0] && { setCustomFields: true }),
		options: fixed.options as INodeParameters,
	};
	return await run(recorder, entry, parameters, data, how);
}

/** Runs one item of a filling with its values as they are, the way the editor saves them. */
export async function runLiteral(
	recorder: Recorder,
	{ entry, items }: Filled,
	index: number,
	how: How = {},
): Promise<Ran> {
	const parameters = { resource: entry.resource, operation: entry.operation, ...(items[index] as INodeParameters) };
	return await run(recorder, entry, parameters, [{ json: {}, binary }], how);
}

async function run(
	recorder: Recorder,
	entry: Entry,
	parameters: INodeParameters,
	items: INodeExecutionData[],
	{ onError, instead }: How,
): Promise<Ran> {
	await prepare(recorder, entry, instead);
	try {
		const result = await runNode({
			node: entry.node,
			parameters,
			items,
			credentials: credentialsOf(recorder.url)[entry.node],
			onError,
		});
		return { ...result, seen: [...recorder.seen] };
	} catch (error) {
		// n8n itself refuses to start when an obligatory parameter is empty.
		return { items: [], failed: [], error: error as Error, seen: [...recorder.seen] };
	}
}

/** The requests of every filling, one by one; throws with the message of the first that was refused. */
export async function requestsOf(recorder: Recorder, filling: Filled): Promise<Seen[]> {
	const seen: Seen[] = [];
	for (const index of filling.items.keys()) {
		const { error, seen: now } = await runLiteral(recorder, filling, index);
		if (error)
			throw new Error(
				`${titleOf(filling.entry)}: ${error.message} (${String(error.description)})\n${JSON.stringify(filling.items[index])}`,
			);
		seen.push(...now);
	}
	return seen;
}

/** What comes of leaving a field out: the request is the same, another, or none. */
export type Effect = 'same' | 'other' | 'none';

/** The effect of each field of a filling, by its path; those excepted that shape only the answer. */
export async function effects(recorder: Recorder, { entry, items }: Filled): Promise<Map<string, Effect>> {
	const shapeless = [...Object.keys(fixed), 'returnAll', 'limit'];
	const found = new Map<string, Effect>();
	// Of two fillings one differs from whatever n8n puts in where a value is missing; the last has made all other choices.
	for (const turn of [0, 1, items.length - 1]) {
		const [whole] = (await runLiteral(recorder, { entry, items }, turn)).seen;
		for (const [path, values] of eachWithout(items[turn])) {
			if (shapeless.includes(path.split('.')[0]) || (turn > 0 && found.get(path) !== 'same')) continue;
			found.set(path, await effectOf(recorder, { entry, items: [values] }, whole));
		}
	}
	return found;
}

async function effectOf(recorder: Recorder, filling: Filled, whole: Seen): Promise<Effect> {
	const [changed] = (await runLiteral(recorder, filling, 0)).seen;
	if (!changed) return 'none';
	return isDeepStrictEqual(whole, changed) ? 'same' : 'other';
}

/** True when an operation without these fields sends nothing and says why. */
export async function refusesWithout(
	recorder: Recorder,
	{ entry, items: [values] }: Filled,
	names: string[],
): Promise<boolean> {
	const left = (from: Values): Values =>
		Object.fromEntries(
			Object.entries(from)
				.filter(([name]) => !names.includes(name))
				.map(([name, value]) => [name, name.endsWith('Fields') ? left(value as Values) : value]),
		);
	const { seen, error } = await runLiteral(recorder, { entry, items: [left(values)] }, 0);
	return seen.length === 0 && Boolean(error);
}
