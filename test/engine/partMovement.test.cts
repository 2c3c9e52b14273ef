import type { INodeParameters } from 'n8n-workflow';
import { locator } from './engine.cts';
import { van } from './stock.cts';
import { testTable, type Case } from './table.cts';

const move = (part: INodeParameters) => ({
	source: locator('name', 'Main depot'),
	destination: locator('list', van),
	...part,
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
		parameters: move({ part: locator('reference', '={{ $json.ref }}'), quantity: '2', serials: '' }),
		items: [{ ref: 'P-100' }, { ref: 'P-200' }],
		sends: ['P-100', 'P-200'].map((reference) => moved({ reference, quantity: 2 })),
		gives: [{ quantityMoved: 2, serialsMoved: [] }, { quantityMoved: 2 }],
	},
	{
		operation: 'move',
		by: 'ID, with serial numbers',
		parameters: move({ part: locator('list', 3), serials: 'PU-001' }),
		sends: [moved({ id: 3, serials: ['PU-001'] })],
		gives: [{ quantityMoved: 1, serialsMoved: ['PU-001'] }],
	},
	{
		operation: 'move',
		by: 'more than there are',
		parameters: move({ part: locator('reference', 'P-100'), quantity: 99 }),
		sends: [moved({ reference: 'P-100', quantity: 99 })],
		error: 'Main depot has 40 of P-100, not 99',
	},
	{
		operation: 'move',
		by: 'nothing',
		parameters: move({ part: '={{ "" }}', quantity: 1 }),
		sends: [],
		error: 'Part is empty',
	},
	{
		operation: 'move',
		by: 'none of it',
		parameters: move({ part: locator('id', 1) }),
		sends: [],
		error: 'Quantity or Serial Numbers is needed',
	},
	{
		operation: 'move',
		by: 'half a part',
		parameters: move({ part: locator('reference', 'P-100'), quantity: '0.5' }),
		sends: [],
		error: 'Quantity: "0.5" is not a whole number of at least 1',
	},
]);
