import { create, flag, get, list, resource, text, update, upsert, type Identifier } from '../../shared/schema/define';
import { address } from '../fields/address';
import { contactWithFax } from '../fields/contact';
import { customFields } from '../fields/customFields';
import { placeFilters, placeSort } from '../fields/filters';
import { lifeCycle } from '../fields/lifeCycle';
import { named, tags } from '../fields/named';
import { targets } from '../targets';

const any: Identifier[] = ['id', 'myId', 'name', 'email'];
const check = { path: '/customer/details', by: ['myId'] as Identifier[] };

/** Section "Customers". */
export const customer = resource('customer', {
	label: 'Customer',
	plural: 'Customers',
	target: targets.customer,
	fields: {
		...named('Acme Elevators'),
		...address,
		...contactWithFax,
		vatNumber: text('VAT Number'),
		tags: tags(),
		active: flag('Active', 'Whether the customer is in use'),
		...customFields,
	},
	simplify: {
		keep: [
			'id',
			'myId',
			'name',
			'address',
			'contactFirstName',
			'contactLastName',
			'contactPhone',
			'contactEmail',
			'active',
			'dateModified',
		],
		dates: ['dateModified'],
	},
	operations: {
		get: get('GET /customer/details', any),
		create: create('POST /customer/send', { top: ['name'], check }),
		update: update('POST /customer/send', ['id', 'myId'], { check }),
		upsert: upsert('POST /customer/send', 'myId', { top: ['name'] }),
		...lifeCycle('/customer', ['id', 'myId', 'name'], any),
		getAll: list('GET /customer/list', {
			filters: {
				...placeFilters('customers'),
				email: text('Email', 'Only customers with exactly this contact email', { placeholder: 'e.g. name@email.com' }),
			},
			sort: placeSort,
		}),
	},
});
