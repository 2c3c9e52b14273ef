/**
 * Twelve tasks of an office and what they take of it: presses of the mouse, from the button that adds the node to Execute step.
 * Typing, Enter and Tab are none. Each is counted where the scene of that name is played.
 */
import assert from 'node:assert/strict';
import { log } from '../lib/report.mjs';

/**
 * For n8n 2 and, where it takes more, for n8n 1: how many were counted, and how many it may be. n8n 1 closes empty groups, which
 * are added again then, has a dropdown for credentials, and leaves a new one open.
 */
const tasks = {
	'create a job with technician and dates': { 2: [10, 12] },
	'the same with type, description and three custom fields': { 2: [17, 18] },
	'schedule a job': { 2: [11, 11] },
	'complete a job': { 2: [9, 9] },
	'update two groups of a job': { 2: [17, 17] },
	'read a job by its number': { 2: [7, 7] },
	'get many jobs: three filters, sort, Return All': { 2: [13, 16] },
	'create an invoice with three lines, Tab inside a line': { 2: [12, 15] },
	'create a customer with address and contact': { 2: [11, 11] },
	'attach a link to a job': { 2: [11, 11] },
	'test a trigger': { 2: [4, 4] },
	'create a work order of OutSmart with four groups': { 2: [13, 14], 1: [13, 22] },
	'create the first credential, Tab to the key': { 2: [9, 9], 1: [11, 11] },
};

/** Holds clicks that were counted against what the task may take; fewer would mean that the count is not right. */
export function hold({ line }, task, clicks) {
	const [counted, most] = tasks[task][line] ?? tasks[task][2];
	log(`        ${clicks} clicks, at most ${most}: ${task}`);
	assert.ok(clicks >= counted && clicks <= most, `${task}: ${clicks} clicks instead of ${counted} to ${most}`);
}
