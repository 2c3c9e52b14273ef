/** JSON of a response, as far as n8n can hold it. */

/** n8n copies items with functions that call themselves: a few thousand levels are too many for it. No record has ten. */
const DEEPEST = 200;

/** More digits than any number has of which a JavaScript number keeps all. */
const LONG = 16;
const DIGITS = new RegExp(`\\d{${LONG}}`);
/** Strings and numbers, each as a whole. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/gs;
const WHOLE = /^-?\d+$/;

/** A body that comes as bytes. @returns the parsed JSON; the text where it is not JSON, or nested too deeply */
export function parseBytes(bytes: Buffer): unknown {
	const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
	return parseText(text);
}

/** As {@link parseBytes}. Whole numbers beyond 2^53 become text, so that no digit of an identifier is lost. */
export function parseText(text: string): unknown {
	const { isTooDeep, hasLongNumbers } = survey(text);
	if (isTooDeep) return text;
	try {
		return JSON.parse(hasLongNumbers ? withLongNumbersAsText(text) : text);
	} catch {
		return text;
	}
}

/** Whether a text is not parsed since it is nested too deeply. */
export const isTooDeep = (text: string): boolean => survey(text).isTooDeep;

const withLongNumbersAsText = (text: string) =>
	text.replace(TOKENS, (found) => (WHOLE.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found));

const [QUOTE, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, ZERO, NINE] = [...'"[]{}09'].map((each) =>
	each.charCodeAt(0),
);

/** Goes through the text before it is parsed: n8n would stand still for seconds over a few million brackets. */
function survey(text: string): { isTooDeep: boolean; hasLongNumbers: boolean } {
	// A single record: two native searches instead of a walk over every character.
	if (!DIGITS.test(text) && !hasManyBrackets(text)) return { isTooDeep: false, hasLongNumbers: false };
	let hasLongNumbers = false;
	let digits = 0;
	for (let at = 0, depth = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code >= ZERO && code <= NINE) {
			digits++;
			continue;
		}
		hasLongNumbers ||= digits >= LONG;
		digits = 0;
		if (code === QUOTE) at = endOfString(text, at);
		else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
		else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
		if (depth > DEEPEST) return { isTooDeep: true, hasLongNumbers };
	}
	return { isTooDeep: false, hasLongNumbers: hasLongNumbers || digits >= LONG };
}

/** Whether brackets open more often than they may be nested. */
function hasManyBrackets(text: string): boolean {
	let count = 0;
	for (const bracket of '[{')
		for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1))
			if (++count > DEEPEST) return true;
	return false;
}

/** Place of the quote that ends the string which begins at a place; the end of the text where none does. */
function endOfString(text: string, begin: number): number {
	for (let end = text.indexOf('"', begin + 1); end >= 0; end = text.indexOf('"', end + 1)) {
		let escapes = 0;
		while (text[end - 1 - escapes] === '\\') escapes++;
		if (escapes % 2 === 0) return end;
	}
	return text.length;
}
