import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { toSubtitle } from '../shared/description/toDescription';
import { methodsOf } from '../shared/editor/methods';
import { declarative } from '../shared/node/declarative';
import { MAIN } from '../shared/schema/labels';
import { synchroteamResources } from './resources';
import { synchroteam } from './service';

const { properties, customOperations, requestOperations } = declarative(synchroteam, synchroteamResources, 'job');

export class Synchroteam implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Synchroteam',
		name: 'synchroteam',
		icon: { light: 'file:../../icons/synchroteam.svg', dark: 'file:../../icons/synchroteam.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: toSubtitle(synchroteamResources),
		description: 'Work with jobs, customers, sites, equipment, invoices and stock in Synchroteam',
		defaults: { name: 'Synchroteam' },
		// n8n appends a query to an address in the codex file, which breaks a link to a section; it leaves this one unchanged.
		documentationUrl:
			'https://github.com/n8n-nodes-synchroteam-outsmart/n8n-nodes-synchroteam-outsmart/blob/main/docs/operations.md#synchroteam',
		usableAsTool: true,
		inputs: [MAIN],
		outputs: [MAIN],
		credentials: [{ name: 'synchroteamApi', required: true, testedBy: 'synchroteamApiTest' }],
		// The credential may contain another address.
		requestDefaults: { baseURL: 'https://ws.synchroteam.com', headers: { Accept: 'application/json' } },
		requestOperations,
		properties,
	};

	customOperations = customOperations;

	methods = methodsOf(synchroteam, synchroteamResources, '/customfield/list');
}
