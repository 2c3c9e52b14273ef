/** Web forms of n8n, filled in as a browser does it. */
import { setTimeout as wait } from 'node:timers/promises';
import { until } from './report.mjs';

const pauseMs = 500;

/** What a browser says that it is: forms may refuse programs. */
export const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };

/**
 * Sends a form and waits for the page it leads to.
 * @param {string} address of the form
 * @param {(string | File)[]} values in the order of its fields
 * @param {number} [withinMs] how long the workflow may take
 * @param {{user: string, password: string}} [login] of a form that asks for one
 * @returns {Promise<string>} the page, as HTML
 */
export async function submitForm(address, values, withinMs = 30_000, login) {
	const entry = new FormData();
	values.forEach((value, index) => entry.append(`field-${index}`, value));
	const headers = { ...browser, ...loginHeaders(login) };
	const { formWaitingUrl } = await (await fetch(address, { method: 'POST', body: entry, headers })).json();
	const status = new URL(formWaitingUrl);
	status.pathname += '/n8n-execution-status';
	// The page asks whether the workflow has come to its answer, and only then goes there.
	await until('the workflow to come to its answer', withinMs, async () => {
		await wait(pauseMs);
		const said = await textAt(status);
		if (['success', 'error', 'crashed'].includes(said))
			throw new Error(`The workflow ended without an answer: ${said}`);
		return said === 'form-waiting';
	});
	return until('the page', withinMs, () => textAt(formWaitingUrl));
}

/** What a browser sends once somebody has signed in. @param {{user: string, password: string}} [login] */
export const loginHeaders = (login) =>
	login ? { authorization: `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}` } : {};

/** A busy n8n closes connections that were kept open; it is asked again then. */
async function textAt(url) {
	try {
		return (await (await fetch(url, { headers: browser })).text()).trim();
	} catch {
		return '';
	}
}

/** The file that an answer page brings with it, if it does: n8n 1 has one, n8n 2 a list. @returns {{name: string, bytes: Buffer} | undefined} */
export function fileIn(page) {
	const [, encoded] = /"((?:%5B)?%7B%22[^"]+)"/.exec(page) ?? [];
	if (!encoded) return undefined;
	const [{ fileName, data }] = [JSON.parse(decodeURIComponent(encoded))].flat();
	return { name: fileName, bytes: typeof data === 'string' ? Buffer.from(data, 'latin1') : Buffer.from(data.data) };
}
