/** JSON of a response. */

/** More digits than any number has of which a JavaScript number keeps all. */
const DIGITS = /\d{16}/;
/** Strings and numbers, each as a whole. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/gs;
const WHOLE = /^-?\d+$/;

/**
 * Whole numbers beyond 2^53 become text, so that no digit of an identifier is lost.
 * @returns the parsed JSON; the text where it is not JSON
 */
export function parseBytes(bytes: Buffer): unknown {
	const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
	try {
		return JSON.parse(DIGITS.test(text) ? withLongNumbersAsText(text) : text);
	} catch {
		return text;
	}
}

const withLongNumbersAsText = (text: string) =>
	text.replace(TOKENS, (found) => (WHOLE.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found));
