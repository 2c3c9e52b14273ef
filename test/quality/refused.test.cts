import { get, list, recordTypes, resource, update } from '../../nodes/shared/schema/define';
import { accepted } from './refused.cts';

/** What `resource` makes of its lines; those that must not compile stand in refused.cts. */

test('a line that is right is taken, and what it leaves out is derived', () => {
	const { get, create, update, getAll } = accepted.operations;
	expect(accepted).toMatchObject({ label: 'Vehicle', plural: 'Vehicles' });
	expect(get).toMatchObject({ verb: 'GET', path: '/vehicle/details', by: ['id', 'name'], idIn: 'query' });
	expect(create.check).toEqual(['name']);
	expect(update).toMatchObject({ by: ['id'], idIn: 'body', check: ['id'] });
	expect(getAll.details).toBe('/vehicle/details');
});

test('an Update that could not look first is refused', () => {
	const { vehicle: record } = recordTypes({ vehicle: { label: 'Vehicle', by: { id: 'integer', name: 'text' } } });
	const operations = { update: update('POST /vehicle/send') };
	expect(() => resource('vehicle', { record, operations })).toThrow('vehicle: Update has to look first');
	const byId = { ...operations, get: get('GET /vehicle/details', { by: ['id'] }) };
	expect(() => resource('vehicle', { record, operations: byId })).toThrow('vehicle: Update has to look first');
	const listed = { ...operations, getAll: list('GET /vehicle/list') };
	expect(() => resource('vehicle', { record, allRows: [{}], operations: listed })).not.toThrow();
});
