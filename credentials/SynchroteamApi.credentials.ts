import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { synchroteam } from '../nodes/Synchroteam/service';

/** Current names of time zones that Node.js may still list by their former names; it accepts both. */
const renamed =
	'Africa/Asmara America/Argentina/Buenos_Aires America/Nuuk Asia/Ho_Chi_Minh Asia/Kathmandu Asia/Kolkata Asia/Yangon Europe/Kyiv';

/** UTC first, then all that Node.js lists here. A name that another version lists still works: names are never dropped. */
const zones = [...new Set(['UTC', ...[...Intl.supportedValuesOf('timeZone'), ...renamed.split(' ')].sort()])];

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
				'First part of your Synchroteam address: mycompany for https://mycompany.synchroteam.com. You can also paste the whole address.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Found in Synchroteam under Configuration > Authentication Key',
		},
		{
			displayName: 'Account Time Zone',
			name: 'timeZone',
			type: 'options',
			options: zones.map((name) => ({ name, value: name })),
			default: '',
			required: true,
			description:
				'The time zone set in your Synchroteam account, used to read and write dates. Without it, the time zone of the workflow is used.',
		},
		{
			displayName: 'Dates in Responses',
			name: 'responseZone',
			type: 'options',
			options: [
				{ name: 'In the Account Time Zone', value: 'account' },
				{ name: 'In UTC', value: 'utc' },
			],
			default: 'account',
			description:
				'How Synchroteam writes the dates that it returns, which its documentation leaves open. ' +
				'Choose UTC if the times in the output are off by the difference between your time zone and UTC.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://ws.synchroteam.com',
			description: 'Address of the service; change it only for tests',
		},
	];

	authenticate: IAuthenticate = async (credentials, options) => {
		const { user, pass } = synchroteam.login(credentials);
		options.auth = { username: user, password: pass };
		return options;
	};
}
