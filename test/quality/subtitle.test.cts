import { Workflow, type INodePropertyOptions, type INodeParameters } from 'n8n-workflow';
import { nodeType } from '../engine/engine.cts';

/** What stands below a node on the canvas, evaluated by n8n's own expressions. */
function subtitleOf(name: string, parameters: INodeParameters) {
	const type = nodeType(name);
	const node = { id: '1', name: 'Step', type: name, typeVersion: 1, position: [0, 0] as [number, number], parameters };
	const nodeTypes = { getByNameAndVersion: () => type } as never;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(node, type.description.subtitle, 'internal', {});
}

test.each(['synchroteam', 'outSmartPortal'])('the subtitle of %s has the labels of the panel', (name) => {
	const { properties } = nodeType(name).description;
	const [resources, ...operations] = properties.filter((each) => ['resource', 'operation'].includes(each.name));
	const labels = new Map((resources.options as INodePropertyOptions[]).map((each) => [each.value, each.name]));
	const wrong = operations.flatMap(({ options, displayOptions }) =>
		(options as INodePropertyOptions[]).flatMap((operation) => {
			const resource = displayOptions!.show!.resource![0] as string;
			const shown = subtitleOf(name, { resource, operation: operation.value });
			return shown === `${operation.name}: ${labels.get(resource)}` ? [] : [[resource, operation.value, shown]];
		}),
	);
	expect(wrong).toEqual([]);
});

test.each(['synchroteamTrigger', 'outSmartPortalTrigger'])(
	'the subtitle of %s has the labels of its events',
	(name) => {
		const events = nodeType(name).description.properties.find((each) => each.name === 'events');
		const options = events?.options as INodePropertyOptions[];
		const shown = subtitleOf(name, { events: options.map(({ value }) => value as string) });
		expect(shown).toBe(options.map((each) => each.name).join(', '));
	},
);
