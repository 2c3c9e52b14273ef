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
import { idInRow } from '../fields/links';
import { records } from '../records';

const types = { other: 'Other', part: 'Part', service: 'Service', travel: 'Travel' };
const statuses = { active: 'Active', inactive: 'Inactive' };

/** A price as the samples of "Bulk part price update" write it: text with a decimal comma. */
const withComma = ({ price, ...others }: Row): Row =>
	price === undefined ? others : { ...others, price: String(price).trim().replace('.', ',') };

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
		price: number('Price', 'Price of one, before tax', { min: 0 }),
		minQuantity: number('Minimum Quantity', 'Smallest stock wanted; counts for tracked parts', {
			integer: true,
			min: 0,
		}),
		isTracked: flag('Tracked', 'Whether its stock is counted'),
		isSerializable: flag('With Serial Numbers', 'Whether each piece has a serial number'),
		category: reference(records.category, 'Category of the part; an unknown name makes a new one'),
		tax: reference(records.taxRate, 'Tax rate of the part'),
		status: choice('Status', 'State in the catalog', statuses),
		type: choice('Type', 'Kind of part', types, { default: 'part' }),
		prices: rows(
			'Prices',
			'Price',
			'Parts with their new price',
			{
				id: idInRow(records.part, 'the reference'),
				reference: text('Part Reference', 'Reference of the part; needed without an ID', { placeholder: 'e.g. HV-11' }),
				price: text('Price', 'New price of one, before tax; a point or a comma before decimals', {
					placeholder: 'e.g. 10.25',
					pattern: /^\s*-?\d+(?:[.,]\d+)?\s*$/,
					rule: 'Enter a number, with a point or a comma before decimals and nothing between thousands.',
					guess: 'price-text',
				}),
			},
			{ map: withComma },
		),
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
		delete: remove('DELETE /part/delete', { description: 'Delete a part; by reference, every part that bears it' }),
		updatePrices: act(
			'POST /part/prices',
			'Update Prices',
			'Change the prices of several parts at once; each has its own result',
			{
				action: 'Update prices of parts',
				repeatable: true,
				by: [],
				top: ['prices'],
				required: ['prices'],
				bodyList: true,
				shape: ({ prices, ...more }) => rowsIn(prices).map((each) => ({ ...each, ...more })),
				entries: { named: ['reference', 'id'], refused: ({ error }) => (error ? String(error) : undefined) },
			},
		),
		getAll: list('GET /part/list', {
			filters: {
				category: reference(records.category, 'Only parts of this category'),
				changedSince: utcTime('Changed Since', 'Only parts changed after this moment'),
				isTracked: flagOn('Tracked', 'Whether to return parts whose stock is counted, or the others'),
				isSerializable: flagOn('With Serial Numbers', 'Whether to return parts with serial numbers, or the others'),
				status: choice('Status', 'Only parts in this state', statuses),
				type: choice('Type', 'Only this kind of part', types, { default: 'part' }),
			},
			sort: { by: { category: 'Category', name: 'Name', reference: 'Reference' }, order: 'ascending' },
		}),
	},
});
