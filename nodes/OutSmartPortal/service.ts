import { InputError } from '../shared/errors';
import type { Service } from '../shared/service';

/** Facts from the collection "Portal API" of OutSmart. */
export const outSmartPortal: Service = {
	name: 'OutSmart Portal',
	credential: 'outSmartPortalApi',
	// No limit is documented and none is announced in answers, so gently.
	concurrency: 2,
	prefix: ({ portalName }) => `/portal-new/${encodeURIComponent(checkedPortal(String(portalName ?? '')))}/api`,
	account: ({ portalName, username }) => `${String(portalName)} ${String(username)}`,
	// Days are written without a time, stamps in UTC.
	zone: () => 'UTC',
	advice: {
		401: 'Check user name and password in the credential: they are those of the portal login. Disabling the user or resetting the password breaks the access.',
		403: 'Check that the API is enabled in the back office of the portal and that this user may use it.',
		404: 'Check the number, and the portal name in the credential.',
	},
};

/** @throws InputError for a name that could lead to another address */
function checkedPortal(name: string): string {
	const given = name.trim();
	if (!/^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}_-])?$/u.test(given)) {
		throw new InputError(`Portal Name: "${name}" is no portal name`, 'Enter the name in the credential as it stands in the address of the portal, behind /portal-new/. It has letters, digits, points, dashes and underscores only.');
	}
	return given;
}
