/**
 * Every template in a running n8n, by hand, against the sandbox with its small set of records: what it left there, and
 * that a second run neither fails nor makes anything twice. One function for each template, in files by purpose.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { runByHand } from '../lib/byHand.mjs';
import { openStage } from '../lib/stage.mjs';
import { templateFiles } from '../templates.mjs';
import { agent } from './agent.mjs';
import { bill } from './bill.mjs';
import { plan } from './plan.mjs';
import { report } from './report.mjs';
import { stock } from './stock.mjs';

const checks = { ...plan, ...bill, ...stock, ...report, ...agent };

/** The names of the templates that have a check; a test holds them against the files. */
export const checked = Object.keys(checks).sort();

/**
 * Tries one template on a fresh sandbox.
 * @param {string} name file name without its ending
 * @param {{home: import('./lib/home.mjs').Home, rest: Function, sandbox: object, files: string, model: object}} on
 *   a running n8n that has the templates; files: the folder of `readTemplates`; model: that of its OpenAI credential
 * @throws AssertionError where something is not as it should be
 */
export async function tryTemplate(name, { home, rest, sandbox, files, model }) {
	const file = templateFiles.find((each) => basename(each, '.json') === name);
	const { id } = JSON.parse(readFileSync(file, 'utf8'));
	const stage = { ...openStage(home, sandbox), run: () => runByHand(home.line, rest, id) };
	await stage.admin('reset', { seed: 'small' });
	await checks[name](stage, { files, model });
}
