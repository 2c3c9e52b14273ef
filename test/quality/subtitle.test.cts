import { Workflow, type INodePropertyOptions } from 'n8n-workflow';
import { nodeType } from '../engine/engine.cts';

/** What stands below a node on the canvas, evaluated by n8n's own expressions. */
test.each(['synchroteam', 'outSmartPortal'])('the subtitle of %s has the labels of the panel', (name) => {
	const type = nodeType(name);
	const { subtitle, properties } = type.description;
	const [resources, ...operations] = properties.filter((each) => ['resource', 'operation'].includes(each.name));
	const labels = new Map((resources.options as INodePropertyOptions[]).map((each) => [each.value, each.name]));
	const wrong = operations.flatMap(({ options, displayOptions }) =>
		(options as INodePropertyOptions[]).flatMap((operation) => {
			const resource = displayOptions!.show!.resource![0] as string;
			const parameters = { resource, operation: operation.value };
			const node = {
				id: '1',
				name: 'Step',
				type: name,
				typeVersion: 1,
				position: [0, 0] as [number, number],
				parameters,
			};
			const workflow = new Workflow({
				nodes: [node],
				connections: {},
				active: false,
				nodeTypes: { getByNameAndVersion: () => type } as never,
			});
			const shown = workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
			return shown === `${operation.name}: ${labels.get(resource)}` ? [] : [[parameters, shown]];
		}),
	);
	expect(wrong).toEqual([]);
});
