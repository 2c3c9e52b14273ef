import { shown } from '../../shared/schema/errors';
import type { Entries, ResponseShape } from '../../shared/schema/define';

/**
 * What a request with several orders or notes gets back: one entry each, in the order of the request. An entry that has no
 * status went well (notes never have one); the request itself is answered 200 either way (answers of both POST requests).
 */
export const entries = (named: string): Entries => ({
	named: [named],
	refused: ({ status, message }) =>
		status === undefined || status === null || /^success$/i.test(shown(status))
			? undefined
			: typeof message === 'string' && message
				? message
				: shown(message || `Status ${shown(status)}`),
	ends: true,
});

/** Where the answers keep what was asked for. */
export const results: ResponseShape = { as: 'under', key: 'data.results' };
