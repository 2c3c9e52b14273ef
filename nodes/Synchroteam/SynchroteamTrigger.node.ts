import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { labelsOf } from '../shared/description/toDescription';
import { methodsOf } from '../shared/editor/methods';
import { MAIN } from '../shared/schema/labels';
import { triggerProperties } from '../shared/trigger/panel';
import { events } from './events';
import { synchroteamResources } from './resources';
import { synchroteam } from './service';

const labels = Object.entries(events).map(([value, { label }]): [string, string] => [value, label]);

export class SynchroteamTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Synchroteam Trigger',
		name: 'synchroteamTrigger',
		icon: { light: 'file:../../icons/synchroteam.svg', dark: 'file:../../icons/synchroteam.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: labelsOf('$parameter.events', ', ', labels),
		// n8n lists node and trigger as one entry, with the description of the trigger.
		description:
			'Jobs, customers, sites, equipment, invoices and stock of Synchroteam: ' +
			'create, read and change them, or start the workflow when they change',
		defaults: { name: 'Synchroteam Trigger' },
		// n8n appends a query to an address in the codex file, which breaks a link to a section; it leaves this one unchanged.
		documentationUrl:
			'https://github.com/n8n-nodes-synchroteam-outsmart/n8n-nodes-synchroteam-outsmart/blob/main/docs/triggers.md#synchroteam-trigger',
		polling: true,
		inputs: [],
		outputs: [MAIN],
		credentials: [{ name: 'synchroteamApi', required: true, testedBy: 'synchroteamApiTest' }],
		properties: triggerProperties(events),
	};

	methods = methodsOf(synchroteam, synchroteamResources);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { pollLists } = await import('../shared/trigger/trigger');
		return await pollLists(this, synchroteam, events);
	}
}
