import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
	IDataObject,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { locator, n8n, nodeType, register, runNode, workflowOf } from '../test/engine/engine.cts';

/** The nodes that are compared: ours, n8n's HTTP Request, and a declarative node that does next to nothing. */

export interface Account {
	url: string;
	domain: string;
	apiKey: string;
}

const HTTP = 'n8n-nodes-base.httpRequest';
const FLOOR = 'floor';
const FLOOR_8 = 'floor8';

/** The least that a declarative node can be: one property, one request of its own; `atOnce` of them at the same time. */
class Floor implements INodeType {
	private free: number;

	private readonly waiting: Array<() => void> = [];

	description: INodeTypeDescription;

	constructor(atOnce: number) {
		this.free = atOnce;
		const take = async () => {
			if (this.free > 0) this.free--;
			else await new Promise<void>((resolve) => this.waiting.push(resolve));
		};
		const give = () => {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		};
		this.description = floorDescription(take, give);
	}
}

const floorDescription = (take: () => Promise<void>, give: () => void) =>
	({
		displayName: 'Floor',
		name: FLOOR,
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Floor' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'synchroteamApi', required: true }],
		requestDefaults: {},
		requestOperations: {
			async pagination(this: IExecutePaginationFunctions): Promise<INodeExecutionData[]> {
				const id = this.getNodeParameter('id') as string;
				await take();
				const data = await this.getCredentials('synchroteamApi');
				const { body } = (await this.helpers.httpRequestWithAuthentication.call(
					this,
					'synchroteamApi',
					{
						method: 'GET',
						url: `${String(data.baseUrl)}/api/v3/job/details?id=${id}`,
						returnFullResponse: true,
						ignoreHttpStatusErrors: true,
					},
					{ credentialsDecrypted: { id: '', name: '', type: 'synchroteamApi', data } },
				)) as { body: IDataObject };
				give();
				return [{ json: body, pairedItem: { item: this.getItemIndex() } }];
			},
		},
		properties: [{ displayName: 'ID', name: 'id', type: 'string', default: '', routing: { send: { paginate: true } } }],
	}) as INodeTypeDescription;

/** Loads them. @param folder an n8n installation, for the HTTP Request node */
export function prepareNodes(folder: string) {
	const from = createRequire(join(folder, 'package.json'));
	const { HttpRequest } = from('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => { currentVersion: number; getNodeType(version: number): INodeType };
	};
	const http = new HttpRequest();
	register(HTTP, http.getNodeType(http.currentVersion), {
		typeVersion: http.currentVersion,
		credential: 'httpBasicAuth',
	});
	register(FLOOR, new Floor(Infinity));
	register(FLOOR_8, new Floor(8));
	nodeType('synchroteam');
	return { httpVersion: http.currentVersion };
}

async function run(
	node: string,
	parameters: INodeParameters,
	account: Account,
	items: IDataObject[],
): Promise<IDataObject[]> {
	const credentials = {
		domain: account.domain,
		apiKey: account.apiKey,
		timeZone: 'Europe/Paris',
		baseUrl: account.url,
		user: account.domain,
		password: account.apiKey,
	};
	const { error, items: out } = await runNode({ node, parameters, items, credentials });
	if (error) throw error;
	return out.map(({ json }) => json);
}

const http = (parameters: INodeParameters): INodeParameters => ({
	method: 'GET',
	authentication: 'genericCredentialType',
	genericAuthType: 'httpBasicAuth',
	options: {},
	...parameters,
});

const oursGets: INodeParameters = {
	resource: 'job',
	operation: 'get',
	job: locator('id', '={{ $json.id }}'),
	output: 'raw',
};
const httpGets = ({ url }: Account) => http({ url: `=${url}/api/v3/job/details?id={{ $json.id }}` });

/** One job per item; the id comes by an expression, as it does in a workflow. */
export const getJob = {
	ours: async (account: Account, items: IDataObject[]) => await run('synchroteam', oursGets, account, items),
	http: async (account: Account, items: IDataObject[]) => await run(HTTP, httpGets(account), account, items),
	/** With its Batching option: after every 8 items a pause of a millisecond. */
	http8: async (account: Account, items: IDataObject[]) =>
		await run(
			HTTP,
			http({
				url: `=${account.url}/api/v3/job/details?id={{ $json.id }}`,
				options: { batching: { batch: { batchSize: 8, batchInterval: 1 } } },
			}),
			account,
			items,
		),
	floor8: async (account: Account, items: IDataObject[]) =>
		await run(FLOOR_8, { id: '={{ $json.id }}' }, account, items),
	floor: async (account: Account, items: IDataObject[]) => await run(FLOOR, { id: '={{ $json.id }}' }, account, items),
};

/** The engine's reading of the descriptions for one item of `getJob`: a workflow put together, its nodes checked. */
export function describe(account: Account): Record<'ours' | 'http', () => Promise<void>> {
	const read = (name: string, parameters: INodeParameters) => async () => {
		const { nodes } = workflowOf(name, parameters);
		const { description } = nodeType(name);
		n8n.NodeHelpers.getNodeParametersIssues(description.properties, nodes.Node, description);
	};
	return {
		ours: read('synchroteam', oursGets),
		http: read(HTTP, httpGets(account)),
	};
}

/** All rows of a list. */
export const readAll = {
	ours: async (account: Account, resource: string) =>
		await run('synchroteam', { resource, operation: 'getAll', returnAll: true, output: 'raw' }, account, [{}]),
	http: async (account: Account, resource: string) => {
		const pages = await run(
			HTTP,
			http({
				url: `${account.url}/api/v3/${resource}/list`,
				sendQuery: true,
				queryParameters: { parameters: [{ name: 'pageSize', value: '100' }] },
				options: {
					pagination: {
						pagination: {
							paginationMode: 'updateAParameterInEachRequest',
							parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
							paginationCompleteWhen: 'other',
							completeExpression: '={{ $response.body.page * 100 >= $response.body.recordsTotal }}',
							limitPagesFetched: false,
							requestInterval: 0,
						},
					},
				},
			}),
			account,
			[{}],
		);
		return pages.flatMap(({ data }) => data as IDataObject[]);
	},
};
