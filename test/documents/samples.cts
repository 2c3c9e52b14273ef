import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './fill.cts';

/**
 * What the API documents show: bodies of requests (`samples/`) and responses (`answers/`), by chapter, as facts. A code
 * sample that is cut off is completed with the body of its section; what a body only names (Position, Custom field values,
 * a file) is that of its own section. Names and addresses of people are invented.
 */

export interface Sample {
	section: string;
	sample: string;
	endpoint: string;
	/** Resources and operations that send it, or get it. */
	runs: string[];
	body: unknown;
}

function read(folder: string): Sample[] {
	const path = join(__dirname, folder);
	return readdirSync(path).flatMap((name) => JSON.parse(readFileSync(join(path, name), 'utf8')) as Sample[]);
}
export const samples = read('samples');
export const answers = read('answers');

export const nodeOf = (run: string) => (/^(?:workOrder|note) /.test(run) ? 'outSmartPortal' : 'synchroteam');
export const shownBy = (run: string) => {
	const [resource, operation] = run.split(' ');
	return { resource, operation };
};

/** The records that a body is made of, and how the service gets one or all of them. */
export function recordsIn({ endpoint, body }: Pick<Sample, 'endpoint' | 'body'>): {
	records: Row[];
	framed: (records: Row[]) => unknown;
} {
	// Prices are one list of the panel; the rows of other lists are records of their own.
	if (endpoint === 'POST /part/prices') return { records: [{ prices: body }], framed: ([{ prices }]) => prices };
	if (Array.isArray(body)) return { records: body as Row[], framed: (records) => records };
	const [[key, list]] = Object.entries(body as Row);
	if (key === 'orders' || key === 'notes') return { records: list as Row[], framed: (records) => ({ [key]: records }) };
	return { records: [body as Row], framed: ([record]) => record };
}
