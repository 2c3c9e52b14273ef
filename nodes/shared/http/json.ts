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
		const { tooDeep, longNumbers } = survey(parsed);
		if (tooDeep) return text;
		return longNumbers ? JSON.parse(withLongNumbersAsText(text)) : parsed;
	} catch {
		return text;
	}
}

const withLongNumbersAsText = (text: string) =>
	text.replace(LONG_NUMBERS, (found) =>
		found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`,
	);

const isLong = (value: unknown) => typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;

/** Goes through it level by level, so that depth costs no stack. */
function survey(value: unknown): { tooDeep: boolean; longNumbers: boolean } {
	let longNumbers = isLong(value);
	let level = [value];
	for (let depth = 0; level.length; depth++) {
		if (depth > DEEPEST) return { tooDeep: true, longNumbers };
		const next: unknown[] = [];
		for (const each of level) {
			if (typeof each !== 'object' || each === null) continue;
			for (const inner of Object.values(each)) {
				if (typeof inner === 'object') next.push(inner);
				else longNumbers ||= isLong(inner);
			}
		}
		level = next;
	}
	return { tooDeep: false, longNumbers };
}
