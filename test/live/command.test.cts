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
const forEver = { path: '.', times: null };

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

test('what cannot be a login is said before anything is sent', async () => {
	const ended = await live({ environment: { OUTSMART_BASE_URL: 'https://me:planted@planted.example/' } });
	expect([ended.code, ended.requests]).toEqual([2, []]);
	expect(ended.screen).toContain('OUTSMART_BASE_URL is not a valid address');
	expect(ended.screen).not.toContain('planted');
});
