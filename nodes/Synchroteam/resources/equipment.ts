import {
	create,
	flag,
	get,
	list,
	reference,
	resource,
	update,
	upsert,
	type Identifier,
} from '../../shared/schema/define';
import { customFields } from '../fields/customFields';
import { placeFilters, placeSort } from '../fields/filters';
import { lifeCycle } from '../fields/lifeCycle';
import { named, tags } from '../fields/named';
import { targets } from '../targets';

const any: Identifier[] = ['id', 'myId', 'name'];
const ids: Identifier[] = ['id', 'myId'];
const check = { path: '/equipment/details', by: ['myId'] as Identifier[] };

/** Section "Equipment". */
export const equipment = resource('equipment', {
	label: 'Equipment',
	plural: 'Equipment',
	target: targets.equipment,
	fields: {
		...named('Boiler 2'),
		customer: reference(targets.customer, 'Customer it belongs to; needed for a new one unless a site is given', {
			modes: any,
		}),
		site: reference(targets.site, 'Site it stands on; needed for a new one unless a customer is given'),
		tags: tags('site or customer'),
		active: flag('Active', 'Whether the equipment is in use'),
		...customFields,
	},
	simplify: {
		keep: [
			'id',
			'myId',
			'name',
			'customer.id',
			'customer.name',
			'site.id',
			'site.name',
			'active',
			'dateCreated',
			'dateModified',
		],
		dates: ['dateCreated', 'dateModified'],
	},
	operations: {
		get: get('GET /equipment/details', any),
		create: create('POST /equipment/send', { top: ['name'], oneOf: ['customer', 'site'], check }),
		update: update('POST /equipment/send', ids, { check }),
		upsert: upsert('POST /equipment/send', 'myId', { top: ['name'] }),
		...lifeCycle('/equipment', any),
		getAll: list('GET /equipment/list', {
			filters: {
				...placeFilters('equipment'),
				customer: reference(targets.customer, 'Only equipment of this customer', { modes: ids }),
				site: reference(targets.site, 'Only equipment on this site', { modes: ids }),
			},
			sort: placeSort,
		}),
	},
});
