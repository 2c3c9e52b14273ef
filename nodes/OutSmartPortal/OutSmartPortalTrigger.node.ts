import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { credentialTest } from '../shared/editor/credentialTest';
import { outSmartPortal, probe } from './service';
import { poll } from './watch';

export class OutSmartPortalTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OutSmart Portal Trigger',
		name: 'outSmartPortalTrigger',
		icon: { light: 'file:../../icons/outsmart.svg', dark: 'file:../../icons/outsmart.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		// The panel shows one entry for node and trigger, with the words of the trigger.
		description:
			'Work orders and notes of OutSmart Portal: create and read them, or start the workflow when one that you name changes',
		defaults: { name: 'OutSmart Portal Trigger' },
		// n8n puts a query behind the address in the codex file, past a section; this one it takes as it is.
		documentationUrl:
			'https://github.com/n8n-nodes-synchroteam-outsmart/n8n-nodes-synchroteam-outsmart/blob/main/docs/triggers.md#outsmart-portal-trigger',
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'outSmartPortalApi', required: true, testedBy: 'outSmartPortalApiTest' }],
		properties: [
			{
				displayName:
					'The portal can only be asked for records by their number. This trigger watches those that you name here and sees no other; every poll takes one request for each.',
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
					'Numbers with commas between them, or a list by an expression; one that does not exist yet is waited for',
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
					'References with commas between them, or a list by an expression; one that does not exist yet is waited for',
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
						description: 'How much of each record is given',
						options: [
							{ name: 'Full', value: 'full', description: 'Everything that the portal shows' },
							{ name: 'Simplified', value: 'simplified', description: 'The most useful fields' },
						],
					},
				],
			},
		],
	};

	methods = { credentialTest: { outSmartPortalApiTest: credentialTest(outSmartPortal, probe) } };

	poll = poll;
}
