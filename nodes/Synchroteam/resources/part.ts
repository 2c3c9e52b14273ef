import {
	act,
	choice,
	create,
	flag,
	flagOn,
	get,
	list,
	number,
	reference,
	remove,
	resource,
	rows,
	rowsIn,
	text,
	update,
	upsert,
	utcTime,
	words,
	type Row,
} from '../../shared/schema/define';
import { isBlank } from '../../shared/request/scalars';
import { InputError } from '../../shared/schema/errors';
import { idInRow } from '../fields/links';
import { records } from '../records';

const types = { other: 'Other', part: 'Part', service: 'Service', travel: 'Travel' };
const statuses = { active: 'Active', inactive: 'Inactive' };

/** @throws InputError for a price without a part, and for a part without a price: what the service would do is not documented */
function checkedPrice(row: Row, number: number): Row {
	if (isBlank(row.id) && isBlank(row.reference))
		throw new InputError(`Prices ${number}: Part is empty`, 'Give its ID or its reference. Nothing was sent.');
	if (isBlank(row.price))
		throw new InputError(
			`Prices ${number}: Price is empty`,
			'Enter the new price, or remove the part. If it is an expression, it returned nothing. Nothing was sent.',
		);
	return row;
}

/** Section "Parts and Services". */
export const part = resource('part', {
	record: records.part,
	keys: ['reference'],
	allRows: [{ status: 'active' }, { status: 'inactive' }],
	description: 'Parts and services of the catalog',
	fields: {
		name: text('Name', undefined, { placeholder: 'e.g. Hybrid Valve' }),
		reference: text('Reference', 'Reference or code of the part', { placeholder: 'e.g. HV-11' }),
		description: text('Description', undefined, { multiline: true }),
		price: number('Price', 'Price per unit, before tax'),
		minQuantity: number('Minimum Quantity', 'Minimum stock level; for tracked parts only', {
			integer: true,
			min: 0,
		}),
		isTracked: flag('Tracked', 'Whether its stock is tracked'),
		isSerializable: flag('With Serial Numbers', 'Whether each piece has a serial number'),
		category: reference(records.category, 'Category of the part; an unknown name creates a new one'),
		tax: reference(records.taxRate, 'Tax rate of the part'),
		status: choice('Status', 'Status in the catalog', statuses),
		type: choice('Type', 'Kind of part', types),
		prices: rows('Prices', 'Price', 'Parts with their new price', {
			id: idInRow(records.part, 'the reference'),
			reference: text('Part Reference', 'Reference of the part; needed without an ID', { placeholder: 'e.g. HV-11' }),
			price: text('Price', 'New price per unit, before tax, with a decimal point or comma', {
				placeholder: 'e.g. 10.25',
				// As in the samples of "Bulk part price update".
				decimals: ',',
				guess: 'price-text',
			}),
		}),
	},
	simplify: {
		keep: words('id reference name price category.id category.name tax.rate isTracked status type dateModified'),
		dates: ['dateModified'],
	},
	operations: {
		get: get('GET /part/details'),
		create: create('POST /part/send', {
			top: ['name', 'reference', 'price'],
			required: ['name'],
			except: ['prices'],
		}),
		update: update('POST /part/send', { except: ['prices'] }),
		upsert: upsert('POST /part/send', 'reference', {
			top: ['name', 'price'],
			except: ['prices'],
		}),
		delete: remove('DELETE /part/delete', { description: 'Delete a part; by reference, every part that has it' }),
		updatePrices: act(
			'POST /part/prices',
			'Update Prices',
			'Change the prices of several parts at once; each returns its own result',
			{
				action: 'Update prices of parts',
				repeatable: true,
				by: [],
				top: ['prices'],
				required: ['prices'],
				bodyList: true,
				shape: ({ prices, ...more }) =>
					rowsIn(prices).map((each, index) => checkedPrice({ ...each, ...more }, index + 1)),
				entries: { named: ['reference', 'id'], refused: ({ error }) => (error ? String(error) : undefined) },
			},
		),
		getAll: list('GET /part/list', {
			filters: {
				category: reference(records.category, 'Only parts of this category'),
				changedSince: utcTime('Changed Since', 'Only parts changed after this time'),
				isTracked: flagOn('Tracked', 'Whether their stock is tracked; on: only tracked, off: only not tracked'),
				isSerializable: flagOn(
					'With Serial Numbers',
					'Whether they have serial numbers; on: only parts with them, off: only those without',
				),
				status: choice('Status', 'Only parts with this status', statuses),
				type: choice('Type', 'Only this kind of part', types),
			},
			sort: { by: { category: 'Category', name: 'Name', reference: 'Reference' }, order: 'ascending' },
		}),
	},
});
