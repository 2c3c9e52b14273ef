import { get, list, resource } from '../../shared/schema/define';
import { records } from '../records';

/** Section "Blocks". */
export const block = resource('block', {
	record: records.block,
	description: 'Groups of questions that make up report templates',
	operations: {
		get: get('GET /block/details'),
		getAll: list('GET /block/list', {
			details: true,
			description: 'Get a list of the blocks that report templates share',
		}),
	},
});
