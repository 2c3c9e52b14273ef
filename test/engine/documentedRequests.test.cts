import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** Requests and results as the API documents write them, where the nodes once did otherwise. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());

const run: typeof at.run = async (...given) => await at.run(...given);
const state = () => at.sandbox.state;
const values = (...list: object[]) => ({ values: list }) as never;

/** The bodies of a run's changes. */
const bodies = ({ requests }: Awaited<ReturnType<typeof run>>) =>
	requests.filter(({ method }) => method === 'POST').map(({ body }) => body as Record<string, any>);

test('an attachment with a file says that it is no link', async () => {
	const file = { fileName: 'a.txt', fileData: Buffer.from('a').toString('base64') };
	const sent = await run('attachment', 'create', {
		attachTo: 'general',
		isExternalLink: false,
		attachmentFields: file,
	});
	expect(bodies(sent)).toEqual([{ isExternalLink: false, ...file }]);
	expect(state().attachments.rows().at(-1)!.isExternalLink).toBe(false);
});

test('an activity shows whose it is by login, first and last name', async () => {
	const [item] = (await run('activity', 'getAll', { returnAll: true })).json;
	expect(item).toMatchObject({ userLogin: 'jean', userFirstName: 'Jean', userLastName: 'Dupont' });
	expect(item).not.toHaveProperty('userName');
});

test('a new timeline item shows its customer and its date, which the response calls otherwise than the list', async () => {
	const [item] = (await run('timeline', 'create', { title: 'Call', customer: locator('id', 1) })).json;
	expect(item).toMatchObject({ customerId: 1, customerName: 'Boulangerie Martin' });
	expect(item.dateCreated).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('a recurrence that was sent shows its customer and whether it is closed, which the response calls otherwise', async () => {
	const sent = { recurrence: locator('id', state().recurrences.rows()[0].id), recurrenceFields: { frequency: 2 } };
	const [raw] = (await run('recurrence', 'update', { ...sent, output: 'raw' })).json;
	expect(raw).toMatchObject({ client: { name: 'Hôtel du Parc' }, flClosed: false, contactFax: null });
	expect(raw).not.toHaveProperty('customer');
	const [item] = (await run('recurrence', 'update', sent)).json;
	expect(item).toMatchObject({ customerName: 'Hôtel du Parc', isClosed: false });
	const selected = { output: 'selectedFields', outputFields: 'customer.name, isClosed' };
	expect((await run('recurrence', 'update', { ...sent, ...selected })).json).toEqual([
		{ customerName: 'Hôtel du Parc', isClosed: false },
	]);
});

test('the quantities of a depot name a part by productCode only', async () => {
	const [{ id }] = state().depots.rows();
	const parts = values({ productCode: 'P-100', quantity: 7, serials: '' });
	expect(bodies(await run('depot', 'setQuantities', { depot: locator('id', id), parts }))).toEqual([
		[{ depot: { id }, parts: [{ productCode: 'P-100', quantity: 7 }] }],
	]);
});

test('a part request is not fulfilled without a quantity or serial numbers', async () => {
	const [{ id }] = state().partRequests.rows();
	const { error, requests } = await run('partRequest', 'fulfill', { partRequest: locator('id', id) });
	expect(error?.message).toMatch(/Quantity.*Serial Numbers/);
	expect(requests).toEqual([]);
});

test('a part request names its user by ID or login, not by name', async () => {
	const { error, requests } = await run('partRequest', 'create', {
		source: locator('name', 'Main depot'),
		destination: locator('name', 'Van North'),
		user: locator('name', 'Jean Dupont'),
		part: locator('reference', 'P-100'),
		quantity: 1,
	});
	expect(error?.message).toMatch(/User can't be looked up by name here/);
	expect(requests).toEqual([]);
});

test('a movement of parts takes a quantity or serial numbers, not both', async () => {
	const { error, requests } = await run('partMovement', 'move', {
		source: locator('name', 'Main depot'),
		destination: locator('name', 'Van North'),
		part: locator('reference', 'P-300'),
		quantity: 1,
		serials: 'PU-001',
	});
	expect(error?.message).toBe('Quantity and Serial Numbers are both filled in');
	expect(requests).toEqual([]);
});

test('a part may have a negative price, alone and among several', async () => {
	const [{ price }] = (await run('part', 'create', { name: 'Voucher', reference: 'V-1', price: -100.25 })).json;
	expect(Number(price)).toBe(-100.25);
	const prices = values({ id: locator('id', ''), reference: 'V-1', price: '-90,25' });
	const [changed] = (await run('part', 'updatePrices', { prices })).json;
	expect(changed.error).toBeUndefined();
	expect(Number(state().parts.rows().at(-1)!.price)).toBe(-90.25);
});

test('a recurrence takes the preferences of jobs as well as its own', async () => {
	const preferences = values();
	Object.assign(preferences, {
		values: { date: '2026-12-05', dateTime: '2026-12-05 08:00', isDraft: true, isPool: false, flAutoSchedule: true },
	});
	const sent = await run('recurrence', 'create', { customer: locator('id', 1), recurrenceFields: { preferences } });
	expect(bodies(sent)[0].preferences).toEqual({
		date: '2026-12-05',
		dateTime: '2026-12-05 08:00:00',
		isDraft: true,
		isPool: false,
		flAutoSchedule: true,
	});
});

test.each([
	['site', { name: 'Yard', customer: locator('id', 1) }],
	['equipment', { name: 'Pump', customer: locator('id', 1) }],
])('new: %s with Tags left empty takes those of its customer', async (resource, parameters) => {
	const fields = { [`${resource}Fields`]: { tags: '' } };
	const sent = await run(resource, 'create', { ...parameters, ...fields });
	expect(bodies(sent)[0]).not.toHaveProperty('tags');
	const made = resource === 'site' ? state().sites.rows() : state().equipment.rows();
	expect(made.at(-1)!.tags).toEqual(['sandbox']);
});

test('a site shows the name of its contact in each of its spellings', async () => {
	const contactFields = values();
	Object.assign(contactFields, { values: { contactName: 'Mr Paul', contactLastName: 'Hamilton' } });
	const parameters = { name: 'Hall', customer: locator('id', 1), siteFields: { contactFields } };
	expect((await run('site', 'create', parameters)).json).toMatchObject([
		{ contact: { contactName: 'Mr Paul', contactLastName: 'Hamilton' } },
	]);
});

describe('positions', () => {
	const create = async (position: object) =>
		await run('customer', 'create', {
			name: 'Chalet',
			customerFields: { position: { values: position } as never },
		});
	test.each([
		[{ latitude: 'abc', longitude: '2' }, 'Position: Latitude: "abc" is not a number'],
		[{ latitude: '90.5', longitude: '2' }, 'Position: Latitude: "90.5" is not a number between -90 and 90'],
		[{ latitude: '48', longitude: '181' }, 'Position: Longitude: "181" is not a number between -180 and 180'],
		[{ latitude: '48.85', longitude: '' }, 'Position: Longitude is empty'],
		[{ latitude: '', longitude: '2.35' }, 'Position: Latitude is empty'],
	])('%j is refused', async (position, message) => {
		const { error, requests } = await create(position);
		expect(error?.message).toContain(message);
		expect(requests).toEqual([]);
	});
	test('a decimal comma is read as one, and both travel as text', async () => {
		const sent = await create({ latitude: '48,85', longitude: '-122.4194' });
		expect(bodies(sent)[0].position).toEqual({ latitude: '48.85', longitude: '-122.4194' });
	});
	test('null takes it off the record', async () => {
		const sent = { customer: locator('id', 1), options: { additionalBody: '{"position": null}' } };
		expect(bodies(await run('customer', 'update', sent))[0].position).toBeNull();
		expect(state().customers.row(1).position).toBeNull();
	});
});

describe('what is emptied', () => {
	test('a duration, included time and the site of a contract are emptied with null', async () => {
		const { id } = state().jobs.create({ customer: { id: 1 }, duration: 30 });
		await run('job', 'update', { job: locator('list', id), jobFields: { duration: '' } });
		expect(state().jobs.row(id).duration).toBeNull();
		const [contract] = state().contracts.rows();
		const fields = { hours: '', site: locator('id', '') };
		const emptied = await run('contract', 'update', { contract: locator('list', contract.id), contractFields: fields });
		expect(emptied.error).toBeUndefined();
		expect(contract).toMatchObject({ hours: null, site: null });
	});
	test('a number cannot be emptied; on Create the service gives one', async () => {
		const invoiceFields = { num: '' };
		const { error, requests } = await run('invoice', 'update', { invoice: locator('list', 1), invoiceFields });
		expect(error?.message).toBe('Number is empty');
		expect(requests).toEqual([]);
		const made = await run('invoice', 'create', { customer: locator('id', 1), invoiceFields });
		expect(bodies(made)[0]).not.toHaveProperty('num');
		expect(made.json).toMatchObject([{ num: expect.any(Number) as number }]);
	});
});

describe('Additional Body Fields that say a field by one of its two keys', () => {
	const add = (more: object) => ({ options: { additionalBody: JSON.stringify(more) } });
	test.each([{ client: { id: 2 } }, { customer: { id: 2 } }, { customer: { myId: 'C-002' } }])(
		'%j replaces the customer under both',
		async (more) => {
			const sent = await run('timeline', 'create', { title: 'Call', customer: locator('id', 1), ...add(more) });
			expect(bodies(sent)).toEqual([{ title: 'Call', ...more }]);
		},
	);
	test('a recurrence that has its customer there needs none in the panel', async () => {
		const more = { customer: { id: 1 } };
		expect(bodies(await run('recurrence', 'create', add(more)))).toEqual([more]);
	});
	test('a depot by idStock replaces the one of the panel', async () => {
		const sent = await run('partRequest', 'create', {
			source: locator('name', 'Main depot'),
			destination: locator('name', 'Van North'),
			user: locator('login', 'jean'),
			part: locator('reference', 'P-100'),
			quantity: 1,
			...add({ source: { nmStock: 'Van North' } }),
		});
		expect(bodies(sent)).toMatchObject([{ source: { nmStock: 'Van North' } }]);
		expect(bodies(sent)[0].source).not.toHaveProperty('name');
	});
	test('the quantity of moved parts may stand inside the part', async () => {
		const sent = await run('partMovement', 'move', {
			source: locator('name', 'Main depot'),
			destination: locator('name', 'Van North'),
			part: locator('reference', 'P-100'),
			...add({ part: { quantity: 1 } }),
		});
		expect(bodies(sent)).toMatchObject([{ part: { reference: 'P-100', quantity: 1 } }]);
	});
});
