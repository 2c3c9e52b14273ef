/** What was checked and how it went: a line for each, and at the end one in jest's form. */
import { setTimeout as wait } from 'node:timers/promises';

const began = Date.now();
const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);

/** Says something, with the seconds since the start before it. */
export const log = (text) => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}`);

export class Report {
	passed = 0;
	/** What failed, as it was said. @type {string[]} */
	failures = [];

	/**
	 * Runs one check; what it throws is its failure, and the run goes on.
	 * @param {string} name what is true when it passes
	 * @param {() => (void | Promise<void>)} work
	 * @returns {Promise<boolean>} whether it passed
	 */
	async check(name, work) {
		const started = Date.now();
		try {
			await work();
		} catch (error) {
			const failure = `FAILED  ${name} (${seconds(started)} s)\n${indented(error.stack ?? String(error))}`;
			this.failures.push(failure);
			log(failure);
			return false;
		}
		this.passed++;
		log(`ok      ${name} (${seconds(started)} s)`);
		return true;
	}

	/** What failed, once more, and the last line, which `.ci/run` adds up. */
	summary() {
		const failed = this.failures.length;
		const sums = `Tests: ${failed} failed, ${this.passed} passed, ${this.passed + failed} total`;
		return [...this.failures, sums].join('\n\n');
	}
}

const indented = (text) =>
	text
		.split('\n')
		.map((line) => `          ${line}`)
		.join('\n');

/**
 * Asks again and again until the answer is truthy.
 * @template T
 * @param {string} what is waited for, for the message
 * @param {number} withinMs
 * @param {() => (T | Promise<T>)} ask
 * @returns {Promise<T>} the first truthy answer
 * @throws when the time is over
 */
export async function until(what, withinMs, ask) {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const answer = await ask();
		if (answer) return answer;
		if (Date.now() > deadline) throw new Error(`Waited ${Math.round(withinMs / 1000)} s in vain for: ${what}`);
		await wait(500);
	}
}
