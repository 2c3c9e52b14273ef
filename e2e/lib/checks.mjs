/** What must be true before something long is started; each says in one sentence what is not. */
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { PlainError, npm, run } from './processes.mjs';

const bytesPerGigabyte = 1e9;
const networkCodes =
	/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;

/**
 * @param {number} port on 127.0.0.1
 * @param {string} use what it is for, e.g. 'the n8n editor'
 * @param {string} variable the environment variable that moves it
 * @throws {PlainError} where something listens there already
 */
export async function requireFreePort(port, use, variable) {
	const failure = await whyNotFree(port);
	if (failure) {
		throw new PlainError(
			`Port ${port}, meant for ${use}, is not free (${failure.code}): end what uses it, or set ${variable} to another port.`,
		);
	}
}

/**
 * Until n8n listens there, some seconds pass, in which another connection must not get the port from the system: it gives
 * those from 32,768 up. And two calls never give the same.
 * @returns {Promise<number>} a port on 127.0.0.1 that was free a moment ago
 */
export async function freePort() {
	const port = nextPort;
	nextPort = port < lastPort ? port + 1 : firstPort;
	return (await whyNotFree(port)) ? freePort() : port;
}

const firstPort = 10_000;
const lastPort = 32_000;
let nextPort = firstPort + Math.floor(Math.random() * (lastPort - firstPort));

/** @returns {Promise<NodeJS.ErrnoException | undefined>} what listening there fails with */
async function whyNotFree(port) {
	const probe = createServer();
	const failure = await new Promise((resolve) => {
		probe.once('error', resolve);
		probe.listen(port, '127.0.0.1', () => resolve(undefined));
	});
	if (!failure) await new Promise((resolve) => probe.close(resolve));
	return failure;
}

/** @throws {PlainError} where the folder's disk has less than so many gigabytes free */
export async function requireDisk(folder, gigabytes, use) {
	const { bavail, bsize } = await statfs(folder);
	const free = (bavail * bsize) / bytesPerGigabyte;
	if (free < gigabytes) {
		throw new PlainError(
			`${use} needs about ${gigabytes} GB of disk, and only ${free.toFixed(1)} GB are free at ${folder}: make room and start again.`,
		);
	}
}

/** @throws {PlainError} where npm cannot reach its registry; a registry without a ping address passes */
export async function requireNetwork(use) {
	const [command, first] = npm();
	const { code, output } = await run(command, [...first, 'ping', '--fetch-retries=0', '--fetch-timeout=20000']);
	if (code !== 0 && isNetworkTrouble(output)) {
		throw new PlainError(`${use} needs the network, and npm cannot reach its registry: connect and start again.`);
	}
}

/** Whether npm's output tells of an unreachable network rather than of anything else. */
export const isNetworkTrouble = (output) => networkCodes.test(output);
