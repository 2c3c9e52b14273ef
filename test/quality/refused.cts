import {
	act,
	create,
	day,
	get,
	json,
	list,
	number,
	recordTypes,
	reference,
	remove,
	resource,
	text,
	update,
	upsert,
} from '../../nodes/shared/schema/define';

/**
 * Lines of a resource that must not compile; `npm run typecheck` fails where one of them does. Each stands beside the same
 * line written rightly, in `accepted`.
 */

const records = recordTypes({
	vehicle: { label: 'Vehicle', by: { id: 'integer', name: 'text' } },
	driver: { label: 'Driver', by: { id: 'integer', login: 'text' }, alsoBy: { name: 'text' } },
});
const fields = { name: text('Name'), doors: number('Doors'), bought: day('Bought'), several: json('Several') };
const { vehicle: record, driver } = records;

/** What it should read like. */
export const accepted = resource('vehicle', {
	record,
	keys: ['name'],
	fields: { ...fields, driver: reference(driver, 'Who drives it', { modes: ['id', 'name'] }) },
	simplify: { keep: ['id', 'name', 'bought'], dates: ['bought'] },
	operations: {
		get: get('GET /vehicle/details'),
		create: create('POST /vehicle/send', {
			top: ['name', 'doors'],
			required: ['doors'],
			except: ['bought'],
			many: 'several',
		}),
		update: update('POST /vehicle/send', { by: ['id'], fields: ['doors'] }),
		upsert: upsert('POST /vehicle/send', 'name', { oneOf: ['doors', 'bought'] }),
		delete: remove('DELETE /vehicle/delete', { by: ['id', 'name'] }),
		park: act('POST /vehicle/park', 'Park', 'Park a vehicle', { fields: ['bought'] }),
		getAll: list('GET /vehicle/list', { filters: { name: text('Name') }, top: ['name'], details: true }),
	},
});

// @ts-expect-error a list that is posted
list('POST /vehicle/list');
// @ts-expect-error a list has no fields of a body
list('GET /vehicle/list', { oneOf: ['name'] });
// @ts-expect-error nothing is created by an identifier
create('POST /vehicle/send', { by: ['id'] });
// @ts-expect-error an identifier that there is not
get('GET /vehicle/details', { by: ['nmu'] });
// @ts-expect-error a type of identifier that there is not
recordTypes({ van: { label: 'Van', by: { id: 'intger' } } });

/** Held against the resource that they stand in. */
export const refused = [
	// @ts-expect-error a verb that does not exist
	() => resource('vehicle', { record, fields, operations: { get: get('GTE /vehicle/details') } }),
	// @ts-expect-error a path without its slash
	() => resource('vehicle', { record, fields, operations: { getAll: list('GET vehicle/list') } }),
	// @ts-expect-error a filter at the top that the list does not have
	() => resource('vehicle', { record, operations: { getAll: list('GET /v', { filters: fields, top: ['nmae'] }) } }),
	// @ts-expect-error a required field that the resource does not have
	() => resource('vehicle', { record, fields, operations: { create: create('POST /v', { required: ['nmae'] }) } }),
	// @ts-expect-error a field at the top that the resource does not have
	() => resource('vehicle', { record, fields, operations: { create: create('POST /v', { top: ['nmae'] }) } }),
	// @ts-expect-error a field left out that the resource does not have
	() => resource('vehicle', { record, fields, operations: { update: update('POST /v', { except: ['nmae'] }) } }),
	// @ts-expect-error one of fields that the resource does not have
	() => resource('vehicle', { record, fields, operations: { create: create('POST /v', { oneOf: ['name', 'nmae'] }) } }),
	// @ts-expect-error a field of the body that the resource does not have
	() => resource('vehicle', { record, fields, operations: { park: act('POST /v', 'P', 'P', { fields: ['nmae'] }) } }),
	// @ts-expect-error several records in a field that is no JSON
	() => resource('vehicle', { record, fields, operations: { create: create('POST /v', { many: 'name' }) } }),
	// @ts-expect-error an identifier that the record does not have
	() => resource('vehicle', { record, fields, operations: { get: get('GET /v', { by: ['num'] }) } }),
	// @ts-expect-error the same where the record is deleted
	() => resource('vehicle', { record, fields, operations: { delete: remove('DELETE /v', { by: ['num'] }) } }),
	// @ts-expect-error the same where something is done to it
	() => resource('vehicle', { record, fields, operations: { park: act('POST /v', 'P', 'P', { by: ['num'] }) } }),
	// @ts-expect-error a natural key that the record does not have
	() => resource('vehicle', { record, fields, operations: { upsert: upsert('POST /v', 'myId') } }),
	// @ts-expect-error a natural key that the resource does not have
	() => resource('vehicle', { record, keys: ['myId'], fields, operations: {} }),
	// @ts-expect-error an identifier that drivers do not have
	() => resource('vehicle', { record, fields: { driver: reference(driver, 'D', { modes: ['num'] }) }, operations: {} }),
	// @ts-expect-error one record of a resource that has none to name
	() => resource('vehicle', { label: 'Vehicle', fields, operations: { get: get('GET /v') } }),
	// @ts-expect-error a place in the path for a field that the resource does not have
	() => resource('vehicle', { record, fields, operations: { get: get('GET /v/{nmae}') } }),
	// @ts-expect-error a date that Simplify does not keep
	() => resource('vehicle', { record, simplify: { keep: ['id'], dates: ['bought'] }, operations: {} }),
];
