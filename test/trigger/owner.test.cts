import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { events } from '../../nodes/Synchroteam/events';
import { additionalDataOf, built, locator, n8n, nodeType, pollContext, startServices } from '../engine/engine.cts';
import { World } from './world.cts';

/** Whose memory it is: what makes a trigger begin, and what lets it go on. The built nodes in a workflow of n8n-core. */

let world: World;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let start = Date.UTC(2027, 2, 1, 12, 0, 20);

beforeAll(async () => {
	world = await World.open();
	Object.assign(built<{ clock: object }>('shared/http/clock').clock, { now: () => world.now });
});
beforeEach(async () => await world.reset('customerUpdated', (start += 200 * DAY), {}));
afterAll(async () => await world.sandbox.close());
const later = (ms = MINUTE) => void (world.now += ms);

interface Node {
	id: string;
	name: string;
	parameters: INodeParameters;
	node?: string;
}

/** A workflow whose nodes may be renamed, copied, given other ids, credentials and parameters between polls. */
class Active {
	staticData: IDataObject = {};
	credentials: ICredentialDataDecryptedObject;
	/** What n8n itself has filed by the id of a node, where it does so. */
	more: Record<string, unknown> = {};

	constructor(public nodes: Node[]) {
		const { url, domain, apiKey } = world.sandbox.synchroteam;
		this.credentials = { domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url };
	}

	/** @returns names of what was delivered; undefined for none */
	async poll(name = 'A'): Promise<unknown[]> {
		const items = await this.items(name);
		return (items ?? []).map((item) => item.name ?? item.workorder_nr);
	}

	async items(name = 'A'): Promise<IDataObject[] | null> {
		const own = this.nodes.find((each) => each.name === name)!;
		const type = nodeType(own.node ?? 'synchroteamTrigger') as INodeType;
		const workflow = new n8n.Workflow({
			id: 'owner',
			active: true,
			staticData: this.staticData,
			nodes: this.nodes.map(({ id, name, parameters, node = 'synchroteamTrigger' }) => ({
				id,
				name,
				type: node,
				typeVersion: 1,
				position: [0, 0] as [number, number],
				parameters,
				credentials: { [type.description.credentials![0].name]: { id: '1', name: 'Test' } },
			})),
			connections: {},
			nodeTypes: { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) } as never,
		});
		await startServices();
		const context = pollContext(workflow, workflow.getNode(name)!, additionalDataOf(this.credentials), 'trigger');
		const result = await type.poll!.call(Object.assign(context, this.more) as never);
		this.staticData = JSON.parse(JSON.stringify(workflow.staticData));
		return result === null ? null : result[0].map(({ json }) => json);
	}
}

const parameters = (more: INodeParameters = {}): INodeParameters => ({
	events: ['customerUpdated'],
	filters: {},
	options: { output: 'full' },
	...more,
});
const open = (more: INodeParameters = {}, id = 'x') => new Active([{ id, name: 'A', parameters: parameters(more) }]);
/** Version texts count up: v1, v2 … */
const create = () => (world.create(), later());

describe('expressions that give something else in every poll', () => {
	test.each(['={{ $now }}', '={{ $now.minus({ hours: 1 }) }}', '={{ new Date().toISOString() }}'])(
		'Start From %s counts once, and every change comes once',
		async (startFrom) => {
			const active = open({ options: { output: 'full', startFrom } });
			const delivered = await active.poll();
			for (let at = 0; at < 3; at++) {
				create();
				delivered.push(...(await active.poll()));
			}
			expect(delivered).toEqual(['v1', 'v2', 'v3']);
		},
	);

	test('a filter: what fits it now is delivered', async () => {
		const active = open({ filters: { name: '={{ "v" + ($now.toMillis() * 0 || "") }}' } });
		expect(await active.poll()).toEqual([]);
		create();
		expect(await active.poll()).toEqual(['v1']);
		create();
		expect(await active.poll()).toEqual(['v2']);
	});
});

describe('a changed set-up begins at that moment', () => {
	const changes: Array<[string, INodeParameters]> = [
		['another filter', { filters: { name: 'v' } }],
		['another choice of a filter', { filters: { email: 'a@example.com' } }],
		['another event of the list', { events: ['customerUpdated', 'customerCreated'] }],
	];
	test.each(changes)('%s', async (_name, changed) => {
		const active = open();
		await active.poll();
		create();
		active.nodes[0].parameters = parameters(changed);
		expect(await active.poll()).toEqual([]);
		later();
		expect(await active.poll()).toEqual([]);
	});

	test('another Start From delivers from there', async () => {
		const active = open({ options: { output: 'full', startFrom: new Date(world.now).toISOString() } });
		await active.poll();
		create();
		expect(await active.poll()).toEqual(['v1']);
		const from = new Date(world.now - 10 * MINUTE).toISOString();
		active.nodes[0].parameters = parameters({ options: { output: 'full', startFrom: from } });
		expect(await active.poll()).toEqual(['v1']);
	});

	test.each<[string, INodeParameters]>([
		['an event of another list', { events: ['customerUpdated', 'siteCreated'] }],
		['another output', { options: { output: 'simplified' } }],
		['a limit', { options: { output: 'full', maxRecords: 10 } }],
		['an empty Start From', { options: { output: 'full', startFrom: '' } }],
	])('%s does not', async (_name, changed) => {
		const active = open();
		await active.poll();
		create();
		active.nodes[0].parameters = parameters(changed);
		expect(await active.poll()).toEqual(['v1']);
	});

	test('a choice that the editor has shown with another name stays what it was', async () => {
		const chosen = (cachedResultName: string) => ({
			events: ['siteUpdated'],
			filters: { customer: { ...locator('id', '1'), mode: 'id', cachedResultName } },
		});
		const active = open(chosen('Acme'));
		await active.poll();
		const before = (active.staticData['node:A'] as { state: { sources: { site: { begin: number } } } }).state;
		later();
		active.nodes[0].parameters = parameters(chosen('Acme Ltd'));
		await active.poll();
		const after = (active.staticData['node:A'] as { state: { sources: { site: { begin: number } } } }).state;
		expect(after.sources.site.begin).toBe(before.sources.site.begin);
	});
});

describe("n8n's durable scheduler", () => {
	const durable = { getPollBudgetMs: () => 36_000 };

	test('starts two polls with the same memory: each change is delivered once', async () => {
		const active = open();
		active.more = durable;
		await active.poll();
		create();
		const before = structuredClone(active.staticData);
		expect(await active.poll()).toEqual(['v1']);
		const saved = structuredClone(active.staticData);
		active.staticData = before;
		later(1000);
		expect(await active.poll()).toEqual([]);
		active.staticData = saved;
		create();
		expect(await active.poll()).toEqual(['v2']);
	});

	test('discards what a poll gave: the next one delivers it', async () => {
		const active = open();
		active.more = durable;
		await active.poll();
		create();
		const before = structuredClone(active.staticData);
		expect(await active.poll()).toEqual(['v1']);
		active.staticData = before;
		later();
		expect(await active.poll()).toEqual(['v1']);
	});
});

describe('nodes', () => {
	test('two with one id deliver their own', async () => {
		const active = open();
		active.nodes.push({ id: 'x', name: 'B', parameters: parameters({ events: ['customerCreated'] }) });
		expect([await active.poll('A'), await active.poll('B')]).toEqual([[], []]);
		for (const version of ['v1', 'v2']) {
			create();
			expect([await active.poll('A'), await active.poll('B')]).toEqual([[version], [version]]);
			expect([await active.poll('A'), await active.poll('B')]).toEqual([[], []]);
		}
	});

	test('two with one id that poll at the same time deliver both', async () => {
		const active = open();
		active.nodes.push({ id: 'x', name: 'B', parameters: parameters() });
		await active.poll('A');
		await active.poll('B');
		create();
		const both = await Promise.all([active.poll('A'), active.poll('B')]);
		expect(both).toEqual([['v1'], ['v1']]);
	});

	test.each<[string, (active: Active) => string]>([
		['a new id under the old name', ({ nodes }) => ((nodes[0].id = 'y'), 'A')],
		['a new name', ({ nodes }) => (nodes[0].name = 'Renamed')],
	])('%s goes on: nothing is lost, nothing repeats', async (_name, change) => {
		const active = open();
		await active.poll();
		create();
		expect(await active.poll()).toEqual(['v1']);
		const name = change(active);
		create();
		expect(await active.poll(name)).toEqual(['v2']);
		later();
		expect(await active.poll(name)).toEqual([]);
	});

	test('a copy begins at its activation, also where it takes over the name', async () => {
		const active = open();
		await active.poll();
		create();
		active.nodes.push({ id: 'z', name: 'A1', parameters: parameters({ events: ['customerCreated'] }) });
		expect([await active.poll('A'), await active.poll('A1')]).toEqual([['v1'], []]);
		// The first one is deleted, and the copy is given its name.
		active.nodes.shift();
		active.nodes[0].name = 'A';
		create();
		expect(await active.poll('A')).toEqual(['v2']);
	});

	test('what no node has used for long is dropped', async () => {
		const active = open();
		await active.poll();
		active.nodes[0] = { ...active.nodes[0], id: 'y' };
		later(100 * DAY);
		await active.poll();
		expect(Object.keys((active.staticData.global as any).synchroteamOutSmart)).toEqual(['y']);
	});
});

describe('accounts', () => {
	test('another account under the credential begins at that moment: nothing of it from before is delivered', async () => {
		const active = open();
		await active.poll();
		create();
		active.credentials = {
			...active.credentials,
			baseUrl: String(active.credentials.baseUrl).replace('127.0.0.1', 'localhost'),
		};
		expect(await active.poll()).toEqual([]);
		create();
		expect(await active.poll()).toEqual(['v2']);
	});

	test('a new key of the same account goes on', async () => {
		const active = open();
		await active.poll();
		create();
		active.credentials = { ...active.credentials, apiKey: ` ${String(active.credentials.apiKey)} ` };
		expect(await active.poll()).toEqual(['v1']);
	});
});

test('switched off for weeks: what happened meanwhile is delivered, once', async () => {
	const active = open();
	await active.poll();
	for (let week = 0; week < 6; week++) {
		world.create();
		later(7 * DAY);
	}
	expect(await active.poll()).toEqual(['v1', 'v2', 'v3', 'v4', 'v5', 'v6']);
	later();
	expect(await active.poll()).toEqual([]);
});

test('n8n files and commits the data of the node by its id, under whatever name, and nothing of the workflow', async () => {
	const active = open();
	let kept: IDataObject = {};
	let staged: IDataObject = kept;
	active.more = {
		getWorkflowStaticData: (type: string) => (type === 'node' ? (staged = structuredClone(kept)) : {}),
		getPollBudgetMs: () => 45_000,
	};
	const poll = async (name: string) => {
		const items = await active.poll(name);
		kept = staged;
		return items;
	};
	expect(await poll('A')).toEqual([]);
	create();
	expect(await poll('A')).toEqual(['v1']);
	active.nodes[0].name = 'Renamed';
	create();
	expect(await poll('Renamed')).toEqual(['v2']);
});

test('every event names paths that rows of its list have', async () => {
	for (const [name, { source, detects }] of Object.entries(events)) {
		await world.reset(name, (start += DAY), {});
		world.create();
		if (world.subject.happen) world.act('happen', 0);
		if (world.subject.fact === 'report') world.act('hide', 0);
		const active = open({ events: [name] });
		active.nodes[0].parameters = parameters({
			events: [name],
			options: { output: 'full', startFrom: new Date(world.now - 60 * MINUTE).toISOString() },
		});
		let items = await active.items();
		later(2 * MINUTE);
		items ??= await active.items();
		const [item] = items ?? [{}];
		const dates = detects.kind === 'entered' ? [detects.status] : detects.kind === 'dated' ? [detects.date] : [];
		const paths = [source.changed, detects.kind === 'created' ? detects.created : undefined, ...dates];
		for (const path of paths)
			if (path !== undefined)
				expect([name, path, item]).toEqual([
					name,
					path,
					expect.objectContaining({ [path.split('.')[0]]: expect.anything() }),
				]);
	}
});
