import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { outSmartPortal } from '../nodes/OutSmartPortal/service';

/** HTTP Basic with the portal's login; the portal's name is part of the path (collection "Portal API" of OutSmart). */
export class OutSmartPortalApi implements ICredentialType {
	name = 'outSmartPortalApi';

	displayName = 'OutSmart Portal API';

	icon: Icon = { light: 'file:../icons/outsmart.svg', dark: 'file:../icons/outsmart.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-synchroteam-outsmart/n8n-nodes-synchroteam-outsmart#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Portal Name',
			name: 'portalName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. MyCompany',
			description: 'As shown in the address of your portal, after /portal-new/. You can also paste the whole address.',
		},
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. name@email.com',
			description: 'Your login for the portal',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://office.out-smart.com',
			description: 'Address of the service; change it only for tests',
		},
	];

	authenticate: IAuthenticate = async (credentials, options) => {
		const { user, pass } = outSmartPortal.login(credentials);
		options.auth = { username: user, password: pass };
		return options;
	};
}
