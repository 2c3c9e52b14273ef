import type { Service } from '../shared/service';

/** Section "Endpoint URL", "Authentication" and "Rate Limits and Quotas" of the API document. */
export const synchroteam: Service = {
	name: 'Synchroteam',
	credential: 'synchroteamApi',
	concurrency: 8,
	prefix: () => '/api/v3',
	account: ({ domain }) => String(domain),
	zone: ({ timeZone }) => String(timeZone || 'Europe/Paris'),
	advice: {
		401: 'Check domain and API key in the credential: the key stands in Synchroteam under Configuration, Authentication Key.',
	},
};
