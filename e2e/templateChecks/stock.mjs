/** Templates about stock. */
import assert from 'node:assert/strict';
import { runsAgain, succeed } from './helpers.mjs';

export const stock = {
	async '09-low-stock-to-part-requests'(stage) {
		const before = await stage.state('partRequests');
		const van = (await stage.state('depots')).find(({ name }) => name === 'Van South');
		await stage.synchroteam('POST', '/depot/quantities', [
			{ depot: { id: van.id }, parts: [{ productCode: 'P-200', quantity: 2 }] },
		]);
		await succeed(stage);
		const made = (await stage.state('partRequests')).filter(({ id }) => !before.some((one) => one.id === id));
		assert.equal(made.length, 1, 'the part that is asked for already is left alone');
		assert.equal(made[0].destination.idStock, van.id);
		assert.deepEqual([made[0].part.reference, made[0].quantity, made[0].user.login], ['P-200', 3, 'claire']);
		await runsAgain(stage);
	},
};
