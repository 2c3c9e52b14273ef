import type { Mode } from './record';

const labels: Record<Mode, string> = {
	list: 'From List',
	id: 'ID',
	myId: 'Own ID',
	num: 'Number',
	name: 'Name',
	email: 'Email',
	reference: 'Reference',
	login: 'Login',
	rate: 'Rate',
};

/** A label inside a sentence: "customer", "piece of equipment". */
export const noun = (label: string): string =>
	/equipment$/i.test(label) ? `piece of ${label.toLowerCase()}` : label.toLowerCase();

/** The same with its article: "a customer", "an invoice". */
export const one = (label: string): string => `${/^([aeio]|u(?!se))/i.test(noun(label)) ? 'an' : 'a'} ${noun(label)}`;

/** What the panel calls an identifier of the API, e.g. "Own ID" for `myId`. */
export const labelOf = (mode: string): string => (Object.hasOwn(labels, mode) ? labels[mode as Mode] : `"${mode}"`);

/** The same within a sentence: "own ID". */
export const wordOf = (mode: string): string =>
	labelOf(mode).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

/** What the panel calls a way to choose a record: "From List", "By Own ID". */
export const modeLabel = (mode: Mode): string => (mode === 'list' ? labels.list : `By ${labels[mode]}`);

/** "ID, own ID or name". */
export const orList = (names: string[]): string => names.join(', ').replace(/, ([^,]*)$/, ' or $1');

/** Capitalizes the first letter, for the start of a sentence. */
export const startOf = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Compares labels for sorting. Not `localeCompare`: its first call takes 5 ms while n8n starts. */
export const byAlphabet = (one: string, other: string): number => {
	const [first, second] = [one.toLowerCase(), other.toLowerCase()];
	return first < second ? -1 : first > second ? 1 : 0;
};

/** Type of the connection for items. As a text, since the n8n-workflow of n8n 1.50 has no constant for it. */
export const MAIN = 'main';
