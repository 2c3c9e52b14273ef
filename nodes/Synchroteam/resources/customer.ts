import { create, flagOn, get, list, resource, text, update, upsert, words } from '../../shared/schema/define';
import { address, addressKeys, contactKeys, contactWithFax } from '../fields/place';
import { customFields, placeFilters, placeSort, nameAndId, tags } from '../fields/common';
import { lifeCycle } from '../fields/lifeCycle';
import { ids, records } from '../records';

/** Section "Customers". */
export const customer = resource('customer', {
	record: records.customer,
	keys: ['myId'],
	allRows: [{ active: true }, { active: false }],
	fields: {
		...nameAndId('Acme Elevators'),
		...address,
		...contactWithFax,
		vatNumber: text('VAT Number'),
		tags: tags(),
		active: flagOn('Active', 'Whether the customer is active'),
		...customFields,
	},
	simplify: {
		keep: words('id myId name vatNumber address contact tags active dateModified customFields'),
		dates: ['dateModified'],
		objects: { address: addressKeys, contact: contactKeys },
		customFields: 'customFieldValues',
	},
	operations: {
		get: get('GET /customer/details'),
		create: create('POST /customer/send', {
			top: ['name', 'myId', 'contactEmail', 'contactPhone'],
			required: ['name'],
		}),
		update: update('POST /customer/send', { by: ids }),
		upsert: upsert('POST /customer/send', 'myId', { top: ['name', 'contactEmail', 'contactPhone'] }),
		...lifeCycle('/customer', ['id', 'myId', 'name']),
		getAll: list('GET /customer/list', {
			filters: {
				...placeFilters('customers'),
				email: text('Email', 'Only customers with exactly this contact email', { placeholder: 'e.g. name@email.com' }),
			},
			sort: placeSort,
			shown: ['name'],
		}),
	},
});
