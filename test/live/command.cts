import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** `npm run live` as somebody starts it: a program of its own, with the logins in its environment. */

const script = resolve(__dirname, '../../scripts/live.mjs');

export interface Ended {
	code: number | null;
	/** Everything that was written on the screen. */
	screen: string;
	/** live-report.md, where it was written. */
	report?: string;
}

export interface Command {
	child: ChildProcess;
	screen: () => string;
	/** Resolves as soon as something stands on the screen. */
	shows: (what: RegExp) => Promise<void>;
	ended: Promise<Ended>;
}

const running = new Set<ChildProcess>();

export function startCommand(environment: Record<string, string>, ...args: string[]): Command {
	const folder = mkdtempSync(join(tmpdir(), 'live-'));
	const child = spawn(process.execPath, [script, ...args], {
		cwd: folder,
		env: { PATH: process.env.PATH, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	let screen = '';
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (text: string) => void (screen += text));
	const ended = new Promise<Ended>((resolve) =>
		child.on('close', (code) => {
			running.delete(child);
			const file = join(folder, 'live-report.md');
			resolve({ code, screen, report: existsSync(file) ? readFileSync(file, 'utf8') : undefined });
			rmSync(folder, { recursive: true });
		}),
	);
	const shows = (what: RegExp) =>
		new Promise<void>((resolve, reject) => {
			const look = () => what.test(screen) && resolve();
			child.stdout.on('data', look);
			child.on('close', () => reject(new Error(`It ended without showing ${String(what)}:\n${screen}`)));
			look();
		});
	return { child, screen: () => screen, shows, ended };
}

/** For `afterEach`: a command that hangs does not outlive its test. */
export function endCommands(): void {
	for (const child of running) child.kill('SIGKILL');
}
