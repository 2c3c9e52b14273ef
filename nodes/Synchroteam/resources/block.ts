import { get, list, resource } from '../../shared/schema/define';
import { targets } from '../targets';

/** Section "Blocks". */
export const block = resource('block', {
	label: 'Block',
	plural: 'Blocks',
	description: 'Groups of questions of which report templates are made',
	target: targets.block,
	operations: {
		get: get('GET /block/details', ['id']),
		getAll: list('GET /block/list', {
			details: '/block/details',
			description: 'Get a list of the blocks that report templates share',
		}),
	},
});
