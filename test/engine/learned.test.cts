import type { IDataObject, Logger } from 'n8n-workflow';
import { watch } from '../trigger/context.cts';
import { withSandbox } from './cases.cts';
import { additionalDataOf, locator, pollContext, startServices, workflowOf } from './engine.cts';

/**
 * What the nodes learn from responses: for that account alone, for action nodes and triggers, and logged once. One account
 * writes dates in UTC and cancels by DELETE, the other is as the nodes assume; both stand in the same process.
 */

type At = Awaited<ReturnType<typeof withSandbox>>;
let odd: At;
let usual: At;
const log: string[] = [];

beforeAll(async () => {
	await startServices();
	const workflow = workflowOf('synchroteamTrigger', {});
	const context = pollContext(workflow, workflow.getNode('Node')!, additionalDataOf({}), 'trigger');
	const { logger } = context as unknown as { logger: Logger };
	for (const level of ['info', 'warn', 'error'] as const)
		jest.spyOn(logger, level).mockImplementation((text) => void log.push(`${level}: ${text}`));
});
beforeEach(async () => {
	// A new address is a new account to the nodes.
	odd = await withSandbox({ dialect: { 'answer-zone': 'utc', 'billing-cancel-verb': 'delete' } });
	usual = await withSandbox();
	log.length = 0;
});
afterEach(async () => {
	await odd.sandbox.close();
	await usual.sandbox.close();
});

const learnedLines = () => log.filter((line) => line.includes('this account reads'));
const sentence = (id: string, reading: string) =>
	`info: Synchroteam: this account reads "${id}" as "${reading}" (docs/guesses.md)`;

/** Minutes between a date in an item and the moment at which the record was changed. */
const apart = ({ sandbox }: At, { dateModified }: IDataObject) =>
	Math.abs(Date.parse(String(dateModified)) - sandbox.clock.now()) / 60_000;

const create = { customer: locator('id', '={{ $json.customer }}'), description: 'Repair' };
/** One that is refused among them. */
const items = Array.from({ length: 24 }, (_, index) => ({ customer: index % 5 === 3 ? 99_999 : 1, index }));

test('many items, some of them refused: dates are right from the first one on, and it is logged once', async () => {
	const { json } = await odd.run('job', 'create', create, { items, onError: 'continueRegularOutput' });
	const made = json.filter((each) => each.error === undefined);
	expect(made).toHaveLength(19);
	expect(made.filter((each) => apart(odd, each) > 2)).toEqual([]);
	expect(learnedLines()).toEqual([sentence('answer-zone', 'utc')]);
	await odd.run('job', 'create', create, { items: items.slice(0, 2) });
	expect(learnedLines()).toHaveLength(1);
});

test('a trigger on the same account writes the same dates', async () => {
	await odd.run('job', 'create', create, { items: items.slice(0, 1) });
	const watching = watch('synchroteamTrigger', { events: ['jobCreated'] }, odd.credentials.synchroteam);
	await watching.poll();
	const { id } = odd.sandbox.state.jobs.create({ customer: { id: 1 }, description: 'New' });
	const [polled] = (await watching.poll())!;
	expect(polled.id).toBe(id);
	expect(apart(odd, polled)).toBeLessThan(2);
	expect(learnedLines()).toHaveLength(1);
	expect(JSON.stringify(watching.memory())).not.toContain('answer-zone');
});

test('two accounts in turns, in one execution: what one shows says nothing of the other', async () => {
	const both = [odd, usual];
	const { json } = await odd.run('job', 'create', create, {
		items: items.filter(({ customer }) => customer === 1),
		credentials: (index) => both[index % 2].credentials.synchroteam,
	});
	expect(json.filter((each, index) => apart(both[index % 2], each) > 2)).toEqual([]);
	expect(learnedLines()).toEqual([sentence('answer-zone', 'utc')]);
});

test('Cancel by the verb that the account takes: asked for once, logged once; the other account keeps its own', async () => {
	const make = ({ sandbox }: At) =>
		Array.from({ length: 30 }, () => ({ id: sandbox.state.invoices.create({ customer: { id: 1 } }).id as number }));
	const cancel = { invoice: locator('id', '={{ $json.id }}') };
	const unknown = { id: 99_999 };
	for (const at of [odd, usual]) {
		const run = await at.run('invoice', 'cancel', cancel, {
			items: [unknown, ...make(at), unknown],
			onError: 'continueRegularOutput',
		});
		expect(run.json.filter(({ error }) => error !== undefined)).toHaveLength(2);
		const verbs = run.requests.filter(({ path }) => path.endsWith('/cancel')).map(({ method }) => method);
		// Those of the five at once that came before the first of them had found the other verb.
		if (at === odd) expect(verbs.filter((verb) => verb === 'POST').length).toBeLessThanOrEqual(10);
		else expect(verbs).not.toContain('DELETE');
	}
	expect(learnedLines()).toEqual([sentence('billing-cancel-verb', 'delete')]);
});
