import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { domainOf } from '../nodes/Synchroteam/domain';
import { timeZones } from './timeZones';

/** Sections "Authentication" and "Endpoint URL" of the API document: HTTP Basic with domain and API key. */
export class SynchroteamApi implements ICredentialType {
	name = 'synchroteamApi';

	displayName = 'Synchroteam API';

	icon: Icon = { light: 'file:../icons/synchroteam.svg', dark: 'file:../icons/synchroteam.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-synchroteam-outsmart/n8n-nodes-synchroteam-outsmart#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Domain',
			name: 'domain',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. mycompany',
			description:
				'First part of the address of your Synchroteam: mycompany for https://mycompany.synchroteam.com; the whole address is understood as well',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In Synchroteam under Configuration, Authentication Key',
		},
		{
			displayName: 'Account Time Zone',
			name: 'timeZone',
			type: 'options',
			options: timeZones.map((name) => ({ name, value: name })),
			default: '',
			required: true,
			description:
				'Time zone set in your Synchroteam account; dates of jobs are read and written in it. A credential without one uses the time zone of the workflow.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://ws.synchroteam.com',
			description: 'Address of the service; change it only for tests',
		},
	];

	authenticate: IAuthenticate = async ({ domain, apiKey }, options) => {
		options.auth = { username: domainOf(domain), password: String(apiKey).trim() };
		return options;
	};
}
