/** JSON of a response, as far as n8n can hold it. */

/** n8n copies items with functions that call themselves: a few thousand levels are too many for it. No record has ten. */
const DEEPEST = 200;

/** Whole numbers that have more digits than a JavaScript number keeps; text is passed over. */
const LONG_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/** A body that comes as bytes. @returns the parsed JSON; the text where it is not JSON, or nested too deeply */
export function parseBytes(bytes: Buffer): unknown {
	const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
	return parseText(text);
}

/** As {@link parseBytes}. Whole numbers beyond 2^53 become text, so that no digit of an identifier is lost. */
export function parseText(text: string): unknown {
	try {
		const parsed: unknown = JSON.parse(text);
		const found = { longNumbers: false };
		if (isTooDeep(parsed, 0, found)) return text;
		return found.longNumbers ? JSON.parse(withLongNumbersAsText(text)) : parsed;
	} catch {
		return text;
	}
}

const withLongNumbersAsText = (text: string) =>
	text.replace(LONG_NUMBERS, (found) =>
		found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`,
	);

/** Goes through all of it, no deeper than n8n can; notes on its way whether there are long numbers. */
function isTooDeep(value: unknown, depth: number, found: { longNumbers: boolean }): boolean {
	if (typeof value === 'number') found.longNumbers ||= Math.abs(value) > Number.MAX_SAFE_INTEGER;
	if (typeof value !== 'object' || value === null) return false;
	if (depth > DEEPEST) return true;
	if (Array.isArray(value)) return value.some((each) => isTooDeep(each, depth + 1, found));
	const record = value as Record<string, unknown>;
	for (const key in record) if (isTooDeep(record[key], depth + 1, found)) return true;
	return false;
}
