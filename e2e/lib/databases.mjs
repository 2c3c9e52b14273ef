/** Debian's PostgreSQL and Redis on loopback, with data folders and ports of their own: the system's stay untouched. */
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './checks.mjs';
import { ensureDebianTools, installDebian } from './install.mjs';
import { PlainError, atEnd, run, start } from './processes.mjs';
import { until } from './report.mjs';

const debianFolder = '/usr/lib/postgresql';
const longestStartMs = 30_000;

/**
 * Starts both and waits until they answer.
 * @returns {Promise<{env: Record<string, string>, ask: (sql: string) => Promise<string[][]>, stop: () => Promise<void>}>}
 *   env: n8n's settings to work in queue mode with them; ask: runs SQL and gives the rows as text
 * @throws {PlainError} where they are not there and cannot be installed
 */
export async function startDatabases() {
	const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
	return {
		env: { EXECUTIONS_MODE: 'queue', ...postgres.env, ...redis.env },
		ask: postgres.ask,
		stop: async () => void (await Promise.all([postgres.stop(), redis.stop()])),
	};
}

/** Installs what is missing of both, where that is possible; `startDatabases` says what is not there. */
export async function ensureDatabases() {
	await ensureDebianTools(['redis-server']);
	if (!findPostgres()) await installDebian(['postgresql']);
}

async function startPostgres() {
	const bin = await postgresFolder();
	const account = await unprivileged();
	const data = dataFolder('postgres-', account);
	const options = { cwd: data, ...account };
	const made = await run(
		join(bin, 'initdb'),
		['-D', join(data, 'db'), '-U', 'n8n', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
		options,
	);
	if (made.code !== 0) throw new Error(`PostgreSQL could not make its data folder:\n${made.output}`);
	const port = String(await freePort());
	const child = start(
		join(bin, 'postgres'),
		['-D', join(data, 'db'), '-p', port, '-h', '127.0.0.1', '-k', '', '-F'],
		options,
	);
	const psql = (sql) =>
		run(join(bin, 'psql'), ['-h', '127.0.0.1', '-p', port, '-U', 'n8n', '-d', 'postgres', '-XAtc', sql], options);
	await until('PostgreSQL to answer', longestStartMs, async () => (await psql('select 1')).code === 0);
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: port,
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: '',
		},
		ask: async (sql) => {
			const { code, output, stdout } = await psql(sql);
			if (code !== 0) throw new Error(output);
			return stdout
				.split('\n')
				.filter(Boolean)
				.map((row) => row.split('|'));
		},
		stop: child.stop,
	};
}

/** Debian keeps the server's programs out of the path. */
function findPostgres() {
	if (!existsSync(debianFolder)) return undefined;
	const folders = readdirSync(debianFolder).map((version) => join(debianFolder, version, 'bin'));
	return folders.find((bin) => existsSync(join(bin, 'postgres')));
}

async function postgresFolder() {
	const found = findPostgres() ?? ((await installDebian(['postgresql'])) && findPostgres());
	if (!found)
		throw new PlainError('Queue mode is tried with PostgreSQL: install the Debian package postgresql and start again.');
	return found;
}

/** PostgreSQL refuses to run as root: the account that came with its package runs it then. */
async function unprivileged() {
	if (process.getuid?.() !== 0) return {};
	const [uid, gid] = await Promise.all(
		['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
	);
	return { uid, gid };
}

async function startRedis() {
	if (!(await ensureDebianTools(['redis-server']))) {
		throw new PlainError('Queue mode is tried with Redis: install the Debian package redis-server and start again.');
	}
	const port = String(await freePort());
	const data = dataFolder('redis-');
	const child = start('redis-server', [
		'--port',
		port,
		'--bind',
		'127.0.0.1',
		'--dir',
		data,
		'--save',
		'',
		'--appendonly',
		'no',
	]);
	if (!(await Promise.race([child.line(/Ready to accept connections/), child.exited.then(() => undefined)]))) {
		throw new Error(`Redis did not start:\n${child.output()}`);
	}
	return { env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: port }, stop: child.stop };
}

function dataFolder(prefix, { uid, gid } = {}) {
	const folder = mkdtempSync(join(tmpdir(), prefix));
	atEnd(() => rmSync(folder, { recursive: true, force: true }));
	if (uid !== undefined) chownSync(folder, uid, gid);
	return folder;
}
