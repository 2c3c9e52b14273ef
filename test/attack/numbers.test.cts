import { locator } from '../engine/engine.cts';
import { recorder } from './recorder.cts';

let service: Awaited<ReturnType<typeof recorder>>;
beforeAll(async () => (service = await recorder()));
afterAll(() => service.close());

describe('a number of the custom fields mapper that an expression gives as text is read like any other', () => {
	const update = (value: string) =>
		service.run({
			resource: 'customer',
			operation: 'update',
			customer: locator('id', 7),
			setCustomFields: true,
			customFields: {
				mappingMode: 'defineBelow',
				value: { '8': value },
				schema: [{ id: '8', displayName: 'Power', type: 'number' }],
			},
			options: { checkFirst: false },
		} as never);

	test.each([
		['={{ "2,5" }}', '2.5'],
		['={{ "-1.234,50" }}', '-1234.50'],
		['={{ 2.5 }}', '2.5'],
		['={{ 0 }}', '0'],
		['={{ "" }}', ''],
	])('%s is sent as "%s"', async (given, value) => {
		expect((await update(given)).sent).toEqual([{ id: 7, customFieldValues: [{ id: 8, value }] }]);
	});

	test.each(['={{ "1.234" }}', '={{ "1,234" }}', '={{ "12 kW" }}'])('%s is refused', async (given) => {
		const { sent, error } = await update(given);
		expect(sent).toEqual([]);
		expect(error?.message).toMatch(/^Custom Fields: Power: "/);
	});
});
