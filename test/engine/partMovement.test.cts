import type { INodeParameters } from 'n8n-workflow';
import { locator } from './engine.cts';
import { van } from './stock.cts';
import { testTable, type Case } from './table.cts';

const move = (part: INodeParameters) => ({
	partMovementFields: {
		source: locator('name', 'Main depot'),
		destination: locator('list', van),
		part: { values: part },
	},
});
const moved = (part: object): Case['sends'][number] => [
	'POST /partmovement/do',
	{},
	{ source: { name: 'Main depot' }, destination: { id: van }, part },
];

testTable('partMovement', [
	{
		operation: 'move',
		by: 'reference',
		parameters: move({ id: locator('id', ''), reference: '={{ $json.ref }}', quantity: '2', serials: '' }),
		items: [{ ref: 'P-100' }, { ref: 'P-200' }],
		sends: ['P-100', 'P-200'].map((reference) => moved({ reference, quantity: 2 })),
		gives: [{ quantityMoved: 2, serialsMoved: [] }, { quantityMoved: 2 }],
	},
	{
		operation: 'move',
		by: 'ID, with serial numbers',
		parameters: move({ id: locator('list', 3), serials: 'PU-001' }),
		sends: [moved({ id: 3, serials: ['PU-001'] })],
		gives: [{ quantityMoved: 1, serialsMoved: ['PU-001'] }],
	},
	{
		operation: 'move',
		by: 'more than there are',
		parameters: move({ reference: 'P-100', quantity: 99 }),
		sends: [moved({ reference: 'P-100', quantity: 99 })],
		error: 'Main depot has 40 of P-100, not 99',
	},
	{ operation: 'move', by: 'nothing', parameters: move({ reference: '' }), sends: [], error: 'Part is empty' },
	{
		operation: 'move',
		by: 'half a part',
		parameters: move({ reference: 'P-100', quantity: '0.5' }),
		sends: [],
		error: 'Part: Quantity: "0.5" is not a whole number of at least 1',
	},
]);
