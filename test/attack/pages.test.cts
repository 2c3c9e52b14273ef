import { locator } from '../engine/engine.cts';
import { recorder } from './recorder.cts';

/** Pages of web servers and firewalls where JSON is due. */

const get = { resource: 'customer', operation: 'get', customer: locator('id', 7) };

async function failed(status: number, page: string) {
	const service = await recorder(() => ({ status, page }));
	try {
		const { failed: items } = await service.run(get, { onError: 'continueErrorOutput' });
		return items[0].json;
	} finally {
		service.close();
	}
}

test('a login that is refused with a page is still a login that is refused', async () => {
	const json = await failed(401, '<!DOCTYPE html><html><title>401 - Unauthorized</title></html>');
	expect(json).toMatchObject({ errorType: 'login', errorStatus: 401 });
});

test('a page that says "not found" blames the address, not the identifier', async () => {
	const json = await failed(404, '<html><title>404 - File or directory not found.</title></html>');
	expect(json).toMatchObject({ errorType: 'unavailable', errorStatus: 404 });
	expect(json.errorDescription).toMatch(/^Check the Base URL/);
	expect(json.errorDescription).not.toMatch(/identifier/);
});
