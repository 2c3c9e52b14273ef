import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import { additionalDataOf, core, n8n, nodeType, startServices } from '../../engine/engine.cts';
import { takeTime, type Chance, type Time } from './time.cts';
import type { Answer } from './service.cts';

/** A built trigger in the poll context of n8n-core, with what n8n keeps for it and loses of it. */

export interface Setup {
	node: 'synchroteamTrigger' | 'outSmartPortalTrigger';
	parameters: INodeParameters;
	credentials: ICredentialDataDecryptedObject;
	time: Time;
	chance: Chance;
	/** By how much the clock of n8n's host is ahead; milliseconds. */
	hostAhead?: number;
	/** Answers a request in place of the network; without it requests go over HTTP. */
	answer?: (url: URL) => Promise<Answer>;
}

let count = 0;
const copyOf = (data: unknown): IDataObject => JSON.parse(JSON.stringify(data ?? {}));

export class Watched {
	/** What was written to the log of n8n. */
	readonly logged: string[] = [];
	private readonly workflowId = `adversary-${++count}`;
	private name = 'Trigger';
	private id = 'd1f1e7a0-0000-4000-8000-000000000001';
	private staticData: IDataObject = {};
	/** What n8n has in its database: written on activation and when a poll gives items. */
	private saved: IDataObject = {};
	private active?: InstanceType<typeof core.PollContext>;
	private workflow?: InstanceType<typeof n8n.Workflow>;

	constructor(private readonly setup: Setup) {}

	/** One poll, the first one of an activation included. @returns the items, or null where no workflow would start */
	async poll(): Promise<IDataObject[] | null> {
		const activating = this.active === undefined;
		this.active ??= this.context('trigger');
		const items = await this.run(this.active);
		if (activating || items) this.saved = copyOf(this.workflow!.staticData);
		return items;
	}

	/** Two polls that begin at the same moment. @returns the items of both */
	async twice(): Promise<IDataObject[]> {
		this.active ??= this.context('trigger');
		const { time, node } = this.setup;
		const type = nodeType(node) as INodeType;
		const poll = async () => await type.poll!.call(this.active as never);
		const results = await time.run(async () => await Promise.all([poll(), poll()]));
		this.saved = copyOf(this.workflow!.staticData);
		return results.flatMap((result) => result?.[0].map(({ json }) => json) ?? []);
	}

	/** A test in the editor. */
	async test(): Promise<IDataObject[]> {
		this.staticData = this.memory();
		const items = await this.run(this.context('manual'));
		return items ?? [];
	}

	/** n8n ends and starts again with what it had saved. */
	restart() {
		this.staticData = copyOf(this.saved);
		this.active = undefined;
	}

	/** The workflow is saved with another name of the node, or other parameters. */
	rename(name: string) {
		this.name = name;
		this.restart();
	}

	get parameters(): INodeParameters {
		return this.setup.parameters;
	}

	set(parameters: INodeParameters) {
		this.setup.parameters = parameters;
		this.restart();
	}

	/** All that n8n keeps for the workflow. */
	memory(): IDataObject {
		return copyOf(this.workflow?.staticData);
	}

	/** What the trigger itself remembers. */
	state(): IDataObject {
		return copyOf((this.memory()[`node:${this.name}`] as IDataObject | undefined)?.state);
	}

	/** Puts something else in its place, as kept for the node. */
	remember(memory: IDataObject) {
		this.saved = { [`node:${this.name}`]: memory };
		this.restart();
	}

	private async run(context: InstanceType<typeof core.PollContext>): Promise<IDataObject[] | null> {
		const { time, chance, node, hostAhead = 0 } = this.setup;
		takeTime(time, hostAhead, chance.next);
		await startServices();
		const type = nodeType(node) as INodeType;
		const result = await time.run(async () => await type.poll!.call(context as never));
		return result === null ? null : result[0].map(({ json }) => json);
	}

	private context(mode: 'trigger' | 'manual') {
		const type = nodeType(this.setup.node);
		const credential = type.description.credentials![0].name;
		const workflow = new n8n.Workflow({
			id: this.workflowId,
			name: 'Test',
			active: true,
			staticData: copyOf(this.staticData),
			settings: { timezone: 'America/New_York' },
			nodes: [
				{
					id: this.id,
					name: this.name,
					type: this.setup.node,
					typeVersion: 1,
					position: [0, 0],
					parameters: this.setup.parameters,
					credentials: { [credential]: { id: '1', name: 'Test' } },
				},
			],
			connections: {},
			nodeTypes: { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) } as never,
		});
		if (mode === 'trigger') this.workflow = workflow;
		const context = new core.PollContext(
			workflow,
			workflow.getNode(this.name)!,
			additionalDataOf(this.setup.credentials),
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
		const log = (text: unknown) => void this.logged.push(String(text));
		Object.defineProperty(context, 'logger', { value: { debug: log, info: log, warn: log, error: log } });
		this.connect(context.helpers as unknown as Helpers);
		return context;
	}

	/** Requests are answered by the model, or counted on their way over HTTP. */
	private connect(helpers: Helpers) {
		const { answer, time } = this.setup;
		const send = helpers.httpRequestWithAuthentication;
		helpers.httpRequestWithAuthentication = async function (this: unknown, type, options, more) {
			if (!answer) return await time.outside(async () => await send.call(this, type, options, more));
			const { status, headers, body } = await answer(new URL(options.url));
			return { statusCode: status, headers, body };
		};
	}
}

type SendRequest = (this: unknown, type: string, options: IHttpRequestOptions, more?: unknown) => Promise<unknown>;
interface Helpers {
	httpRequestWithAuthentication: SendRequest;
}

/** Whether a trigger's panel has a parameter at its top level. */
export const hasParameter = (node: Setup['node'], name: string) =>
	nodeType(node).description.properties.some((property) => property.name === name);

/**
 * Parameters for these events, as the node takes them.
 * @param states for Job Status Changed: those that count
 */
export function parametersFor(events: string[], more: INodeParameters = {}, states?: string[]): INodeParameters {
	const chosen: INodeParameters = !states
		? {}
		: hasParameter('synchroteamTrigger', 'status')
			? { status: states }
			: { filters: { status: states } };
	if (takesSeveral()) return { events, ...more, ...chosen };
	if (events.length > 1) throw new Error('This trigger takes one event only');
	return { event: events[0], ...more, ...chosen };
}

/** Whether the trigger takes several events already. */
export const takesSeveral = () => hasParameter('synchroteamTrigger', 'events');
