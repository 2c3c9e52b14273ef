import { create, flagOn, get, list, reference, resource, update, upsert, words } from '../../shared/schema/define';
import { customFields, placeFilters, placeSort, nameAndId, tags } from '../fields/common';
import { lifeCycle } from '../fields/lifeCycle';
import { ids, records } from '../records';

/** Section "Equipment". */
export const equipment = resource('equipment', {
	record: records.equipment,
	keys: ['myId'],
	allRows: [{ active: true }, { active: false }],
	plural: 'Equipment',
	fields: {
		...nameAndId('Boiler 2'),
		customer: reference(records.customer, 'Customer it belongs to; new equipment needs a customer or a site', {
			modes: ids,
		}),
		site: reference(records.site, 'Site where it is installed; new equipment needs a customer or a site', {
			modes: ids,
		}),
		tags: tags('site or customer'),
		active: flagOn('Active', 'Whether the equipment is active'),
		...customFields,
	},
	simplify: {
		keep: words('id myId name customer.id customer.name site.id site.name tags active dateModified customFields'),
		dates: ['dateModified'],
		customFields: 'customFieldValues',
	},
	operations: {
		get: get('GET /equipment/details'),
		create: create('POST /equipment/send', {
			top: ['name', 'customer', 'site', 'myId'],
			required: ['name'],
			oneOf: ['customer', 'site'],
		}),
		update: update('POST /equipment/send', { by: ids }),
		upsert: upsert('POST /equipment/send', 'myId', { top: ['name', 'customer', 'site'] }),
		...lifeCycle('/equipment'),
		getAll: list('GET /equipment/list', {
			filters: {
				...placeFilters('equipment'),
				customer: reference(records.customer, 'Only equipment of this customer', { modes: ids }),
				site: reference(records.site, 'Only equipment on this site', { modes: ids }),
			},
			sort: placeSort,
			shown: ['customer'],
		}),
	},
});
