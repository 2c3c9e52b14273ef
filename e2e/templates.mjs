/** The templates as files, and what the end-to-end runs put in the place of values of one's own. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'workflows');

/** The files of the templates, in their order. */
export const templateFiles = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.sort()
	.map((name) => join(folder, name));

/** Environment that the home of the templates needs: where they may write files (n8n 2 allows one folder only). */
export const templateEnv = (files) => ({ N8N_RESTRICT_FILE_ACCESS_TO: files });

/** The word in the address of the calendar. */
export const calendarWord = 'a-long-word-that-nobody-guesses';

/** The login of the page of template 12. */
export const pageLogin = { user: 'office', password: 'only-on-loopback' };

/** What stands in the published templates for values of one's own. */
const published = {
	crm: 'http://127.0.0.1:4012',
	files: '/home/node/.n8n-files',
	word: 'replace-this-by-a-long-random-word',
};

/** Every minute instead of what stands in the files, so that nobody waits for the morning. */
const everyMinute = {
	'"mode": "everyX"': '"mode": "everyMinute"',
	'"minutesInterval": 15': '"minutesInterval": 1',
	'"triggerAtHour": 6': '"field": "minutes", "minutesInterval": 1',
	'"triggerAtHour": 19': '"field": "minutes", "minutesInterval": 1',
};

/**
 * The templates with their own values filled in, for `importFlows`.
 * @param {{crm: {url: string}}} sandbox
 * @param {string} files a folder that exists, for what they write
 */
export function readTemplates({ crm }, files) {
	const values = { [published.crm]: crm.url, [published.files]: files, [published.word]: calendarWord, ...everyMinute };
	return templateFiles.map((file) => {
		const text = Object.entries(values).reduce(
			(before, [from, to]) => before.replaceAll(from, to),
			readFileSync(file, 'utf8'),
		);
		const template = JSON.parse(text);
		// Whether a job of today is late has no answer soon after midnight: it is noon there.
		if (basename(file).startsWith('14-')) template.settings.timezone = zoneAtNoon();
		return template;
	});
}

/** A zone in which it is between 12 and 13 o'clock now. In POSIX, West is plus. */
function zoneAtNoon() {
	const ahead = new Date().getUTCHours() - 12;
	return ahead === 0 ? 'Etc/UTC' : `Etc/GMT${ahead > 0 ? '+' : ''}${ahead}`;
}
