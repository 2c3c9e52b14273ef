import { guess, only, right, saysSo } from './guess.cts';

/** Everything about OutSmart Portal, whose document is a collection of samples. */
export const outSmart = {
	'note-entity': guess({
		service: 'OutSmart Portal',
		question: 'What a note is attached to',
		nodes: 'a Work Order Number alone goes as `worksheets`, `WorkorderNo`, as in a sample',
		workaround: 'Attach To and Number Type under Additional Fields',
		assumed: 'worksheets',
		readings: {
			worksheets: right('`worksheets` by `WorkorderNo`'),
			order: saysSo('`worksheets` by `OrderNr` only'),
		},
	}),
	'order-required': guess({
		service: 'OutSmart Portal',
		question: 'Which fields of a work order are required',
		nodes: 'the number or reference, and some content',
		workaround: "the portal's message is shown",
		assumed: 'number',
		readings: { number: right('the number'), customer: saysSo('the number and the customer') },
	}),
	'portal-refusal': guess({
		service: 'OutSmart Portal',
		question: 'Refusals other than the two in the document',
		nodes: '`message` and `errors` of JSON, the title of a page',
		workaround: "read the portal's message, which is shown",
		assumed: 'message',
		readings: {
			message: saysSo('JSON with `message`'),
			errors: saysSo('JSON with `errors` by field'),
			page: saysSo('a page'),
			success: saysSo('status 200 with `success: false`'),
		},
	}),
	'portal-not-found': guess({
		service: 'OutSmart Portal',
		question: 'What "not found" looks like',
		nodes:
			'status 404 with JSON, or `success: true` without a result; the credential test takes a JSON 404 for a working login and a page for a wrong portal name',
		assumed: 'status-404',
		readings: {
			'status-404': right('status 404 with JSON'),
			empty: right('`success: true`, `results` is an empty list'),
			null: right('`success: true`, `results` is `null`'),
		},
	}),
	'portal-days': guess({
		service: 'OutSmart Portal',
		question: 'Format of deadline and registration date',
		nodes: 'days as `dd-MM-yyyy` like the others',
		workaround: 'Additional Body Fields, e.g. `{"deadline": "2026-11-25"}`',
		assumed: 'day-first',
		readings: { 'day-first': right('`25-11-2026`'), iso: saysSo('`2026-11-25`') },
	}),
	'portal-times': guess({
		service: 'OutSmart Portal',
		question: 'Format of start and end time',
		nodes: 'times as `HH:mm` (`8:30` becomes `08:30`, `8.30` is refused)',
		workaround: 'Additional Body Fields, e.g. `{"time_work_start": "08:30:00"}`',
		assumed: 'minutes',
		readings: { minutes: right('`08:30`'), seconds: saysSo('`08:30:00`') },
	}),
	'portal-coordinates': guess({
		service: 'OutSmart Portal',
		question: 'Latitude and longitude of the customer: text, or numbers (both are `null` in the samples)',
		nodes: 'text, as it is entered',
		workaround: 'Additional Body Fields, e.g. `{"customer_latitude": 52.0907}`',
		assumed: 'either',
		readings: { either: right('either'), number: saysSo('numbers only') },
	}),
	'portal-daypart': guess({
		service: 'OutSmart Portal',
		question: 'Codes for parts of the day',
		nodes: 'any text is sent; the samples have MORNING and DAY',
		workaround: 'the codes of your portal',
		assumed: 'any',
		readings: { any: right('any'), known: saysSo('MORNING, AFTERNOON and DAY only') },
	}),
	'portal-field-names': guess({
		service: 'OutSmart Portal',
		question:
			'What fields mean that the collection only names (`pgp_code`, `udid`, `pickup_planning`, `planning_flagged`, `rounding_amount`, `duration` …)',
		nodes: 'named after what their names suggest',
		workaround: 'the value is sent as you enter it',
		assumed: 'as-named',
		readings: { 'as-named': only('what their names suggest') },
		unseen: 'the value is kept and given back as it was entered, whatever it means',
	}),
	'portal-limits': guess({
		service: 'OutSmart Portal',
		question: 'Limits',
		nodes: 'none is known: two concurrent requests',
		workaround: 'Options → Max Concurrent Requests',
		assumed: 'none',
		readings: { none: right('none'), limited: right('60 a minute, 429 with `Retry-After` beyond') },
	}),
	'portal-lists': guess({
		service: 'OutSmart Portal',
		question: 'Watching work orders',
		nodes: 'there is no list: the trigger asks for the numbers you name',
		workaround: 'see [triggers.md](triggers.md)',
		assumed: 'none',
		readings: { none: only('there is no list') },
		unseen: 'a list that nobody described cannot be asked',
	}),
};
