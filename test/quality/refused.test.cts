import { accepted, refused } from './refused.cts';

/** What a wrong line of a resource says where the compiler did not see it: resource, operation and the wrong word. */

function said(line: () => unknown): string {
	try {
		line();
	} catch (error) {
		return (error as Error).message;
	}
	return 'nothing';
}

test('a line that is right is taken, and what it leaves out is derived', () => {
	const { get, create, update, getAll } = accepted.operations;
	expect(accepted).toMatchObject({ label: 'Vehicle', plural: 'Vehicles' });
	expect(get).toMatchObject({ verb: 'GET', path: '/vehicle/details', by: ['id', 'name'], idIn: 'query' });
	expect(create.check).toEqual(['name']);
	expect(update).toMatchObject({ by: ['id'], idIn: 'body', check: ['id'] });
	expect(getAll.details).toBe('/vehicle/details');
});

test('a line that is wrong is refused at loading', () => {
	const all = 'name, doors, bought, several';
	expect(refused.map(said)).toEqual([
		'vehicle.get: "GTE /vehicle/details" is not a route, e.g. "GET /customer/list"',
		'vehicle.getAll: "GET vehicle/list" is not a route, e.g. "GET /customer/list"',
		`vehicle.getAll: top: "nmae" is not one of ${all}`,
		'vehicle.create: required: "nmae" is not one of those that it has: none',
		`vehicle.create: top: "nmae" is not one of ${all}`,
		`vehicle.update: except: "nmae" is not one of ${all}`,
		`vehicle.create: oneOf: "nmae" is not one of ${all}`,
		`vehicle.park: fields: "nmae" is not one of ${all}`,
		'vehicle.create: many: "name" is not one of several',
		'vehicle.get: by: "num" is not one of id, name',
		'vehicle.delete: by: "num" is not one of id, name',
		'vehicle.park: by: "num" is not one of id, name',
		'vehicle.upsert: key: "myId" is not one of name',
		'vehicle: keys: "myId" is not one of id, name',
		'vehicle: driver: "num" is not one of id, login, name',
		'vehicle.get: there is no record that it could name',
		'vehicle.get: "{nmae}" in the path is not "{vehicle}", the name of the record',
		'vehicle: Simplify: "bought" is not one of id',
	]);
});
