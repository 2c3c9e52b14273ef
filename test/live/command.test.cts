import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/index.cts';
import { account, environmentOf, marked } from './account.cts';
import { endCommands, startCommand, type Command, type Ended } from './command.cts';

/** `npm run live` as a program: exit codes, signals, and what it leaves on the screen, in its file and in the account. */

jest.setTimeout(120_000);
afterEach(endCommands);

interface Trouble {
	arrange?: (sandbox: Sandbox) => void;
	/** What happens while it runs. */
	meanwhile?: (command: Command, sandbox: Sandbox) => Promise<void>;
	args?: string[];
	environment?: Record<string, string>;
	/** Of the sandbox. */
	more?: object;
}

async function live({ arrange, meanwhile, args = ['--write'], environment, more }: Trouble) {
	const sandbox = await account({}, more);
	try {
		arrange?.(sandbox);
		const command = startCommand({ ...environmentOf(sandbox), ...environment }, ...args);
		await meanwhile?.(command, sandbox);
		const ended = await command.ended;
		return { ...ended, there: marked(sandbox), requests: sandbox.requests };
	} finally {
		endCommands();
		await sandbox.close();
	}
}

/** What the screen tells the user to delete. */
const named = ({ screen }: Ended) => /delete by hand: (.*)/.exec(screen)?.[1].split(', ') ?? [];
const onlySynchroteam = { OUTSMART_PORTAL: '', OUTSMART_USER: '', OUTSMART_PASSWORD: '' };
const forEver = { path: '.', times: null };

test('403 for ever from the twelfth request on: what is left is named, exit code 2', async () => {
	const ended = await live({
		arrange: ({ faults }) => void faults.add({ ...forEver, kind: 'status', status: 403, skip: 11 }),
		environment: onlySynchroteam,
	});
	expect(ended.there.length).toBe(3);
	expect(named(ended).sort()).toEqual(ended.there.sort());
	expect(ended.code).toBe(2);
	expect(ended.report).toContain('3 records that were made could not be taken away.');
});

test('a service that fails for ever: the rest is not asked, what is left is named', async () => {
	const ended = await live({
		arrange: ({ faults }) => void faults.add({ ...forEver, kind: 'status', status: 503, skip: 11 }),
		environment: onlySynchroteam,
	});
	expect(ended.there.filter((each) => !named(ended).includes(each))).toEqual([]);
	expect(ended.report).toContain('not tellable because the service failed several times in a row');
	// Three requests of reading and four of tidying up, each tried four times.
	expect(ended.requests.length).toBeLessThanOrEqual(11 + 7 * 4);
	expect(ended.code).toBe(2);
});

test('a login that may only read: nothing is made, and nothing is said to be left', async () => {
	const ended = await live({
		arrange: ({ faults }) => {
			for (const method of ['POST', 'DELETE'])
				faults.add({ ...forEver, service: 'synchroteam', method, kind: 'status', status: 403 });
		},
	});
	expect([ended.there, named(ended), ended.code]).toEqual([[], [], 0]);
	expect(ended.screen).toContain('They could not be made: the login has no right to it (status 403)');
	expect(ended.report).toMatch(/\| records-total \| matching \|/);
	expect(ended.report).toContain('not tellable because the records that would show it could not be made');
	expect(ended.report).not.toContain('start with --write');
});

test('a quota of 30 requests: enough of it is kept to take everything away', async () => {
	const ended = await live({ more: { quota: 30 } });
	expect([ended.there, named(ended), ended.code]).toEqual([[], [], 0]);
	expect(ended.report).toContain("the day's quota is used up, except for what tidying up needs");
});

test('five broken answers in a hundred: nothing is left', async () => {
	const ended = await live({
		arrange: ({ faults }) => void faults.add({ ...forEver, kind: 'resetMidAnswer', chance: 0.05 }),
	});
	expect([ended.there, named(ended), ended.code]).toEqual([[], [], 0]);
});

test('an empty account: reasons, and exit code 0', async () => {
	const ended = await live({ args: [], arrange: ({ reset }) => void reset('empty') });
	expect(ended.report).toContain('not tellable because there is no job');
	expect([ended.code, ended.requests.filter(({ method }) => method !== 'GET')]).toEqual([0, []]);
});

const send = (signal: NodeJS.Signals, at: RegExp) => async (command: Command) => {
	await command.shows(at);
	command.child.kill(signal);
};

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
	'%s in the middle of writing: what was made is taken away',
	async (signal) => {
		const ended = await live({ meanwhile: send(signal, /contact-name/) });
		expect([ended.there, named(ended), ended.code]).toEqual([[], [], 2]);
		expect(ended.screen).toContain('Stopping; what was made is taken away first.');
		expect(ended.report).toContain('not tellable because it was stopped');
		expect(ended.screen).not.toContain('could not be asked');
	},
);

test('SIGINT in the middle of reading: nothing more is sent, the report is there', async () => {
	const ended = await live({
		args: [],
		meanwhile: async (command, sandbox) => {
			await command.shows(/job-since-zone/);
			sandbox.settings.latencyMs = 2000;
			command.child.kill('SIGINT');
		},
	});
	expect(ended.code).toBe(2);
	expect(ended.report).toMatch(/\| contracts \| – \| not tellable because it was stopped \|/);
	expect(ended.requests.some(({ path }) => path.includes('contract'))).toBe(false);
});

test('Ctrl-C does not wait for another try', async () => {
	const ended = await live({
		args: [],
		arrange: ({ faults }) =>
			void faults.add({ ...forEver, kind: 'status', status: 503, headers: { 'retry-after': '55' } }),
		meanwhile: async (command, { requests }) => {
			await command.shows(/limits/);
			while (!requests.length) await sleep(20);
			command.child.kill('SIGINT');
		},
	});
	expect([ended.code, ended.requests.length]).toEqual([2, 1]);
});

test('a change that is under way when it is stopped comes to its end, and is taken away', async () => {
	const ended = await live({
		meanwhile: async (command, sandbox) => {
			sandbox.faults.add({ path: 'job/send', kind: 'delay', delayMs: 1500 });
			while (!sandbox.requests.some(({ path }) => path.includes('job/send'))) await sleep(20);
			command.child.kill('SIGINT');
		},
	});
	expect([ended.there, named(ended), ended.code]).toEqual([[], [], 2]);
	expect(ended.requests.filter(({ method }) => method === 'DELETE').map(({ status }) => status)).toEqual([
		200, 200, 200,
	]);
});

test('a second SIGINT ends it at once and names what is there; one that npm hands on counts once', async () => {
	const ended = await live({
		meanwhile: async (command, sandbox) => {
			await command.shows(/contact-name/);
			sandbox.settings.latencyMs = 5000;
			command.child.kill('SIGINT');
			await command.shows(/Stopping/);
			command.child.kill('SIGINT');
			await sleep(1200);
			expect(command.child.exitCode).toBe(null);
			command.child.kill('SIGINT');
		},
	});
	expect(ended.there.length).toBe(3);
	expect(ended.there.filter((each) => !named(ended).includes(each))).toEqual([]);
	expect([ended.code, ended.report]).toEqual([2, undefined]);
});

test('a screen that is closed (`| head`) ends it cleanly', async () => {
	const ended = await live({
		meanwhile: async (command) => {
			await command.shows(/contact-name/);
			command.child.stdout!.destroy();
		},
	});
	expect([ended.there, ended.code]).toEqual([[], 2]);
});

test.each([
	[{ OUTSMART_BASE_URL: 'https://me:planted@planted.example/' }, 'OUTSMART_BASE_URL is not a valid address'],
	[{ SYNCHROTEAM_BASE_URL: 'http://planted.example' }, 'SYNCHROTEAM_BASE_URL is not a valid address'],
	[{ SYNCHROTEAM_TIME_ZONE: 'planted' }, 'SYNCHROTEAM_TIME_ZONE is not a time zone'],
	[{ OUTSMART_PASSWORD: '' }, 'Set OUTSMART_PASSWORD as well.'],
	[
		{ ...onlySynchroteam, SYNCHROTEAM_DOMAIN: '', SYNCHROTEAM_API_KEY: '', SYNCHROTEAM_TIME_ZONE: '' },
		'Set SYNCHROTEAM_DOMAIN, ',
	],
])('what cannot be a login is said before anything is sent: %j', async (environment, sentence) => {
	const ended = await live({ environment: environment as unknown as Record<string, string> });
	expect([ended.code, ended.requests]).toEqual([2, []]);
	expect(ended.screen).toContain(sentence);
	expect(ended.screen).not.toContain('planted');
});
