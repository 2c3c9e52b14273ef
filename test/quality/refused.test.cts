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
