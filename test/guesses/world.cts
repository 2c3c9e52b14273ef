import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { guesses, type GuessId, type Outcome } from '../../contract/guesses/index.cts';
import { withSandbox } from '../engine/cases.cts';
import type { NodeRun } from '../engine/engine.cts';
import { watch } from '../trigger/context.cts';

/** An account that reads one guess in one way, and what the nodes make of it. */

export type World = Awaited<ReturnType<typeof worldOf>>;
/**
 * Does what the row is about, and finds out what becomes of the user: `right` where all is as it was meant, `says so` where
 * a sentence tells what to set and setting it helps. Throws where neither is so.
 */
export type Trial = (world: World) => Promise<Outcome>;
/** A trial for every row of a part of the table. */
export type Trials<Rows> = { [Id in keyof Rows & GuessId]: Trial };

type Run = Awaited<ReturnType<Awaited<ReturnType<typeof withSandbox>>['run']>>;

/** Not the true time: a job that changes within the first seconds of a minute is delivered by the poll after the next. */
const NOON = Date.UTC(2026, 10, 10, 12, 0, 30);

export async function worldOf(id: GuessId, reading: string) {
	const begin = Date.now();
	const at = await withSandbox({ dialect: { [id]: reading }, now: () => NOON + Date.now() - begin });
	const { sandbox, credentials } = at;
	return {
		...at,
		reading,
		state: sandbox.state,
		/** A node of OutSmart Portal. */
		portal: async (resource: string, operation: string, parameters: INodeParameters, more: Partial<NodeRun> = {}) =>
			await at.run(resource, operation, parameters, { node: 'outSmartPortal', ...more }),
		/** A trigger for events, after its activation. */
		watch: async (events: string[], more: INodeParameters = {}) => {
			const watching = watch('synchroteamTrigger', { events, ...more }, credentials.synchroteam);
			expectThat((await watching.poll()) === null, 'activation delivers nothing');
			return watching;
		},
		watchPortal: async (parameters: INodeParameters) => {
			const watching = watch('outSmartPortalTrigger', parameters, credentials.outSmartPortal);
			await watching.poll();
			return watching;
		},
		/** A moment so many minutes from now, in ISO 8601. */
		moment: (minutes: number) => new Date(sandbox.clock.now() + minutes * 60_000).toISOString(),
	};
}

/** Everything that a run says to the user. */
export function told({ error, items, failed, run }: Run): string {
	const hints = run.data.resultData.runData.Node?.[0]?.hints ?? [];
	return [
		...(error ? [error.message, (error as { description?: string }).description] : []),
		...[...items, ...failed].flatMap(({ json }) => [json.error, json.errorDescription] as Array<string | undefined>),
		...hints.map(({ message }) => message),
	]
		.filter(Boolean)
		.join('\n');
}

/** A sentence was given that says it so. */
export function says(run: Run, sentence: RegExp): void {
	expectThat(sentence.test(told(run)), `nothing says ${sentence}: ${told(run) || 'no word'}`);
}

export function wentWell(run: Run): IDataObject[] {
	expectThat(run.error === undefined, `it failed: ${told(run)}`);
	return run.json;
}

export function expectThat(holds: boolean, what: string): void {
	if (!holds) throw new Error(`Expected otherwise: ${what}`);
}

/** Where it is right, right; else a sentence has to say so (unless the node cannot tell), and the way round to lead there. */
export async function rightOr(
	isRight: boolean,
	run: Run,
	sentence: RegExp | undefined,
	wayRound: () => Promise<boolean>,
): Promise<Outcome> {
	if (isRight) return 'right';
	if (sentence) says(run, sentence);
	expectThat(await wayRound(), 'the workaround helps');
	return sentence ? 'says so' : 'unnoticed';
}

/** Rows and readings of a part of the table, for `test.each`. */
export const readingsOf = (part: object): Array<[GuessId, string]> =>
	(Object.keys(part) as GuessId[]).flatMap((id) =>
		Object.keys(guesses[id].readings).map((reading): [GuessId, string] => [id, reading]),
	);
