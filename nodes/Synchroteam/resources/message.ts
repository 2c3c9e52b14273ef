import { act, choice, resource, rows, text } from '../../shared/schema/define';
import { idInRow } from '../fields/links';
import { records } from '../records';

/** Section "Messages". */
export const message = resource('message', {
	label: 'Message',
	description: 'Messages to the devices of technicians',
	fields: {
		title: text('Title'),
		message: text('Message', 'Text of the message', { multiline: true }),
		priority: choice(
			'Priority',
			'How urgent the message is',
			{ high: 'High', medium: 'Medium' },
			{ guess: 'message-priority' },
		),
		users: rows('Recipients', 'Recipient', 'Who gets the message', {
			id: idInRow(records.user, 'the login'),
			login: text('Login', 'Login of the user; needed without an ID', { placeholder: 'e.g. jdoe' }),
		}),
	},
	operations: {
		send: act('POST /message/send', 'Send', 'Send a message to technicians', {
			top: ['users', 'title', 'message', 'priority'],
			required: ['users', 'message'],
		}),
	},
});
