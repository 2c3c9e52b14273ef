import { NotTellable } from './account.cts';
import { certain, type Probes } from './probe.cts';

/** Rows of OutSmart Portal. Nothing is written there: its API takes nothing away again. */

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
