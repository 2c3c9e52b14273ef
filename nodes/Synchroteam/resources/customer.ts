import { act, create, flag, get, list, remove, resource, text, texts, update, upsert, utcTime, type Identifier } from '../../shared/define';
import { address } from '../fields/address';
import { contactWithFax } from '../fields/contact';
import { customFields } from '../fields/customFields';
import { targets } from '../targets';

const check = { path: '/customer/details', by: ['id', 'myId', 'name', 'email'] as Identifier[] };
const any: Identifier[] = ['id', 'myId', 'name', 'email'];

/** Section "Customers". */
export const customer = resource('customer', {
	label: 'Customer',
	plural: 'Customers',
	target: targets.customer,
	fields: {
		name: text('Name', undefined, { placeholder: 'e.g. Acme Elevators' }),
		myId: text('Own ID', 'Your own number for it, e.g. from your ERP', { placeholder: 'e.g. C-1001' }),
		...address,
		...contactWithFax,
		vatNumber: text('VAT Number'),
		tags: texts('Tags', 'Words with commas between them, or a list by expression'),
		active: flag('Active', 'Whether the customer is in use'),
		...customFields,
	},
	simplify: {
		keep: ['id', 'myId', 'name', 'address', 'contactFirstName', 'contactLastName', 'contactPhone', 'contactEmail', 'active', 'dateModified'],
		dates: ['dateModified'],
	},
	operations: {
		get: get('GET /customer/details', any),
		create: create('POST /customer/send', { top: ['name'], check: { ...check, by: ['myId'] } }),
		update: update('POST /customer/send', ['id', 'myId'], { check }),
		upsert: upsert('POST /customer/send', 'myId', { top: ['name'] }),
		delete: remove('DELETE /customer/delete', ['id', 'myId', 'name']),
		undelete: act('POST /customer/undelete', 'Undelete', 'Bring a deleted customer back', { by: ['id', 'myId', 'name'], idIn: 'query', answer: { as: 'flag', flag: 'undeleted' }, namesakes: true }),
		activate: act('POST /customer/activate', 'Activate', 'Put a customer back into use', { by: any, idIn: 'query', answer: { as: 'flag', flag: 'activated' }, namesakes: true }),
		deactivate: act('POST /customer/desactivate', 'Deactivate', 'Take a customer out of use without deleting it', { by: any, idIn: 'query', answer: { as: 'flag', flag: 'deactivated' }, namesakes: true }),
		getAll: list('GET /customer/list', {
			filters: {
				changedSince: utcTime('Changed Since', 'Only customers changed after this moment'),
				name: text('Name', 'Only customers whose name holds this text'),
				email: text('Email', 'Only customers with exactly this contact email'),
				active: flag('Active', 'Whether to return customers in use, or those that are not', { default: true }),
			},
			sort: { by: { name: 'Name', dateModified: 'Date Modified', dateCreated: 'Date Created', myId: 'Own ID' }, order: 'ascending' },
		}),
	},
});
