import assert from 'node:assert/strict';
import { operations, titleOf, type Entry } from '../contract/documented.cts';
import { filledAlike, runItems, runLiteral } from '../quality/requests.cts';
import { startRecorder, type Recorder } from '../quality/recorder.cts';
import type { Report } from './report.cts';

/** Every operation in the engine: filled in as the editor saves it, and with three items of which one is refused. */

const MESSAGE = 'The service says no (case 4711)';
const refusal = { status: 400, body: { error: 'refused', message: MESSAGE } };

export async function checkOperations(report: Report): Promise<void> {
	const recorder = await startRecorder();
	for (const entry of operations) {
		await report.check('operations', titleOf(entry), async () => await runs(recorder, entry));
		await report.check('Continue On Fail', titleOf(entry), async () => await goesOn(recorder, entry));
	}
	await recorder.close();
}

async function runs(recorder: Recorder, entry: Entry) {
	const { items, error, seen } = await runLiteral(recorder, filledAlike(entry, 1), 0);
	assert.equal(error?.message, undefined);
	assert.deepEqual(
		seen.map(({ method }) => method),
		[entry.method],
	);
	assert.ok(items.length > 0, 'no items');
}

async function goesOn(recorder: Recorder, entry: Entry) {
	const { items, error, seen } = await runItems(recorder, filledAlike(entry, 3), {
		onError: 'continueRegularOutput',
		instead: (index) => (index === 1 ? refusal : undefined),
	});
	assert.equal(error?.message, undefined);
	assert.equal(seen.length, 3);
	const of = (index: number) =>
		items.filter(({ pairedItem }) => (pairedItem as { item: number } | undefined)?.item === index);
	assert.deepEqual(
		[0, 1, 2].map((index) => of(index).map(({ json }) => json.error !== undefined)).map((each) => each[0]),
		[false, true, false],
	);
	assert.equal(of(1).length, 1);
	assert.match(String(of(1)[0].json.error), /The service says no \(case 4711\)/);
}
