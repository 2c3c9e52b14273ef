import {
	act,
	create,
	flag,
	flagOn,
	get,
	list,
	number,
	reference,
	resource,
	update,
	utcTime,
	words,
} from '../../shared/schema/define';
import { serialNumbers } from '../fields/common';
import { account } from '../fields/links';
import { records } from '../records';

/** The samples of "Create/Update a part request" and its table use different keys for a depot: both are sent. */
const depot = (label: string, description: string) =>
	reference(records.depot, description, {
		label,
		keys: { id: ['idStock', 'id'], name: ['nmStock', 'name'] },
		guess: 'part-request-depot-keys',
	});

/** Section "Part Requests". */
export const partRequest = resource('partRequest', {
	record: records.partRequest,
	description: 'Requests of technicians for parts from another depot',
	fields: {
		source: depot('From Depot', 'Depot that the parts come from'),
		destination: depot('To Depot', 'Depot that the parts go to'),
		user: account('User', 'Who asks for the parts'),
		part: reference(records.part, 'The part that is requested'),
		quantity: number('Quantity', 'How many; optional if you enter serial numbers', {
			integer: true,
			min: 1,
			placeholder: 'e.g. 2',
		}),
		serials: serialNumbers('Serial numbers of the pieces, separated by commas, or a list from an expression'),
		isUrgent: flag('Urgent', 'Whether the request is urgent'),
		isDeleted: flag('Deleted', 'Whether the request is deleted'),
		isPartial: flagOn('Keep Open for the Rest', 'Whether the request stays open for the rest'),
	},
	simplify: {
		keep: [
			...words('id source.idStock source.nmStock destination.idStock destination.nmStock user.id'),
			...words('user.login part.id part.reference part.name quantity isUrgent isComplete dateCreated'),
		],
		dates: ['dateCreated'],
	},
	operations: {
		get: get('GET /partrequest/details'),
		create: create('POST /partrequest/send', {
			top: ['user', 'source', 'destination', 'part', 'quantity', 'serials'],
			required: ['user', 'source', 'destination', 'part'],
			oneOf: ['quantity', 'serials'],
			except: ['isPartial'],
		}),
		update: update('POST /partrequest/send', {
			description: 'Change fields of a part request; whether the other fields keep their values is not documented',
			except: ['isPartial'],
		}),
		fulfill: act('POST /partrequest/fulfill', 'Fulfill', 'Hand out all or some of the parts of a request', {
			returns: 'record',
			idAlso: ['requestId'],
			top: ['quantity', 'serials'],
			oneOf: ['quantity', 'serials'],
			either: ['quantity', 'serials'],
			fields: ['isPartial'],
			guess: 'fulfill-key',
		}),
		getAll: list('GET /partrequest/list', {
			filters: {
				changedSince: utcTime('Changed Since', 'Only requests changed after this time', 'minute', {
					guess: 'part-request-since-zone',
				}),
				createdSince: utcTime('Created Since', 'Only requests created after this time', 'minute', {
					guess: 'part-request-since-zone',
				}),
				isUrgent: flagOn('Urgent', 'Whether they are urgent; on: only urgent, off: only not urgent'),
				isDeleted: flagOn('Deleted', 'Whether they are deleted; on: only deleted, off: only not deleted'),
				isSent: flagOn('Sent', 'Whether they were sent; on: only sent, off: only not sent'),
				isComplete: flagOn('Complete', 'Whether they were fulfilled; on: only fulfilled, off: only not fulfilled'),
			},
			sort: { by: { dateCreated: 'Date Created', isSent: 'Sent', isUrgent: 'Urgent' }, order: 'ascending' },
		}),
	},
});
