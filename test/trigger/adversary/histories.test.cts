import { eventNames } from './events.cts';
import { History, planOf, type Adversity, type Plan } from './history.cts';
import type { Verdict } from './oracle.cts';
import { takesSeveral } from './watch.cts';

/**
 * Random histories: 200 with `npm test`, 3,000 with `npm run histories`. HISTORIES and SEED choose others,
 * ADVERSARY=seed:turn plays one of them alone, REPORT=10 prints tables and that many findings.
 */

const { histories = 200 } = globalThis as { histories?: number };
const count = Number(process.env.HISTORIES ?? histories);
const seed = Number(process.env.SEED ?? 20311114);
const one = process.env.ADVERSARY?.split(':').map(Number);

interface Row {
	histories: number;
	required: number;
	delivered: number;
	lost: number;
	repeated: number;
	restarted: number;
	old: number;
	wrong: number;
}
const empty = (): Row => ({
	histories: 0,
	required: 0,
	delivered: 0,
	lost: 0,
	repeated: 0,
	restarted: 0,
	old: 0,
	wrong: 0,
});

function add(rows: Map<string, Row>, name: string, verdict: Verdict, event?: string) {
	const row = rows.get(name) ?? empty();
	rows.set(name, row);
	const size = (list: Verdict['lost']) => list.filter((each) => !event || each.event === event).length;
	row.histories++;
	row.lost += size(verdict.lost);
	row.repeated += size(verdict.repeated);
	row.restarted += size(verdict.repeatedAfterRestart);
	row.old += size(verdict.old);
	row.wrong += size(verdict.wrong);
	row.required += verdict.required;
	row.delivered += verdict.delivered;
}

function table(rows: Map<string, Row>): string {
	const head = ['', 'histories', 'required', 'delivered', 'lost', 'repeated', 'after restart', 'old', 'wrong'];
	const lines = [head, ...[...rows].map(([name, row]) => [name, ...Object.values(row).map(String)])];
	return lines.map((line) => line.map((cell, at) => (at ? cell.padStart(14) : cell.padEnd(22))).join('')).join('\n');
}

test(`${one ? 1 : count} random histories: nothing lost, nothing repeated`, async () => {
	const byEvent = new Map<string, Row>(eventNames.map((name) => [name, empty()]));
	const byAdversity = new Map<string, Row>();
	const total = new Map<string, Row>();
	const bad: string[] = [];
	const errors = new Map<string, number>();
	for (let turn = one?.[1] ?? 0; turn < (one ? one[1] + 1 : count); turn++) {
		const plan = planOf(one?.[0] ?? seed + turn, turn, takesSeveral());
		const history = new History(plan);
		const verdict = await history.play();
		const { scene } = history;
		for (const event of plan.events) add(byEvent, event, verdict, event);
		for (const name of plan.adversities.length ? plan.adversities : ['none']) add(byAdversity, name, verdict);
		if (plan.adversities.length === 1) add(byAdversity, `only ${plan.adversities[0]}`, verdict);
		add(total, 'all', verdict);
		for (const { message } of scene.errors) {
			const text = message.replace(/\d+/g, 'N').slice(0, 120);
			errors.set(text, (errors.get(text) ?? 0) + 1);
		}
		bad.push(...tell(plan, turn, verdict, scene.ledger.strangers));
	}
	const report = [table(byEvent), table(byAdversity), table(total)].join('\n\n');
	const failures = [...errors].map(([text, times]) => `${times} × ${text}`).join('\n');
	if (process.env.REPORT || bad.length) process.stdout.write(`${report}\n\nPolls that failed:\n${failures}\n\n`);
	if (process.env.REPORT) process.stdout.write(`${bad.slice(0, Number(process.env.REPORT)).join('\n')}\n`);
	expect(bad.slice(0, 20)).toEqual([]);
}, 3_600_000);

test.each([
	['equal dates at the border of two pages hid a new job', 20312291, 1177],
	['a quotation moved past a page that was left for the one before it', 20312152, 1038],
])('%s once', async (_, seedOfIt, turn) => {
	const plan = planOf(seedOfIt, turn, takesSeveral());
	expect(tell(plan, turn, await new History(plan).play(), [])).toEqual([]);
});

/** One line for each finding, with what plays it again. */
function tell(plan: Plan, turn: number, verdict: Verdict, strangers: string[]): string[] {
	const where = `ADVERSARY=${plan.seed}:${turn} ${plan.adversities.join('+') satisfies Adversity | string}`;
	const lines = (['lost', 'repeated', 'old', 'wrong'] as const).flatMap((kind) =>
		verdict[kind].map(({ event, rec, why }) => `${kind} ${event} ${rec.key} (${why}) ${where}`),
	);
	return [...lines, ...strangers.map((text) => `not known: ${text} ${where}`)];
}
