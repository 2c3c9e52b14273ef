import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { labelsOf } from '../shared/description/toDescription';
import { methodsOf } from '../shared/editor/methods';
import { MAIN } from '../shared/schema/labels';
import { outSmartPortal } from './service';

export class OutSmartPortalTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OutSmart Portal Trigger',
		name: 'outSmartPortalTrigger',
		icon: { light: 'file:../../icons/outsmart.svg', dark: 'file:../../icons/outsmart.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: labelsOf('$parameter.events', ', '),
		// n8n lists node and trigger as one entry, with the description of the trigger.
		description:
			'Work orders and notes of OutSmart Portal: create and read them, or start the workflow when one that you watch changes',
		defaults: { name: 'OutSmart Portal Trigger' },
		// n8n appends a query to an address in the codex file, which breaks a link to a section; it leaves this one unchanged.
		documentationUrl:
			'https://github.com/n8n-nodes-synchroteam-outsmart/n8n-nodes-synchroteam-outsmart/blob/main/docs/triggers.md#outsmart-portal-trigger',
		polling: true,
		inputs: [],
		outputs: [MAIN],
		credentials: [{ name: 'outSmartPortalApi', required: true, testedBy: 'outSmartPortalApiTest' }],
		properties: [
			{
				displayName:
					'OutSmart Portal has no list of records. This trigger watches only the ' +
					'numbers that you enter here. Each poll takes one request per number.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				noDataExpression: true,
				default: ['workOrderUpdated'],
				required: true,
				options: [
					{
						name: 'Note Updated',
						value: 'noteUpdated',
						description: 'When a watched note appears, is changed or is read',
					},
					{
						name: 'Work Order Updated',
						value: 'workOrderUpdated',
						description: 'When a watched work order appears or is changed',
					},
				],
			},
			{
				displayName: 'Work Order Numbers',
				name: 'workorder_nr',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. WO-1001, WO-1002',
				description:
					'Numbers separated by commas, or a list from an expression. A number that does not exist yet is watched until it appears.',
				displayOptions: { show: { events: ['workOrderUpdated'] } },
			},
			{
				displayName: 'Note References',
				name: 'nte_reference',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. REF-1001, REF-1002',
				description:
					'References separated by commas, or a list from an expression. A reference that does not exist yet is watched until it appears.',
				displayOptions: { show: { events: ['noteUpdated'] } },
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Output',
						name: 'output',
						type: 'options',
						default: 'simplified',
						description: 'How much of each record to return',
						options: [
							{ name: 'Raw', value: 'full', description: 'Everything that the portal shows' },
							{ name: 'Simplified', value: 'simplified', description: 'The most useful fields' },
						],
					},
				],
			},
		],
	};

	methods = methodsOf(outSmartPortal);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { pollNumbers } = await import('./watch');
		return await pollNumbers(this);
	}
}
