import { create, flagOn, get, list, reference, resource, update, upsert, words } from '../../shared/schema/define';
import { address, addressKeys, contactKeys, contactName, contactWithFax } from '../fields/place';
import { customFields, placeFilters, placeSort, nameAndId, tags } from '../fields/common';
import { lifeCycle } from '../fields/lifeCycle';
import { ids, records } from '../records';

/** Section "Sites". */
export const site = resource('site', {
	record: records.site,
	keys: ['myId'],
	allRows: [{ active: true }, { active: false }],
	fields: {
		...nameAndId('Acme, north plant'),
		customer: reference(records.customer, 'Customer of the site; a new site needs one', {
			modes: ids,
		}),
		...address,
		...contactName,
		...contactWithFax,
		tags: tags('customer'),
		active: flagOn('Active', 'Whether the site is active'),
		...customFields,
	},
	simplify: {
		keep: words('id myId name customer.id customer.name address contact tags active dateModified customFields'),
		dates: ['dateModified'],
		objects: { address: addressKeys, contact: contactKeys },
		customFields: 'customFieldValues',
	},
	operations: {
		get: get('GET /site/details'),
		create: create('POST /site/send', {
			top: ['name', 'customer', 'myId', 'contactEmail', 'contactPhone'],
			required: ['name', 'customer'],
		}),
		update: update('POST /site/send', { by: ids }),
		upsert: upsert('POST /site/send', 'myId', {
			top: ['name', 'customer', 'contactEmail', 'contactPhone'],
		}),
		...lifeCycle('/site'),
		getAll: list('GET /site/list', {
			filters: {
				...placeFilters('sites'),
				customer: reference(records.customer, 'Only sites of this customer', { modes: ids }),
			},
			sort: placeSort,
			shown: ['customer'],
		}),
	},
});
