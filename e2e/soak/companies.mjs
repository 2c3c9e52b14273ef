/** Ten companies of one integrator: an account of each service, six triggers and two scheduled workflows each. */
import { flow, node, toCrm, types } from '../lib/flows.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { openStage } from '../lib/stage.mjs';

export const companiesCount = 10;
/** One poll per 20 seconds: n8n takes no expression that comes more often than once a minute, but three that do not. */
const pollTimes = { item: [0, 20, 40].map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })) };
const ordersOf = { desk: 1, field: 101 };
const ordersEach = 12;
/** How many work orders the triggers of a company name. */
export const ordersPerCompany = ordersEach * Object.keys(ordersOf).length;

const numbersFrom = (first) => Array.from({ length: ordersEach }, (_, index) => `WO-${first + index}`);

/**
 * What is watched: how a trigger is set up, what it tells of each record, and how something happens that it has to tell
 * exactly once. Each change makes a state that nothing replaces. `happen` gives the texts to be told, none where nothing
 * is left to change.
 */
export const watched = [
	{
		id: 'customers',
		type: types.synchroteamTrigger,
		parameters: { events: ['customerUpdated'] },
		tells: '$json.name',
		async happen({ admin }, round) {
			await admin('state/customers', { name: `Customer ${round}` });
			return [`Customer ${round}`];
		},
	},
	{
		id: 'jobs',
		type: types.synchroteamTrigger,
		parameters: { events: ['jobCompleted', 'jobCreated'] },
		tells: '$json.event + " " + $json.id',
		async happen({ admin, state }) {
			const [{ id: customer }] = await state('customers');
			const { id } = await admin('state/jobs', { customer: { id: customer }, description: 'To be done' });
			await admin(`device/${id}`, { status: 'completed' });
			return [`jobCompleted ${id}`, `jobCreated ${id}`];
		},
	},
	{
		id: 'sites',
		type: types.synchroteamTrigger,
		parameters: { events: ['siteCreated', 'siteUpdated'] },
		tells: '$json.event + " " + $json.name',
		async happen({ admin, state }, round) {
			const [{ id: customer }] = await state('customers');
			await admin('state/sites', { customer: { id: customer }, name: `Site ${round}` });
			return [`siteCreated Site ${round}`, `siteUpdated Site ${round}`];
		},
	},
	{
		id: 'equipment',
		type: types.synchroteamTrigger,
		parameters: { events: ['equipmentUpdated'] },
		tells: '$json.name',
		async happen({ admin, state }, round) {
			const [{ id: customer }] = await state('customers');
			await admin('state/equipment', { customer: { id: customer }, name: `Boiler ${round}` });
			return [`Boiler ${round}`];
		},
	},
	...Object.entries(ordersOf).map(([id, first]) => ({
		id,
		type: types.outSmartTrigger,
		parameters: { events: ['workOrderUpdated'], workorder_nr: numbersFrom(first).join(', ') },
		tells: '$json.workorder_nr',
		async happen({ admin, state }) {
			const known = new Set((await state('workOrders')).map((order) => order.workorder_nr));
			const free = numbersFrom(first).find((number) => !known.has(number));
			if (!free) return [];
			await admin('state/workOrders', { workorder_nr: free, customer_name: 'Somebody' });
			return [free];
		},
	})),
];

const scheduled = [
	{ id: 'plan', parameters: { resource: 'job', operation: 'getAll', limit: 100 } },
	{ id: 'bill', parameters: { resource: 'invoice', operation: 'getAll', limit: 100 } },
];

/**
 * Starts the company's services.
 * @param {number} number 0 to 9
 * @param {<T>(thing: T) => T} keep
 */
export async function openCompany(number, keep) {
	const sandbox = keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small' }));
	const credentials = credentialsOf(sandbox).map((credential) => ({ ...credential, id: `${credential.id}-${number}` }));
	const own = Object.fromEntries(credentials.map(({ type, id, name }) => [type, { id, name }]));
	const mine = (each) => ({
		...each,
		credentials: each.credentials && Object.fromEntries(Object.keys(each.credentials).map((type) => [type, own[type]])),
	});
	const flows = [
		...watched.map(({ id, type, parameters, tells }) => [
			`${id}-${number}`,
			[node('When it happens', type, { pollTimes, ...parameters }), toCrm('Tell', sandbox, id, `{ told: ${tells} }`)],
		]),
		...scheduled.map(({ id, parameters }) => [
			`${id}-${number}`,
			[
				node(
					'Every minute',
					'n8n-nodes-base.scheduleTrigger',
					{ rule: { interval: [{ field: 'minutes', minutesInterval: 1 }] } },
					{ typeVersion: 1.2 },
				),
				node('Read', types.synchroteam, parameters),
			],
		]),
	].map(([id, chain]) => flow(id, [chain.map(mine)]));
	return { number, sandbox, credentials, flows, stage: openStage(undefined, sandbox), expected: {} };
}

/** Something happens in a company that one of its triggers has to tell; it is noted there. */
export async function happenIn(company, turn) {
	const { id, happen } = watched[turn % watched.length];
	const told = await happen(company.stage, `${company.number}/${turn}`);
	(company.expected[id] ??= []).push(...told);
	return told.length;
}

/** What was told against what had to be. @returns {Promise<{expected: number, lost: string[], repeated: string[], foreign: string[]}>} */
export async function judge(companies) {
	const sums = { expected: 0, lost: [], repeated: [], foreign: [] };
	for (const { number, stage, expected } of companies) {
		for (const { id } of watched) {
			const due = new Set(expected[id] ?? []);
			const told = (await stage.crm('GET', `/${id}`)).map((record) => record.told);
			sums.expected += due.size;
			const name = (text) => `company ${number}, ${id}: ${text}`;
			sums.lost.push(...[...due].filter((text) => !told.includes(text)).map(name));
			sums.foreign.push(...told.filter((text) => !due.has(text)).map(name));
			sums.repeated.push(...told.filter((text, index) => told.indexOf(text) !== index).map(name));
		}
	}
	return sums;
}
