import { guess, right, saysSo } from './guess.cts';

/** Logins and limits of Synchroteam. */
export const logins = {
	limits: guess({
		service: 'Synchroteam',
		question: 'Limits',
		nodes: 'read from every answer; 120 a minute and 10,000 a day until the first answer says otherwise',
		workaround: 'Options → Max Concurrent Requests',
		assumed: 'announced',
		readings: {
			announced: right('every response has them, as documented'),
			silent: right('no response has them; 429 where they are exceeded'),
		},
	}),
	'refused-login': guess({
		service: 'Synchroteam',
		question: 'What a refused login looks like',
		nodes: '401 or 403; a page instead of JSON is reported as such',
		workaround: 'the message quotes the service',
		assumed: 'status-401',
		readings: {
			'status-401': saysSo('status 401'),
			'status-403': saysSo('status 403'),
			page: saysSo('a page, with status 200'),
			redirect: saysSo('a redirection to the login page'),
		},
	}),
};
