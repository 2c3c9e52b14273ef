import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { locator, n8n, nodeType, register, runNode, workflowOf } from '../test/engine/engine.cts';

/** The two nodes that are compared: ours and n8n's HTTP Request. */

export interface Account {
	url: string;
	domain: string;
	apiKey: string;
}

const HTTP = 'n8n-nodes-base.httpRequest';
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
