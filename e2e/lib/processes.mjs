/**
 * Child processes of the end-to-end runs: each in its own process group, all
 * of them ended by id when the run ends, whichever way it ends.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Windows has no process groups and ends a tree by its own command; a detached child would open a window there. */
const isWindows = process.platform === 'win32';

/** A reason to stop that its reader can act on: only the message is shown, no stack. */
export class PlainError extends Error {}

const living = new Set();
const graceMs = 10_000;

/**
 * Starts a command in a process group of its own, so that whatever it starts can be ended with it.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {{pid: number, output: () => string, stdout: () => string, line: (pattern: RegExp) => Promise<string>, exited: Promise<number>, running: () => boolean, stop: () => Promise<void>, kill: () => Promise<void>}}
 *   `exited` gives the exit code (1 for an end by signal or a command that does not exist); `output` is both streams as they came; `line` waits for the first whole line of stdout that matches; `kill` ends the group without asking it
 */
export function start(command, args, options = {}) {
	const child = spawn(command, args, { ...options, detached: !isWindows, stdio: ['ignore', 'pipe', 'pipe'] });
	let stdout = '';
	let both = '';
	child.stdout.setEncoding('utf8').on('data', (text) => {
		stdout += text;
		both += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text) => {
		both += text;
	});
	child.on('error', (error) => {
		both += error.message;
	});
	let running = true;
	const exited = new Promise((resolve) => {
		child.on('error', () => resolve(1));
		child.on('close', (code) => resolve(code ?? 1));
	}).then((code) => {
		running = false;
		living.delete(handle);
		return code;
	});
	const line = (pattern) =>
		new Promise((resolve) => {
			const look = () => {
				const found = stdout
					.split('\n')
					.slice(0, -1)
					.find((text) => pattern.test(text));
				if (found === undefined) return;
				child.stdout.off('data', look);
				resolve(found);
			};
			child.stdout.on('data', look);
		});
	const handle = {
		pid: child.pid,
		output: () => both,
		stdout: () => stdout,
		line,
		exited,
		running: () => running,
		stop: () => endGroup(handle),
		kill: () => killGroup(handle),
	};
	living.add(handle);
	return handle;
}

/**
 * Runs a command to its end. When its time is over, it is killed with all that it started, and the output says so.
 * @param {string} command
 * @param {string[]} args
 * @param {{timeoutMs?: number, cwd?: string, env?: NodeJS.ProcessEnv}} [options] timeoutMs: none if left out
 * @returns {Promise<{code: number, stdout: string, output: string}>}
 */
export async function run(command, args, { timeoutMs, ...options } = {}) {
	const child = start(command, args, options);
	let output = child.output;
	const timer =
		timeoutMs &&
		setTimeout(() => {
			output = () => `${child.output()}\nIt did not end within ${timeoutMs / 1000} s and was killed.`;
			void child.kill();
		}, timeoutMs);
	const code = await child.exited;
	clearTimeout(timer);
	return { code, stdout: child.stdout(), output: output() };
}

/** Ends everything that was started here and still runs. */
export async function stopAll() {
	await Promise.all([...living].reverse().map((child) => child.stop()));
}

const cleanups = [];
let ending = false;

/** Has something cleared away at the very end, once all processes are gone. @param {() => (void | Promise<void>)} cleanup */
export function atEnd(cleanup) {
	cleanups.push(cleanup);
}

/** Ends every process, clears away what is to be cleared, and leaves. @param {number} code exit code */
export async function leave(code) {
	if (ending) return;
	ending = true;
	await stopAll();
	for (const cleanup of cleanups.reverse()) await cleanup();
	process.exit(code);
}

/**
 * Runs a program's main function; Ctrl-C and `kill` end it with all that it started.
 * A PlainError is shown as its sentence, anything else with its stack.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
	// A program that stays until Ctrl-C sets its exit code, since that is then its proper end.
	process.on('SIGINT', () => leave(process.exitCode ?? 130));
	process.on('SIGTERM', () => leave(143));
	process.on('SIGHUP', () => leave(129));
	// What nobody waited for must not end the program without what it started either.
	process.on('uncaughtException', fail);
	try {
		await main();
		await leave(0);
	} catch (error) {
		await fail(error);
	}
}

/** Says what went wrong, and leaves. What goes wrong because everything is ending is not said. */
async function fail(error) {
	if (ending) return;
	console.error(`\n${error instanceof PlainError ? error.message : error.stack}`);
	await leave(1);
}

async function endGroup(child) {
	if (!child.running() || child.pid === undefined) return;
	signalGroup(child.pid, 'SIGTERM');
	const patience = new AbortController();
	await Promise.race([child.exited, wait(graceMs, undefined, { signal: patience.signal }).catch(() => {})]);
	patience.abort();
	// What the leader left behind goes too, as does a leader that did not listen.
	await killGroup(child);
}

async function killGroup(child) {
	signalGroup(child.pid, 'SIGKILL');
	await child.exited;
}

function signalGroup(pid, signal) {
	if (isWindows) {
		// Nothing but force reaches a program without a window.
		spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
		return;
	}
	try {
		process.kill(-pid, signal);
	} catch (error) {
		if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
	}
}

/**
 * The npm that started us, the one beside this Node.js, or the one on the path, always as a script where there is one: on
 * Windows the command is a batch file, which cannot be started without a shell.
 * @returns {[string, string[]]} command and its first arguments
 */
export function npm() {
	const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
	const script = [process.env.npm_execpath, beside].find((file) => file?.endsWith('.js') && existsSync(file));
	return script ? [process.execPath, [script]] : ['npm', []];
}
