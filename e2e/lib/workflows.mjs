/** What is done to a workflow file on its way into a test home; the file itself stays as published. */

/** Node types at which n8n's `execute` can begin. */
const startable = /^n8n-nodes-base\.(manualTrigger|executeWorkflowTrigger|errorTrigger|formTrigger)$/;
const trigger = /(trigger|webhook)$/i;

/**
 * @param {object} workflow
 * @param {Record<string, {id: string, name: string}>} credentials by type
 * @returns {object} the workflow with these in the place of its placeholders
 */
export function withCredentials(workflow, credentials) {
	const nodes = workflow.nodes.map((node) => {
		if (!node.credentials) return node;
		const filled = Object.keys(node.credentials).map((type) => [type, credentials[type] ?? node.credentials[type]]);
		return { ...node, credentials: Object.fromEntries(filled) };
	});
	return { ...workflow, nodes };
}

/** @returns {object} the workflow, with a manual trigger leading where its first trigger leads, if it had no startable node */
export function withManualStart(workflow) {
	if (workflow.nodes.some((node) => startable.test(node.type))) return workflow;
	const first = workflow.nodes.find((node) => trigger.test(node.type));
	if (!first) return workflow;
	const [x, y] = first.position;
	const manual = {
		id: 'manual-start',
		name: 'Manual start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [x, y + 200],
		parameters: {},
	};
	return {
		...workflow,
		nodes: [...workflow.nodes, manual],
		connections: { ...workflow.connections, [manual.name]: workflow.connections[first.name] },
	};
}
