import { guess, right, saysSo } from './guess.cts';

const json = 'Additional Body Fields';

/** What things are called in bodies, where the document contradicts itself. */
export const keys = {
	'recurrence-customer-key': guess({
		service: 'Synchroteam',
		question: 'Customer of a recurrence: `client` or `customer`',
		nodes: 'both, with the same value',
		assumed: 'client',
		readings: { client: right('`client`, as in the samples'), customer: right('`customer`, as in the field table') },
	}),
	'timeline-customer-key': guess({
		service: 'Synchroteam',
		question: 'Customer of a timeline item: `client` or `customer`',
		nodes: 'both, with the same value',
		assumed: 'client',
		readings: { client: right('`client`, as in the samples'), customer: right('`customer`, as in the field table') },
	}),
	'fulfill-key': guess({
		service: 'Synchroteam',
		question: 'Fulfill a part request: `requestId` or `id`',
		nodes: 'both, with the same value',
		assumed: 'requestId',
		readings: {
			requestId: right('`requestId`, as in the full bodies'),
			id: right('`id`, as in the field table and most code samples'),
		},
	}),
	'part-request-depot-keys': guess({
		service: 'Synchroteam',
		question: 'Depots of a part request: `idStock` and `nmStock`, or `id` and `name`',
		nodes: 'both, with the same value',
		assumed: 'idStock',
		readings: {
			idStock: right('`idStock` and `nmStock`, as in the samples'),
			id: right('`id` and `name`, as in the table'),
		},
	}),
	'moved-part-id': guess({
		service: 'Synchroteam',
		question: 'Part movement: ID of the part as number or as text',
		nodes: 'a number where it looks like one, text otherwise',
		workaround: 'look the part up by its reference',
		assumed: 'either',
		readings: {
			either: right('a number, or text as in one sample'),
			number: right('numbers only'),
			text: saysSo('text only'),
			reference: saysSo('the reference under the name `id`, as the sample may mean'),
		},
	}),
	'contract-equipment-key': guess({
		service: 'Synchroteam',
		question: 'Own ID of equipment in a contract: `myId` or `myID`',
		nodes: 'both, with the same value',
		workaround: 'name the equipment by its ID',
		assumed: 'either',
		readings: {
			either: right('either: upper and lower case do not matter'),
			myId: right('`myId`, as everywhere else'),
			myID: right('`myID`, as in the samples'),
		},
	}),
	'recurrence-contract-id': guess({
		service: 'Synchroteam',
		question: 'Contract of a recurrence: number or text',
		nodes: 'the ID of the contract, a long text, is sent; the document calls it a number',
		workaround: `${json}, e.g. \`{"idContract": 12}\``,
		assumed: 'guid',
		readings: { guid: right('the long text'), number: saysSo('a number') },
	}),
};
