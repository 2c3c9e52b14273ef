import { guess, right, saysSo, unnoticed } from './guess.cts';

/** What lists hold and in which pages they come, and what is found. */
export const lists = {
	'records-total': guess({
		service: 'Synchroteam',
		question: 'What `recordsTotal` counts',
		nodes:
			'all rows that match; if fewer come, Get Many says so instead of returning a part, and triggers go by two readings that agree',
		workaround: 'set Limit to at most the number of rows that exist',
		assumed: 'matching',
		readings: {
			matching: right('rows that match'),
			all: saysSo('all records of that kind'),
		},
	}),
	'page-size-served': guess({
		service: 'Synchroteam',
		question: 'Whether pages have the size that is asked for',
		nodes: 'read either way, until all rows are there',
		assumed: 'asked',
		readings: { asked: right('up to 100'), 'at-most-25': right('25 rows at most, whatever is asked for') },
	}),
	'bare-list-pages': guess({
		service: 'Synchroteam',
		question: 'Whether tasks and timeline come in pages',
		nodes: 'read at once; in pages where an envelope or exactly 25 rows come',
		assumed: 'whole',
		readings: {
			whole: right('all rows at once, as in the samples'),
			rows: right('25 rows at a time, without an envelope'),
			pages: right('in pages like the other lists'),
		},
	}),
	'unplanned-jobs': guess({
		service: 'Synchroteam',
		question: 'Jobs that are only created, or cancelled, in lists that are filtered by a date',
		nodes: 'may be missing from such a list; the triggers for jobs do not use these filters',
		workaround: 'leave out the filter and sort by Date Modified; see [triggers.md](triggers.md)',
		assumed: 'listed',
		readings: { listed: right('listed like the others'), 'left-out': unnoticed('left out') },
	}),
	'deleted-found': guess({
		service: 'Synchroteam',
		question: 'Whether Get finds deleted customers, sites, equipment and parts, which no list shows',
		nodes: 'assumed not: where 10 items or more create such records, the lists are believed after 10 looks one by one',
		workaround: 'send fewer than 10 items at a time',
		assumed: 'absent',
		readings: { absent: right('not found'), found: saysSo('found') },
	}),
	'key-case': guess({
		service: 'Synchroteam',
		question: 'Whether keys differ by upper and lower case',
		nodes: 'not relied on: keys that differ in case only count as one when something is looked for',
		workaround: 'turn off Check for Existing Record',
		assumed: 'distinct',
		readings: { distinct: right('`A-1` and `a-1` are two keys'), same: right('`A-1` and `a-1` are the same key') },
	}),
	'short-text-ids': guess({
		service: 'Synchroteam',
		question: 'IDs of jobs and contracts that are a short number',
		nodes: 'assumed not to exist, since the samples have long texts: "looks like a job number"',
		workaround: 'choose the record from the list, or by its number',
		assumed: 'long',
		readings: { long: right('long texts only'), short: saysSo('short numbers occur') },
	}),
	contracts: guess({
		service: 'Synchroteam',
		question: 'Whether contracts exist yet: the document announces them ("TO COME")',
		nodes: 'offered as the document describes them',
		workaround: 'if your account returns "not found", they do not exist yet',
		assumed: 'there',
		readings: { there: right('as described'), absent: saysSo('not found') },
	}),
	'unavailability-word': guess({
		service: 'Synchroteam',
		question: 'How the list of activities calls absences: `unavailability`, or `unavail` as elsewhere in the document',
		nodes: '`unavailability`',
		workaround: 'leave out the filter, and filter the items by `activityTypeCategory`',
		assumed: 'unavailability',
		readings: { unavailability: right('`unavailability`'), unavail: unnoticed('`unavail`') },
	}),
};
