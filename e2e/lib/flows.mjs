/** Workflows written as code, for checks that are no templates. */
import { randomUUID } from 'node:crypto';

const own = 'n8n-nodes-synchroteam-outsmart';

/** Whole names of the node types used here. */
export const types = {
	manual: 'n8n-nodes-base.manualTrigger',
	webhook: 'n8n-nodes-base.webhook',
	http: 'n8n-nodes-base.httpRequest',
	agent: '@n8n/n8n-nodes-langchain.agent',
	model: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
	synchroteam: `${own}.synchroteam`,
	synchroteamTool: `${own}.synchroteamTool`,
	synchroteamTrigger: `${own}.synchroteamTrigger`,
	outSmartPortal: `${own}.outSmartPortal`,
	outSmartTrigger: `${own}.outSmartPortalTrigger`,
};

/** Credentials that nodes of a type need; the ids are filled in at import. */
const credentials = {
	[types.synchroteam]: 'synchroteamApi',
	[types.synchroteamTool]: 'synchroteamApi',
	[types.synchroteamTrigger]: 'synchroteamApi',
	[types.outSmartPortal]: 'outSmartPortalApi',
	[types.outSmartTrigger]: 'outSmartPortalApi',
	[types.model]: 'openAiApi',
};

export const everyMinute = { pollTimes: { item: [{ mode: 'everyMinute' }] } };

/**
 * @param {string} name
 * @param {string} type one of `types`
 * @param {object} parameters
 * @param {object} [more] what else the node has, such as its typeVersion where it is not 1
 */
export function node(name, type, parameters, more = {}) {
	const credential = credentials[type];
	return {
		id: randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...(credential && { credentials: { [credential]: { id: '', name: '' } } }),
		...more,
	};
}

/** Sends what comes in to "your CRM" as a new record of the collection, one request per item. */
export const toCrm = (name, { crm }, collection, fields) =>
	node(
		name,
		types.http,
		{
			method: 'POST',
			url: `${crm.url}/${collection}`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ ${fields} }}`,
			options: {},
		},
		{ typeVersion: 4.2 },
	);

/**
 * @param {string} id at most 16 characters: of a longer one n8n 1 forgets what its triggers remember
 * @param {object[][]} chains nodes to be joined one after the other by `main`
 * @param {object} [connections] further ones in n8n's own form
 */
export function flow(id, chains, connections = {}) {
	const nodes = [...new Set(chains.flat())].map((each, index) => ({ ...each, position: [index * 200, 0] }));
	const main = {};
	for (const chain of chains) {
		for (const [index, { name }] of chain.slice(0, -1).entries()) {
			main[name] ??= { main: [[]] };
			main[name].main[0].push({ node: chain[index + 1].name, type: 'main', index: 0 });
		}
	}
	return { id, name: id, nodes, connections: { ...main, ...connections }, settings: { executionOrder: 'v1' } };
}
