import { guess, only, right, saysSo, unnoticed } from './guess.cts';
import { keys } from './keys.cts';

const json = 'Additional Body Fields';

/** What bodies may hold, and what becomes of it. */
export const writes = {
	'unsent-fields': guess({
		service: 'Synchroteam',
		question:
			'Do fields that are not sent stay as they are? Update of an **invoice**, a **quotation**, a **part request**, a **recurrence** or a **job type** may clear them',
		nodes:
			'only the fields that you set are sent; that the others stay is said of activities, contracts, customers, equipment, jobs, parts, sites and users only',
		workaround: 'try it on one record first; if its other fields are cleared, set them in the same Update',
		assumed: 'stay',
		readings: {
			stay: right('they stay'),
			emptied: unnoticed('they are emptied, where the document does not say that they stay'),
		},
	}),
	...keys,
	'emptied-value': guess({
		service: 'Synchroteam',
		question: 'How dates, numbers and references are emptied',
		nodes: 'sent as `null`',
		workaround: `${json}, e.g. \`{"scheduledStart": ""}\``,
		assumed: 'null',
		readings: {
			null: right('`null` empties them'),
			ignored: saysSo('`null` leaves them as they are, `""` empties them'),
			refused: saysSo('`null` is refused, `""` empties them'),
		},
	}),
	'schedule-dates': guess({
		service: 'Synchroteam',
		question: 'Scheduling a job: one date, or both',
		nodes:
			'what is filled in is sent: a date alone, or the technician alone; a public program says that the service wants both dates',
		workaround: 'fill in both',
		assumed: 'one',
		readings: { one: right('one is enough'), both: saysSo('both are needed') },
	}),
	'price-text': guess({
		service: 'Synchroteam',
		question: 'Update Prices: point or comma',
		nodes: 'text with a decimal comma, as in the samples (`"10,25"`), whichever way it is given',
		workaround: `${json} reach each price, e.g. for one part \`{"price": "10.25"}\``,
		assumed: 'comma',
		readings: {
			comma: right('a comma stands before decimals, a point is refused'),
			either: right('either is taken'),
			point: saysSo('a point stands before decimals, a comma is refused'),
			thousands: unnoticed('a point stands before decimals, a comma between thousands'),
		},
	}),
	'message-priority': guess({
		service: 'Synchroteam',
		question: 'Priority of a message: `null`',
		nodes: 'an empty priority is not sent',
		workaround: `${json}, \`{"priority": null}\``,
		assumed: 'optional',
		readings: { optional: right('may be left out'), needed: saysSo('has to be sent, as `null` where there is none') },
	}),
	'billing-status-lines': guess({
		service: 'Synchroteam',
		question: 'Changing the status of an invoice or quotation alone',
		nodes: '`"action": "add"` and an empty list of lines are sent too, as the document asks',
		workaround: 'set Lines and Existing Lines yourself',
		assumed: 'optional',
		readings: {
			optional: right('the status is enough'),
			needed: right('action and lines are needed'),
		},
	}),
	'lines-action': guess({
		service: 'Synchroteam',
		question: 'What happens to lines sent without Existing Lines',
		nodes: 'never sent without: Add, unless you choose Replace',
		workaround: 'set Existing Lines',
		assumed: 'add',
		readings: { add: right('they join those that are there'), replace: right('they take their place') },
	}),
	'billing-cancel-verb': guess({
		service: 'Synchroteam',
		question: 'Cancelling invoices and quotations: POST or DELETE',
		nodes: 'POST, as in all samples; DELETE, as one line of text says, where POST is refused with 405',
		assumed: 'post',
		readings: { post: right('POST'), delete: right('DELETE') },
	}),
	'unschedule-answer': guess({
		service: 'Synchroteam',
		question: 'The status that Unschedule returns',
		nodes: 'returned as it comes',
		assumed: 'created',
		readings: { created: right('the one that the job has then'), scheduled: right('`scheduled`, as in the sample') },
	}),
	'job-extras': guess({
		service: 'Synchroteam',
		question: 'Times of work, parts, creator, validator and duration of a job in Create and Update',
		nodes: 'offered, though the document does not say whether they can be written',
		workaround: 'Add Parts, Start, Complete and Validate are the documented ways',
		assumed: 'written',
		readings: { written: right('written'), ignored: saysSo('ignored'), refused: saysSo('refused') },
	}),
	'recurrence-extras': guess({
		service: 'Synchroteam',
		question: 'Created By and Closed of a recurrence in Create and Update',
		nodes: 'offered, though the document does not say whether they can be written',
		workaround: 'Close is the documented way',
		assumed: 'written',
		readings: { written: right('written'), ignored: saysSo('ignored'), refused: saysSo('refused') },
	}),
	'task-done': guess({
		service: 'Synchroteam',
		question: 'Done Date and Done By of a new task',
		nodes: 'offered: the document lists them as fields, but shows them in no body',
		workaround: 'leave them out',
		assumed: 'written',
		readings: { written: right('written'), ignored: saysSo('ignored'), refused: saysSo('refused') },
	}),
	'payment-date': guess({
		service: 'Synchroteam',
		question: 'Payment Date of an invoice in Create and Update',
		nodes: 'offered: the document lists it as a field, but shows it in no body',
		workaround: 'set Status to Paid',
		assumed: 'written',
		readings: { written: right('written'), ignored: saysSo('ignored'), refused: saysSo('refused') },
	}),
	'contact-name': guess({
		service: 'Synchroteam',
		question: 'First and last name of a contact in one',
		nodes: 'offered for sites: samples know it, the field table has first and last name instead',
		workaround: 'First Name and Last Name',
		assumed: 'written',
		readings: { written: right('written'), ignored: saysSo('ignored'), refused: saysSo('refused') },
	}),
	'user-password': guess({
		service: 'Synchroteam',
		question: 'Password of a user on Update',
		nodes: 'not required',
		workaround: 'set it as well',
		assumed: 'optional',
		readings: { optional: right('may be left out'), needed: saysSo('is needed, as the field table says') },
	}),
	'task-category': guess({
		service: 'Synchroteam',
		question: 'Whether a task accepts a category of your own',
		nodes: 'any text is sent: the document leaves the list open',
		workaround: 'email, followup, meeting or rappel',
		assumed: 'any',
		readings: { any: right('any text'), known: saysSo('those of the document only') },
	}),
	'recurrence-time': guess({
		service: 'Synchroteam',
		question: 'Format of Time of Day of a recurrence',
		nodes: 'sent as it is entered: the document does not give it',
		workaround: 'enter it in the other format',
		assumed: 'minutes',
		readings: { minutes: right('`08:30`'), seconds: saysSo('`08:30:00`') },
	}),
	'sla-minutes': guess({
		service: 'Synchroteam',
		question: 'What the times of a service level mean (`tto`, `tts`, `ttr`)',
		nodes: 'named after what the abbreviations usually stand for; the value is sent as it is entered',
		assumed: 'minutes',
		readings: { minutes: only('minutes') },
		unseen: 'what a number means shows in no response',
	}),
};
