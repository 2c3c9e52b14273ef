import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { toSubtitle } from '../shared/description/toDescription';
import { methodsOf } from '../shared/editor/methods';
import { declarative } from '../shared/node/declarative';
import { MAIN } from '../shared/schema/labels';
import { outSmartResources } from './resources';
import { outSmartPortal } from './service';

const { properties, customOperations, requestOperations } = declarative(outSmartPortal, outSmartResources, 'workOrder');

export class OutSmartPortal implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OutSmart Portal',
		name: 'outSmartPortal',
		icon: { light: 'file:../../icons/outsmart.svg', dark: 'file:../../icons/outsmart.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: toSubtitle(outSmartResources),
		description: 'Work with work orders and notes in OutSmart Portal',
		defaults: { name: 'OutSmart Portal' },
		// n8n appends a query to an address in the codex file, which breaks a link to a section; it leaves this one unchanged.
		documentationUrl:
			'https://github.com/n8n-nodes-synchroteam-outsmart/n8n-nodes-synchroteam-outsmart/blob/main/docs/operations.md#outsmart-portal',
		usableAsTool: true,
		inputs: [MAIN],
		outputs: [MAIN],
		credentials: [{ name: 'outSmartPortalApi', required: true, testedBy: 'outSmartPortalApiTest' }],
		// The credential may contain another address.
		requestDefaults: { baseURL: 'https://office.out-smart.com', headers: { Accept: 'application/json' } },
		requestOperations,
		properties,
	};

	customOperations = customOperations;

	methods = methodsOf(outSmartPortal);
}
