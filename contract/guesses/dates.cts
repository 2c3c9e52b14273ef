import { guess, right, unnoticed } from './guess.cts';

/** In which zone and how exactly dates are read and written. */
export const dates = {
	'answer-zone': guess({
		service: 'Synchroteam',
		question: 'Time zone of dates in responses',
		nodes: 'read in the time zone of the account; Simplify turns them into ISO 8601 with offset',
		workaround: 'set **Dates in Responses** to UTC in the credential; Output: Raw returns the text of the service',
		assumed: 'account',
		readings: {
			account: right('time zone of the account'),
			utc: unnoticed('UTC'),
		},
	}),
	'answer-precision': guess({
		service: 'Synchroteam',
		question: 'Format of dates in responses',
		nodes: 'all formats that the document shows are read',
		assumed: 'minute',
		readings: {
			minute: right('`2026-11-25 09:30`'),
			second: right('`2026-11-25 09:30:15`'),
			slashes: right('`25/11/2026 09:30:15`'),
		},
	}),
	'job-since-zone': guess({
		service: 'Synchroteam',
		question: 'Time zone of `changedSince`, `reportChangedSince` and `validatedSince` of jobs',
		nodes: 'sent as UTC, as for all other lists; triggers ask early enough for any zone',
		workaround:
			'shift the value of the filter by your offset; for the trigger, **Time Zone of This List** under Options',
		assumed: 'utc',
		readings: { utc: right('UTC'), account: unnoticed('time zone of the account') },
	}),
	'part-request-since-zone': guess({
		service: 'Synchroteam',
		question: 'Time zone of `changedSince` and `createdSince` of part requests',
		nodes: 'sent as UTC, as for all other lists; triggers ask early enough for any zone',
		workaround:
			'shift the value of the filter by your offset; for the trigger, **Time Zone of This List** under Options',
		assumed: 'utc',
		readings: { utc: right('UTC'), account: unnoticed('time zone of the account') },
	}),
	'job-dates-zone': guess({
		service: 'Synchroteam',
		question: 'Time zone of Date From and Date To of jobs',
		nodes: 'read in the time zone of the account',
		workaround: 'shift the value',
		assumed: 'account',
		readings: { account: right('time zone of the account'), utc: unnoticed('UTC') },
	}),
	'activity-dates-zone': guess({
		service: 'Synchroteam',
		question: 'Time zone of Start Date and End Date in the list of activities',
		nodes: 'read in the time zone of the account',
		workaround: 'shift the value',
		assumed: 'account',
		readings: { account: right('time zone of the account'), utc: unnoticed('UTC') },
	}),
	'since-inclusive': guess({
		service: 'Synchroteam',
		question: 'Whether the "since" filters include the moment itself',
		nodes: 'not relied on: triggers overlap and recognize what they have seen',
		assumed: 'exclusive',
		readings: { exclusive: right('only later changes'), inclusive: right('changes at that moment as well') },
	}),
	'paid-since': guess({
		service: 'Synchroteam',
		question: 'What `paidSince` compares',
		nodes: 'may be a day without a time: the trigger asks for the last three days',
		assumed: 'moment',
		readings: {
			moment: right('when the invoice was marked as paid'),
			day: right('the day of payment, without a time'),
		},
	}),
	'stamp-clock': guess({
		service: 'Synchroteam',
		question: 'Whether the `Date` header and the stamps of records agree',
		nodes: 'up to five minutes apart, in both directions',
		workaround: 'raise **Look Back (Seconds)** of the trigger',
		assumed: 'same',
		readings: {
			same: right('one clock'),
			ahead: right('stamps are four minutes ahead'),
			behind: right('stamps are four minutes behind'),
		},
	}),
	'status-moves-date': guess({
		service: 'Synchroteam',
		question: 'Whether validation, deletion and changes of status move `dateModified`',
		nodes: 'assumed: the list of jobs is read from the latest change down',
		assumed: 'moves',
		readings: { moves: right('they do'), stays: right('only edited fields do') },
	}),
	'empty-date-shown': guess({
		service: 'Synchroteam',
		question: 'What an empty date looks like in responses',
		nodes: 'read as empty in every form',
		assumed: 'null',
		readings: {
			null: right('`null`'),
			text: right('`""`'),
			zero: right('`0001-01-01 00:00`'),
		},
	}),
};
