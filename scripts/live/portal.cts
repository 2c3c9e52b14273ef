import { NotTellable } from './account.cts';
import { certain, likely, type Probes } from './probe.cts';

/** Rows of OutSmart Portal. Nothing is made there: its API takes nothing away again. */

/** A work order that nobody has. */
const NOBODY = 'n8n-live-check-nobody';

export const portal: Probes = {
	'portal-not-found': async ({ account }) => {
		const { status, body } = await account.get(`/work-orders/${NOBODY}`);
		if (status === 404 && typeof body === 'object') return certain('status-404');
		const { success, data } = (typeof body === 'object' && body !== null ? body : {}) as {
			success?: boolean;
			data?: { results?: unknown };
		};
		if (status === 200 && success === true && data && 'results' in data) {
			if (data.results === null) return certain('null');
			if (Array.isArray(data.results) && !data.results.length) return certain('empty');
		}
		throw new NotTellable(`a number that nobody has was answered with status ${status}`);
	},
};

/** With `--write`: a request that names no work order makes none, and is refused or says nothing. */
export const portalWriting: Probes = {
	'portal-refusal': async ({ account }) => {
		const { status, body } = await account.post('/work-orders', {});
		const { success, message, errors } = (typeof body === 'object' && body !== null ? body : {}) as {
			success?: boolean;
			message?: unknown;
			errors?: unknown;
		};
		if (status < 300 && success === false) return likely('success');
		if (status >= 400 && typeof body === 'string' && /<html/i.test(body)) return likely('page');
		if (status >= 400 && typeof errors === 'object' && errors !== null) return likely('errors');
		if (status >= 400 && typeof message === 'string') return likely('message');
		throw new NotTellable(`a request without a work order was answered with status ${status}`);
	},
};
