import type { INodeParameters } from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import type { NodeRun } from './engine.cts';

/** The OutSmart Portal node in the engine, against the sandbox. */

/** The sandbox of the importing test file, started before its tests. */
export let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(() => at.sandbox.close());

export const run = (resource: string, operation: string, parameters: INodeParameters, more: Partial<NodeRun> = {}) =>
	at.run(resource, operation, parameters, { node: 'outSmartPortal', ...more });
export const order = (parameters: INodeParameters, more?: Partial<NodeRun>) =>
	run('workOrder', 'create', parameters, more);
/** An order of which only the number matters. */
export const anyOrder = (workorder_nr: string, more?: Partial<NodeRun>) =>
	order({ workorder_nr, customer_name: 'Acme' }, more);
export const note = (parameters: INodeParameters, more?: Partial<NodeRun>) => run('note', 'create', parameters, more);
export const orders = (...numbers: string[]) => JSON.stringify(numbers.map((workorder_nr) => ({ workorder_nr })));
export const portal = '/portal-new/DemoPortal/api';
