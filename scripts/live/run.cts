import { rows as guessRows, type Guess, type GuessId } from '../../contract/guesses/index.cts';
import { outSmartPortal } from '../../nodes/OutSmartPortal/service';
import { synchroteam } from '../../nodes/Synchroteam/service';
import { Account, NotTellable } from './account.cts';
import type { Logins } from './credentials.cts';
import { portal, portalWriting } from './portal.cts';
import { Ground, type Probes, type Told } from './probe.cts';
import { reading, untold } from './reading.cts';
import { makeAll, Workshop, writing } from './writing.cts';

/** Asks the accounts and gives what was found, row by row. */

export interface Finding {
	id: GuessId;
	guess: Guess;
	told?: Told;
	/** Why nothing was told. */
	why?: string;
	requests: number;
}

export interface Result {
	findings: Finding[];
	accounts: Array<{ name: string; account: Account }>;
	/** Records made for the check that could not be taken away. */
	left: string[];
	/** What was made and is still there, at any moment. */
	standing?: () => string[];
}

export interface Options {
	write?: boolean;
	/** Called once; the first ends the run cleanly, the second says what was made and is still there. */
	onStop?: (stop: () => void, standing: () => string[]) => void;
	progress?: (text: string) => void;
}

const MOST_READING = 80;
const MOST_WRITING = 150;
/** Of those, what is kept for taking away what was made: four records, each tried as often as any request. */
const FOR_TIDYING = 24;
/** Of the day's quota, which counts no tries that failed for want of it. */
const QUOTA_FOR_TIDYING = 8;

/** How a service is asked: what tells its rows, those that only a change tells apart. */
interface Plan {
	service: typeof synchroteam;
	probes: Probes;
	/** The reason for a row that nothing here tells. */
	otherwise: string;
}
const plans: Record<keyof Logins, Plan> = {
	synchroteam: { service: synchroteam, probes: reading, otherwise: 'it concerns records that are not made here' },
	outSmartPortal: {
		service: outSmartPortal,
		probes: portal,
		otherwise: 'only a work order or note that is made would show it, and none can be taken away again',
	},
};

export async function runLive(logins: Logins, options: Options = {}): Promise<Result> {
	const result: Result = { findings: [], accounts: [], left: [] };
	let stopped = false;
	options.onStop?.(
		() => {
			stopped = true;
			for (const { account } of result.accounts) account.stop();
		},
		() => result.standing?.() ?? [],
	);
	const names = (['synchroteam', 'outSmartPortal'] as const).filter((name) => logins[name]);
	// All of them before anything is sent: a login that cannot be one ends the run then.
	for (const name of names) {
		const { service } = plans[name];
		const account = isWriting(name, options)
			? await Account.open(service, logins[name]!, MOST_WRITING - FOR_TIDYING, QUOTA_FOR_TIDYING)
			: await Account.open(service, logins[name]!, MOST_READING);
		result.accounts.push({ name: service.name, account });
		if (stopped) account.stop();
	}
	for (const [index, name] of names.entries()) {
		const plan = plans[name];
		const ground = new Ground(result.accounts[index].account, String(logins[name]!.timeZone ?? 'UTC'));
		if (isWriting(name, options)) await withRecords(ground, plan, result, options);
		else await tellAll(ground, plan, { ...plan.probes, ...(options.write && portalWriting) }, result, options);
	}
	return result;
}

const isWriting = (name: keyof Logins, { write }: Options): boolean => name === 'synchroteam' && write === true;

/** Makes records, tells by them, and takes them away whatever happens. */
async function withRecords(ground: Ground, plan: Plan, result: Result, options: Options): Promise<void> {
	const { progress = () => undefined } = options;
	const workshop = new Workshop(ground.account);
	result.standing = () => workshop.standing;
	ground.unmade = 'the records that would show it could not be made';
	try {
		progress(`Making a customer, a site and a job, ${workshop.mark} …`);
		await makeAll(ground, workshop).catch((error: unknown) => {
			progress(`They could not be made: ${reasonOf(error)}`);
		});
		await tellAll(ground, plan, { ...plan.probes, ...writing(workshop) }, result, options);
	} finally {
		progress('Taking away what was made …');
		result.left = await workshop.tidyUp();
	}
}

async function tellAll(ground: Ground, plan: Plan, probes: Probes, result: Result, options: Options): Promise<void> {
	const rows = new Map(guessRows.filter(([, { service }]) => service === plan.service.name));
	// Those that others depend on come first: the order of the probes.
	const order = [...new Set([...(Object.keys(probes) as GuessId[]), ...rows.keys()])].filter((id) => rows.has(id));
	for (const [index, id] of order.entries()) {
		const guess = rows.get(id)!;
		options.progress?.(`${String(index + 1).padStart(3)} of ${order.length}  ${id}`);
		const before = ground.account.requests;
		const finding: Finding = { id, guess, requests: 0 };
		try {
			const probe = probes[id];
			if (!probe) throw new NotTellable(guess.unseen ?? untold[id] ?? reasonFor(id, plan, options));
			finding.told = await probe(ground);
			if (!Object.hasOwn(guess.readings, finding.told.reading))
				throw new NotTellable('nobody described such a reading');
			ground.found.set(id, finding.told);
		} catch (error) {
			finding.told = undefined;
			finding.why = reasonOf(error);
		}
		finding.requests = ground.account.requests - before;
		result.findings.push(finding);
	}
}

/** What broke over a response that nobody described may quote it: its words are not shown. */
const reasonOf = (error: unknown): string =>
	error instanceof NotTellable ? error.message : 'the response has a form that nobody described';

/** Rows that writing tells. */
const written = new Set(Object.keys({ ...writing(undefined as never), ...portalWriting }));
const reasonFor = (id: string, { otherwise }: Plan, { write }: Options): string =>
	!write && written.has(id) ? 'only a request for a change shows it: start with --write' : otherwise;
