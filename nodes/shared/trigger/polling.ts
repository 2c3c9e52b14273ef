import type { IDataObject } from 'n8n-workflow';
import { judge, judgeWhole, type Circumstances, type Verdict } from './judge';
import { valueAt } from '../schema/path';
import { decode, encode, hashOf, VERSION, type Mark, type Marks, type State } from './memory';
import { read, reachOf, type Read } from './read';
import { readSafely } from './list';
import type { Plan, Ports } from './watch';
import { spanOf, wallNumber } from './window';

/**
 * The one poll of every event of a list: asks from the last watermark less an overlap, recognizes what it delivered before,
 * and gives the rest in order of change. It knows neither n8n nor HTTP, and changes nothing but what it returns.
 */

/** Marks of states that are kept at most, beside those of the window; beyond, the first sight decides. */
const STATES_KEPT = 10_000;
/** Pages of records already in a state that activation reads. */
const PAGES_AT_START = 10;
/** Records in full that activation reads. */
const WHOLES_AT_START = 100;
/** Servers of one service may differ by so much in their clocks; marks are kept that much longer. */
const SLACK = 60_000;
/** Records in full that are asked for at once. */
const AT_ONCE = 8;

/** A record to deliver. */
export interface News {
	row: IDataObject;
	/** The record in full, where it was read and is still there. */
	whole?: IDataObject;
}

export interface Outcome {
	/** To be remembered, once the news are handed over. */
	state: State;
	news: News[];
}

/** Whether a state can be gone on with; another set-up or another version starts anew. */
export const fits = (state: Partial<State>, plan: Plan): state is State =>
	state.version === VERSION && state.watch === plan.signature;

/**
 * Activation: remembers what there is, so that nothing of it is delivered. With a date to start from it reads nothing; the
 * first poll then delivers what happened since.
 */
export async function start(plan: Plan, ports: Ports): Promise<State> {
	const state: State = {
		version: VERSION,
		watch: plan.signature,
		since: 0,
		at: 0,
		turn: 0,
		complete: false,
		ended: false,
		doubt: false,
		seen: {},
	};
	if (plan.startAt !== undefined) return { ...state, since: plan.startAt, at: plan.startAt };

	const marks: Marks = new Map();
	const { news } = plan.watch;
	if (news.is === 'entered')
		state.complete = await readEntered(plan, ports, news.already(news.into ?? plan.states), marks);
	const found = await read(plan, undefined, new Map(), ports);
	const c: Circumstances = { plan, since: found.at, from: found.at, now: found.at, complete: true, trusted: true };
	const verdicts = found.rows.map((row) => ({ row, verdict: judge(row, undefined, c) }));
	const asked = verdicts.filter(({ verdict }) => verdict.ask).slice(0, WHOLES_AT_START);
	for (let at = 0; at < asked.length; at += AT_ONCE) {
		await Promise.all(
			asked.slice(at, at + AT_ONCE).map(async (each) => {
				each.verdict = await weigh(each.row, each.verdict, undefined, await wholeOf(plan, ports, each.row), plan);
			}),
		);
	}
	for (const { row, verdict } of verdicts) marks.set(String(row.id), verdict.mark);
	for (const row of found.settled) marks.set(String(row.id), longAgo(row, c));
	return { ...state, since: found.at, at: found.at, ended: found.ended, seen: encode(marks) };
}

/** Remembers the records that are in the chosen states already. @returns whether these were all */
async function readEntered(plan: Plan, ports: Ports, query: Plan['query'], marks: Marks): Promise<boolean> {
	const { watch } = plan;
	const { path, paged = true } = watch.resource.operations.getAll;
	const all = await readSafely(
		ports,
		{ verb: 'GET', path, query: { ...watch.query, ...plan.query, ...query, ...watch.newestFirst } },
		{
			paged,
			newestFirst: Boolean(watch.newestFirst),
			enough: (_, pages) => pages >= PAGES_AT_START,
		},
	);
	const c: Circumstances = { plan, since: all.at, from: all.at, now: all.at, complete: true, trusted: true };
	for (const row of all.rows) marks.set(String(row.id), judge(row, undefined, c).mark);
	return all.ended;
}

/**
 * One poll.
 * @param trusted false where the state may be older than the last poll, i.e. n8n was started again
 * @throws whatever a request throws, unless something can be delivered already; then the rest waits for the next poll
 */
export async function poll(plan: Plan, state: State, ports: Ports, trusted: boolean): Promise<Outcome> {
	const before = decode(state.seen);
	const found = await read(plan, state, before, ports);
	const doubt = !trusted || state.doubt;
	const c: Circumstances = {
		plan,
		since: state.since,
		from: found.from,
		now: found.at,
		complete: state.complete,
		trusted: !doubt,
	};

	const after: Marks = new Map(before);
	const open: Candidate[] = [];
	for (const row of inOrder(plan, found)) {
		const known = before.get(String(row.id));
		const verdict = judge(row, known, c);
		if (verdict.news || verdict.ask) open.push({ row, known, verdict });
		else after.set(String(row.id), verdict.mark);
	}
	for (const row of found.settled) after.set(String(row.id), before.get(String(row.id)) ?? longAgo(row, c));

	const { news, left } = await settle(plan, ports, open, after);
	const at = left ? state.at : found.at;
	const listed = new Set([...found.rows, ...found.settled].map((row) => String(row.id)));
	const kept = forget(plan, after, listed, found.from - SLACK - reachOf(plan));
	return {
		news,
		state: {
			...state,
			at,
			turn: state.turn + 1,
			complete: state.complete && kept.size === after.size,
			ended: found.ended && (state.ended || !left),
			doubt: doubt && left,
			seen: encode(kept),
		},
	};
}

/** The mark of a row that is older than anything that counts. */
const longAgo = (row: IDataObject, c: Circumstances): Mark => ({
	...judge(row, undefined, c).mark,
	at: 0,
	open: false,
});

interface Candidate {
	row: IDataObject;
	known: Mark | undefined;
	verdict: Verdict;
}

/** Goes through what may be news, in order, up to the limit; marks what is done. @returns whether something is left */
async function settle(
	plan: Plan,
	ports: Ports,
	open: Candidate[],
	marks: Marks,
): Promise<{ news: News[]; left: boolean }> {
	const news: News[] = [];
	let done = 0;
	while (done < open.length && news.length < plan.limit && (done === 0 || !ports.outOfTime())) {
		const batch = open.slice(done, done + Math.min(AT_ONCE, plan.limit - news.length));
		const wholes = await Promise.allSettled(
			batch.map(async ({ row, verdict }) =>
				verdict.ask || plan.details ? await wholeOf(plan, ports, row) : undefined,
			),
		);
		// What was weighed before a request failed is delivered; the rest waits. Without anything done the poll fails.
		for (const [index, result] of wholes.entries()) {
			if (result.status === 'rejected') {
				if (done === 0) throw result.reason;
				return { news, left: true };
			}
			const { row, known, verdict } = batch[index];
			const final = verdict.ask || plan.details ? weigh(row, verdict, known, result.value, plan) : verdict;
			if (final.news) news.push({ row, whole: result.value });
			marks.set(String(row.id), final.mark);
			done++;
		}
	}
	return { news, left: done < open.length };
}

/** Judges again with the record in full; of one that is gone its row is all there is. */
function weigh(
	row: IDataObject,
	verdict: Verdict,
	known: Mark | undefined,
	whole: IDataObject | undefined,
	{ watch, details }: Plan,
): Verdict {
	if (watch.news.is !== 'changed') return verdict;
	const { hides } = watch.news;
	// Changed after the list was read: its row will say so in the next poll.
	if (known && !verdict.news && !details && hides === 'parts' && isLater(whole, row, watch.changed))
		return { ...verdict, mark: known };
	return judgeWhole(
		verdict,
		hashOf(hides === 'report' ? { report: (whole ?? row).report } : (whole ?? row)),
		known,
		hides,
		details,
	);
}

function isLater(whole: IDataObject | undefined, row: IDataObject, changed = ''): boolean {
	const [then, now] = [row, whole ?? row].map((record) => wallNumber(valueAt(record, changed)));
	return then !== undefined && now !== undefined && then !== now;
}

/** The record in full; undefined where it is gone meanwhile or the service has no such request. */
async function wholeOf(plan: Plan, ports: Ports, row: IDataObject): Promise<IDataObject | undefined> {
	const details = plan.watch.resource.operations.get;
	if (!details) return undefined;
	const answer = await ports.find({ verb: 'GET', path: details.path, query: { id: row.id as string } });
	return (Array.isArray(answer?.body) ? answer.body[0] : answer?.body) as IDataObject | undefined;
}

/** Oldest change first. */
function inOrder({ watch, zone }: Plan, { rows }: Read): IDataObject[] {
	const oldestFirst = watch.newestFirst ? [...rows].reverse() : rows;
	if (!watch.at) return oldestFirst;
	const { at } = watch;
	return oldestFirst
		.map((row) => ({ row, at: spanOf(valueAt(row, at), zone)?.from ?? 0 }))
		.sort((a, b) => a.at - b.at)
		.map(({ row }) => row);
}

/** Only what can come back is kept; of states the latest. */
function forget({ watch }: Plan, marks: Marks, listed: Set<string>, from: number): Marks {
	const latest =
		watch.news.is === 'entered' ? [...marks].sort(([, a], [, b]) => b.at - a.at).slice(0, STATES_KEPT) : [];
	const kept = new Set(latest.map(([id]) => id));
	return new Map([...marks].filter(([id, mark]) => listed.has(id) || mark.at >= from || kept.has(id)));
}
