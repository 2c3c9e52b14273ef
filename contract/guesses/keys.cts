import { guess, open } from './guess.cts';

const json = 'Additional Body Fields';

/** What things are called in bodies, where the document contradicts itself. */
export const keys = {
	'recurrence-customer-key': guess({
		service: 'Synchroteam',
		question: 'Customer of a recurrence: `client` or `customer`',
		nodes: '`client`, as in the samples',
		workaround: json,
		assumed: 'client',
		readings: { client: open('`client`, as in the samples'), customer: open('`customer`, as in the field table') },
	}),
	'timeline-customer-key': guess({
		service: 'Synchroteam',
		question: 'Customer of a timeline item: `client` or `customer`',
		nodes: '`client`, as in the samples',
		workaround: json,
		assumed: 'client',
		readings: { client: open('`client`, as in the samples'), customer: open('`customer`, as in the field table') },
	}),
	'fulfill-key': guess({
		service: 'Synchroteam',
		question: 'Fulfill a part request: `requestId` or `id`',
		nodes: 'both, with the same value',
		workaround: json,
		assumed: 'requestId',
		readings: { requestId: open('`requestId`, as in the samples'), id: open('`id`, as in the field table') },
	}),
	'part-request-depot-keys': guess({
		service: 'Synchroteam',
		question: 'Depots of a part request: `idStock` and `nmStock`, or `id` and `name`',
		nodes: '`idStock` and `nmStock`, as in the samples',
		workaround: json,
		assumed: 'idStock',
		readings: {
			idStock: open('`idStock` and `nmStock`, as in the samples'),
			id: open('`id` and `name`, as in the table'),
		},
	}),
	'moved-part-id': guess({
		service: 'Synchroteam',
		question: 'Part movement: ID of the part as number or as text',
		nodes: 'a number where it looks like one, text otherwise',
		workaround: 'look the part up by its reference',
		assumed: 'either',
		readings: {
			either: open('a number, or text as in one sample'),
			number: open('numbers only'),
			text: open('text only'),
			reference: open('the reference under the name `id`, as the sample may mean'),
		},
	}),
	'depot-part-key': guess({
		service: 'Synchroteam',
		question: 'Part in the quantities of a depot: `productCode` or `reference`',
		nodes: '`productCode`, as in the sample; the tables are lost',
		workaround: 'Parts (JSON), the JSON twin of the list',
		assumed: 'productCode',
		readings: { productCode: open('`productCode`'), reference: open('`reference`, as elsewhere') },
	}),
	'recurrence-contract-id': guess({
		service: 'Synchroteam',
		question: 'Contract of a recurrence: number or text',
		nodes: 'the ID of the contract, a long text, is sent; the document calls it a number',
		workaround: `${json}, e.g. \`{"idContract": 12}\``,
		assumed: 'guid',
		readings: { guid: open('the long text'), number: open('a number') },
	}),
};
