import { shown } from '../../shared/schema/errors';
import type { Entries, ResponseShape } from '../../shared/schema/define';

/**
 * The response to several orders or notes: one entry each, in the order of the request. An entry without a status was accepted
 * (notes never have one); the response itself has status 200 either way (see the responses of both POST requests).
 */
export const entries = (named: string): Entries => ({
	named: [named],
	refused: ({ status, message }) =>
		status === undefined || status === null || /^success$/i.test(shown(status))
			? undefined
			: typeof message === 'string' && message
				? message
				: shown(message || `Status ${shown(status)}`),
	failsItem: true,
});

/** Where the responses contain what was asked for. */
export const results: ResponseShape = { as: 'under', key: 'data.results' };
