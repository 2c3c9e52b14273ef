import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { withSandbox } from '../engine/cases.cts';
import { fastTime } from './fast.cts';
import type { Trouble, Work } from './troubles.cts';

/**
 * Everything that can go wrong with a request, for each kind of request: three items are sent one after the other, and the
 * second one meets the fault (`troubles.cts`).
 */

const DAY = 86_400_000;

/** A server that nobody must come to. */
export async function nowhere() {
	let visits = 0;
	const server = createServer((_, response) => {
		visits++;
		response.end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		visits: () => visits,
		close: () => server.close(),
	};
}

/** The sandbox, and a way to let three items meet a fault. */
export async function arena() {
	const time = fastTime();
	const service = await withSandbox({ now: time.now });
	/** @param count of items: of several the second one meets the fault */
	async function meet(work: Work, { fault, seen, timeout }: Trouble, count = 3) {
		await service.sandbox.reset('small');
		// On another day, so that no limit of the trouble before is remembered.
		time.pass(DAY);
		const times = fault.times === null ? seen[Number(!work.repeated)] : fault.times;
		service.sandbox.faults.add({ ...fault, path: work.path, skip: count > 1 ? 1 : 0, times });
		const items = Array.from({ length: count }, (_, item) => ({ item }));
		const each = (item: number) => work.parameters(item);
		// One workflow for all items: what differs between them comes by expression.
		const parameters = Object.fromEntries(
			Object.entries(each(0)).map(([name, value]) => [
				name,
				byItem(
					value,
					items.map(({ item }) => each(item)[name]),
				),
			]),
		);
		const result = await service.run(
			work.resource,
			work.operation,
			{
				...parameters,
				output: 'raw',
				options: { concurrency: 1, ...(work.operation === 'create' && { checkFirst: false }) },
				...(timeout && { requestOptions: { timeout } }),
			} as INodeParameters,
			{ items, onError: 'continueRegularOutput' },
		);
		const requests = result.requests.filter(({ path }) => new RegExp(work.path).test(path));
		const of = (item: number) =>
			result.items.filter(({ pairedItem }) => (pairedItem as { item: number } | undefined)?.item === item);
		return { items: [of(0), of(1), of(2)], all: result.items, requests, error: result.error };
	}
	return { ...service, time, meet };
}

/** A value that is another one for each item: an expression that picks it. */
function byItem(value: unknown, values: unknown[]): unknown {
	if (values.every((each) => JSON.stringify(each) === JSON.stringify(value))) return value;
	if (typeof value !== 'object' || value === null) return `={{ ${JSON.stringify(values)}[$json.item] }}`;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			byItem(
				inner,
				values.map((each) => (each as Record<string, unknown>)[key]),
			),
		]),
	);
}
