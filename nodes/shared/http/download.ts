import { NodeOperationError } from 'n8n-workflow';
import { clock } from './clock';
import { withDeadline } from './exchange';
import { checkedLink } from './link';
import { toCanceledError, toDownloadError } from './requestErrors';
import type { HttpResponse, Outcome } from './response';
import { retryDelay, shouldRetry } from './retry';
import type { Session } from './session';

/** Files that are read from a link in a response: without credentials, and from nowhere inside the network of this n8n. */

/**
 * Reads a file. One redirect is followed, to an address that would have been taken for a link as well.
 * @param name what the user calls the file
 * @throws NodeOperationError for an address that is not read
 * @throws NodeApiError when nothing comes from there, or the execution was stopped
 */
export async function download(session: Session, name: string, url: string): Promise<Buffer> {
	const first = await read(session, name, url);
	const { status, headers } = first;
	if (status >= 300 && status <= 399 && headers.location)
		return bytesOf(session, name, await read(session, name, headers.location, url));
	return bytesOf(session, name, first);
}

function bytesOf(session: Session, name: string, { status, body }: HttpResponse): Buffer {
	if (status < 200 || status > 299) throw toDownloadError(session, name, `Status ${status}`);
	return Buffer.isBuffer(body) ? body : Buffer.from(body as ArrayBuffer);
}

const notRead = ({ caller }: Session, name: string) =>
	new NodeOperationError(caller.getNode(), `The link of "${name}" is not read`, {
		description:
			'Only links to public https addresses that the credential allows are read, with one redirect at most. Turn off Download Photos to see the link.',
	});

async function read(session: Session, name: string, url: string, from?: string): Promise<HttpResponse> {
	const link = checkedLink(url, session.base, from);
	if (!link) throw notRead(session, name);
	const tries = { count: 0, since: clock.now() };
	for (;;) {
		if (session.cancel?.aborted) throw toCanceledError(session);
		const outcome = await fetchOnce(session, name, link);
		if (!shouldRetry({ verb: 'GET' }, outcome, tries)) {
			if (outcome.kind === 'response') return outcome.response;
			if (outcome.failure.kind === 'canceled') throw toCanceledError(session);
			throw toDownloadError(session, name, outcome.failure.code);
		}
		await clock.sleep(retryDelay(tries.count++, outcome));
	}
}

async function fetchOnce(session: Session, name: string, url: string): Promise<Outcome> {
	try {
		return await withDeadline(session, async ({ helpers }, abortSignal) => {
			const { statusCode, headers, body } = (await helpers.httpRequest({
				...session.http,
				abortSignal,
				url,
				method: 'GET',
				encoding: 'arraybuffer',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			})) as HttpResponse & { statusCode: number };
			return { status: statusCode, headers, body };
		});
	} catch {
		// A domain that the credential does not allow. The sentence of n8n would show the address, and it may be signed.
		throw notRead(session, name);
	}
}
