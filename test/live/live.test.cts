import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { guesses, rows, type Dialect } from '../../contract/guesses/index.cts';
import { runLive, type Options } from '../../scripts/live/run.cts';
import { readLogins, withoutValues } from '../../scripts/live/credentials.cts';
import { clock } from '../../nodes/shared/http/clock';
import { exitCodeOf, reportOf } from '../../scripts/live/report.cts';
import { reading } from '../../scripts/live/reading.cts';
import { portal, portalWriting } from '../../scripts/live/portal.cts';
import { writing } from '../../scripts/live/writing.cts';
import { account as startAccount, editList, environmentOf, loginsOf, marked } from './account.cts';

/** `npm run live` against the sandbox: it names the reading that the sandbox was switched to, or says why it cannot. */

jest.setTimeout(120_000);

let ahead = 0;
beforeAll(() => {
	// Pauses between tries pass at once.
	clock.now = () => Date.now() + ahead;
	clock.sleep = async (ms) => void (ahead += ms);
});
const account = (dialect: Partial<Dialect> = {}, more: object = {}) =>
	startAccount(dialect, { now: () => Date.now() + ahead, ...more });

async function told(sandbox: Sandbox, options: Options = { write: true }) {
	try {
		return await runLive(loginsOf(sandbox), options);
	} finally {
		await sandbox.close();
	}
}

const claimed = [
	...Object.keys(reading),
	...Object.keys(writing(undefined as never)),
	...Object.keys({ ...portal, ...portalWriting }),
] as Array<keyof Dialect>;
/** What the sandbox cannot show to it, however it is switched. */
const never: Record<string, string> = {
	'status-moves-date': 'the command tells `stays` only, by a job that ended after its last change',
};

const readingsOfAll = claimed.flatMap((id) =>
	Object.keys(guesses[id].readings).map((each): [keyof Dialect, string] => [id, each]),
);

test.each(readingsOfAll.filter(([id]) => !never[id]))('%s is told as %s', async (id, switched) => {
	const precise: Partial<Dialect> = id === 'since-inclusive' ? { 'answer-precision': 'second' } : {};
	const { findings, left } = await told(await account({ ...precise, [id]: switched }));
	const found = findings.find((each) => each.id === id)!;
	expect(found.told?.reading ?? found.why).toBe(switched);
	expect(left).toEqual([]);
});

/** Numbers from 0 to 1, the same in every run. */
function draws(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Only rows that the command can show: an account that has another base path or filter name answers to no other question. */
const combinations = Array.from({ length: 12 }, (_, index) => {
	const draw = draws(index + 1);
	for (let at = 0; at < 5; at++) draw();
	return Object.fromEntries(
		rows
			.filter(([id, { unseen }]) => unseen === undefined && claimed.includes(id as keyof Dialect))
			.map(([id, { readings }]) => {
				const names = Object.keys(readings);
				return [id, names[Math.floor(draw() * names.length)]];
			}),
	) as Dialect;
});

test.each(combinations.map((dialect, index): [number, Dialect] => [index + 1, dialect]))(
	'combination %i: every row that is told is told rightly',
	async (_, dialect) => {
		const { findings, left } = await told(await account(dialect));
		const wrong = findings
			.filter((each) => each.told && each.told.reading !== dialect[each.id])
			.map((each) => `${each.id}: ${each.told!.reading} instead of ${dialect[each.id]}`);
		expect(wrong).toEqual([]);
		expect(findings.filter((each) => each.told).length).toBeGreaterThan(12);
		expect(left).toEqual([]);
	},
);

test('an empty account: nothing is guessed, and reasons are given', async () => {
	const { findings } = await told(await startSandbox({ seed: 'empty' }), {});
	expect(findings.filter((each) => each.told).map(({ id }) => id)).toEqual([
		'limits',
		'refused-login',
		'contracts',
		'portal-not-found',
	]);
	expect(findings.every((each) => each.told ?? each.why)).toBeTruthy();
});

test('reading only sends no change, and 80 requests at the most', async () => {
	const sandbox = await account();
	await told(sandbox, {});
	expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	expect(sandbox.requests.length).toBeLessThanOrEqual(80);
});

test('writing stays below 150 requests and leaves nothing behind', async () => {
	const sandbox = await account();
	const orders = sandbox.state.workOrders.rows().length;
	const { left } = await told(sandbox);
	expect([left, marked(sandbox), sandbox.state.workOrders.rows().length]).toEqual([[], [], orders]);
	expect(sandbox.requests.length).toBeLessThanOrEqual(150);
});

test('a quota of 30 requests: what is told is right, the rest gives the reason, and enough is kept to tidy up', async () => {
	const sandbox = await account({}, { quota: 30 });
	const { findings, left } = await told(sandbox);
	expect(findings.filter((each) => each.told && each.told.reading !== each.guess.assumed)).toEqual([]);
	expect(findings.map(({ why }) => why)).toContain("the day's quota is used up, except for what tidying up needs");
	expect([marked(sandbox), left]).toEqual([[], []]);
});

describe('An account that refuses', () => {
	const refused = async (fault: object, skip = 0) => {
		const sandbox = await account();
		sandbox.faults.add({ path: '.', kind: 'status', times: null, skip, ...fault });
		const progress: string[] = [];
		const { synchroteam } = loginsOf(sandbox);
		const result = await runLive({ synchroteam }, { write: true, progress: (text) => progress.push(text) });
		await sandbox.close();
		const report = reportOf(result, '1.0.0', true);
		return { ...result, code: exitCodeOf(result), report, progress, there: marked(sandbox), sandbox };
	};

	test('403 for ever from the twelfth request on: what is left is named, exit code 2', async () => {
		const { there, left, code, report } = await refused({ status: 403 }, 11);
		expect(there.length).toBe(3);
		expect([...left].sort()).toEqual(there.sort());
		expect(code).toBe(2);
		expect(report).toContain('3 records that were made could not be taken away.');
	});

	test('a service that fails for ever: the rest is not asked, what is left is named', async () => {
		const { there, left, code, report, sandbox } = await refused({ status: 503 }, 11);
		expect(there.filter((each) => !left.includes(each))).toEqual([]);
		expect(report).toContain('not tellable because the service failed several times in a row');
		// Three requests of reading and four of tidying up, each tried four times.
		expect(sandbox.requests.length).toBeLessThanOrEqual(11 + 7 * 4);
		expect(code).toBe(2);
	});

	test('a login that may only read: nothing is made, and nothing is said to be left', async () => {
		const { there, left, code, report, progress } = await refused({ method: 'POST', status: 403 });
		expect([there, left, code]).toEqual([[], [], 0]);
		expect(progress).toContain('They could not be made: the login has no right to it (status 403)');
		expect(report).toMatch(/\| records-total \| matching \|/);
		expect(report).toContain('not tellable because the records that would show it could not be made');
		expect(report).not.toContain('start with --write');
	});
});

test('five broken answers in a hundred: nothing wrong is told, nothing is left', async () => {
	const sandbox = await account();
	sandbox.faults.add({ path: '.', kind: 'resetMidAnswer', times: null, chance: 0.05 });
	const { findings, left } = await told(sandbox);
	expect(findings.filter((each) => each.told && each.told.reading !== each.guess.assumed)).toEqual([]);
	expect(left).toEqual([]);
});

test('stopped in the middle of writing it takes away what it made', async () => {
	const sandbox = await account();
	let stop = () => {};
	const { left, findings } = await told(sandbox, {
		write: true,
		onStop: (each) => (stop = each),
		progress: (text) => text.includes('contact-name') && stop(),
	});
	expect(left).toEqual([]);
	expect(findings.some(({ why }) => why === 'it was stopped')).toBe(true);
	expect(marked(sandbox)).toEqual([]);
});

test('no value of the account stands in the report or on the screen', async () => {
	const sandbox = await account();
	const secret = (index: number) => `Planted${index}Zq`;
	for (const [index, { id }] of sandbox.state.customers.rows().slice(0, 40).entries())
		sandbox.state.customers.update(id, { name: secret(index), myId: `${secret(index)}-k`, addressCity: secret(index) });
	editList(sandbox, 'customer/list', { 'Planted as a key': 1, PlantedNew: 'PlantedValue', vatNumber: 5 });
	const screen: string[] = [];
	const result = await told(sandbox, { write: true, progress: (text) => screen.push(text) });
	const report = reportOf(result, '1.0.0', true);
	const shown = report + screen.join('\n');
	const { synchroteam, outSmart } = sandbox;
	for (const value of [
		...Array.from({ length: 40 }, (_, index) => secret(index)),
		'PlantedValue',
		'Planted as a key',
		synchroteam.apiKey,
		synchroteam.url,
		outSmart.password,
		outSmart.username,
		outSmart.portalName,
	])
		expect(shown).not.toContain(value);
	// Names of new keys and types that differ are told.
	expect(report).toContain('data[].PlantedNew: new, string');
	expect(report).toContain('(a key that is no name): new, integer');
	expect(report).toContain('data[].vatNumber: integer instead of');
});

test('trouble at any request: what stays is named', async () => {
	for (let position = 0; position <= 45; position += 3) {
		const sandbox = await account();
		const fault = [{ kind: 'status', status: 400 } as const, { kind: 'reset', afterEffect: true } as const][
			position % 2
		];
		sandbox.faults.add({ path: '.', ...fault, skip: position, times: position % 8 ? 1 : 3 });
		const { left } = await told(sandbox);
		expect([position, marked(sandbox).filter((each) => !left.includes(each))]).toEqual([position, []]);
		expect(sandbox.requests.length).toBeLessThanOrEqual(150);
	}
}, 300_000);

describe('Exit code', () => {
	const codeOf = async (sandbox: Sandbox, logins: object = {}) => {
		const result = await runLive({ ...loginsOf(sandbox), ...logins }, {});
		await sandbox.close();
		return exitCodeOf(result);
	};
	test('0 where the nodes are right, 3 where a row is otherwise', async () => {
		expect(await codeOf(await account())).toBe(0);
		expect(await codeOf(await account({ 'unplanned-jobs': 'left-out' }))).toBe(3);
	});
	test('2 where a service could not be asked', async () => {
		const sandbox = await account();
		const { synchroteam } = loginsOf(sandbox);
		expect(await codeOf(sandbox, { synchroteam: { ...synchroteam, apiKey: 'wrong-key' } })).toBe(2);
	});
});

test('a value that comes as a key is not shown either, nor a table of the account', async () => {
	const sandbox = await account();
	const { id } = sandbox.state.customers.rows()[0];
	sandbox.state.customers.update(id, { name: 'Plantedname', addressCity: 'Zürich' });
	const table = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`Tab_${index}`, 1]));
	const { domain } = sandbox.synchroteam;
	const sent = Buffer.from(domain).toString('base64').replace(/=+$/, '');
	editList(sandbox, 'customer/list', table, { Plantedname: 1, planted_Name: 1, [domain]: 1, [sent]: 1 });
	const report = reportOf(await told(sandbox, {}), '1.0.0', false);
	expect(report).not.toMatch(/planted_?name/i);
	expect(report).not.toContain(sent);
	expect(report).not.toContain('Tab_');
	expect(report).not.toContain(`${domain}: new`);
	expect(report).toContain('(a key that is no name): new, integer');
});

test('a sentence about the login holds no value of it', () => {
	const env = { SYNCHROTEAM_DOMAIN: 'planted', OUTSMART_BASE_URL: 'ftp://x.example' };
	expect(withoutValues('Base URL: "ftp://x.example" of planted is not valid', env)).toBe(
		'Base URL: "<hidden>" of <hidden> is not valid',
	);
});

test.each([
	[{ OUTSMART_BASE_URL: 'https://me:planted@planted.example/' }, 'OUTSMART_BASE_URL is not a valid address'],
	[{ SYNCHROTEAM_BASE_URL: 'http://planted.example' }, 'SYNCHROTEAM_BASE_URL is not a valid address'],
	[{ SYNCHROTEAM_TIME_ZONE: 'planted' }, 'SYNCHROTEAM_TIME_ZONE is not a time zone'],
	[{ OUTSMART_PASSWORD: '' }, 'Set OUTSMART_PASSWORD as well.'],
])('what cannot be a login has a sentence that does not show it: %j', async (environment, sentence) => {
	const sandbox = await account();
	await sandbox.close();
	const wrong = readLogins({ ...environmentOf(sandbox), ...environment } as NodeJS.ProcessEnv);
	await expect(wrong).rejects.toThrow(sentence);
	await expect(wrong).rejects.not.toThrow('planted');
});

test('without any login it says what to set', async () => {
	await expect(readLogins({})).rejects.toThrow('Set SYNCHROTEAM_DOMAIN, ');
});
