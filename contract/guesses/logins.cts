import { guess, open } from './guess.cts';

/** Logins and limits of Synchroteam. */
export const logins = {
	limits: guess({
		service: 'Synchroteam',
		question: 'Limits',
		nodes: 'read from every answer; 120 a minute and 10,000 a day until the first answer says otherwise',
		workaround: 'Options → Max Concurrent Requests',
		assumed: 'announced',
		readings: {
			announced: open('every response has them, as documented'),
			silent: open('no response has them; 429 where they are exceeded'),
		},
	}),
	'refused-login': guess({
		service: 'Synchroteam',
		question: 'What a refused login looks like',
		nodes: '401 or 403; a page in place of JSON is told as such',
		workaround: 'the message quotes the service',
		assumed: '401',
		readings: {
			401: open('status 401'),
			403: open('status 403'),
			page: open('a page, with status 200'),
			redirect: open('a redirection to the login page'),
		},
	}),
};
