import type { NetworkFailure } from './networkFailure';

/** What one request brought. */

/** A response as it came, whatever its status. */
export interface HttpResponse {
	status: number;
	headers: Record<string, string>;
	/** Parsed where it is JSON. */
	body: unknown;
}

/** One try of a request: a response, or why there is none. */
export type Outcome = { kind: 'response'; response: HttpResponse } | { kind: 'failure'; failure: NetworkFailure };

/** The title of an HTML page; undefined where there is none. */
export const titleOf = (html: string): string | undefined =>
	/<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1]?.replace(/\s+/g, ' ').trim().slice(0, 200) || undefined;

export const isHtml = (text: string): boolean => /<html|<!doctype html/i.test(text);

/** The service's own words in a response: JSON `message`, `error`, `errors`; the title of an HTML page; else nothing. */
export function serviceMessage({ body }: Pick<HttpResponse, 'body'>): string | undefined {
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
		const { message, error, errors } = body as Record<string, unknown>;
		const detail =
			typeof errors === 'object' && errors !== null
				? Object.values(errors)
						.flat()
						.filter((each) => typeof each === 'string')
						.join(' ')
				: '';
		const main = [message, error].find((each) => typeof each === 'string' && each.trim() !== '') as string | undefined;
		return [main, detail].filter(Boolean).join(' ').trim() || undefined;
	}
	if (typeof body !== 'string' || body.trim() === '') return undefined;
	if (isHtml(body)) return titleOf(body);
	return body.length <= 200 ? body.trim() : undefined;
}
