import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { START } from './scene.cts';
import type { Answer } from './service.cts';
import { chance, MINUTE, Time } from './time.cts';
import { hasParameter, Watched } from './watch.cts';

/** OutSmart Portal as the trigger sees it: work orders and notes by their number, one request each. */

interface PortalRecord {
	changes: number;
}

/** Ways in which a portal does not answer the question. */
export const nonsense: Record<string, Partial<Answer>> = {
	'a page with status 200': { body: '<html><title>Maintenance</title></html>' },
	'success: false': { body: { success: false, data: {}, message: 'Something went wrong' } },
	'{}': { body: {} },
	nothing: { body: '' },
	'no results': { body: { success: true, data: {}, message: '' } },
	'a page with status 404': { status: 404, body: '<html><title>Not Found</title></html>' },
	'a page with status 500': { status: 500, body: '<html><title>Error</title></html>' },
};

export class Portal {
	readonly time = new Time(START);
	readonly records = new Map<string, PortalRecord>();
	/** Numbers that were asked for, in order. */
	readonly asked: string[] = [];
	readonly errors: Error[] = [];
	readonly trigger: Watched;
	/** Another answer than the right one. */
	instead?: (number: string) => Partial<Answer> | undefined;
	mostAtOnce = 0;
	private underWay = 0;

	constructor(
		numbers: unknown,
		private readonly latency = 100,
		event: 'workOrderUpdated' | 'noteUpdated' = 'workOrderUpdated',
	) {
		const several = hasParameter('outSmartPortalTrigger', 'events');
		const parameters = {
			...(several ? { events: [event] } : { event }),
			[event === 'noteUpdated' ? 'nte_reference' : 'workorder_nr']: numbers,
		} as INodeParameters;
		this.trigger = new Watched({
			node: 'outSmartPortalTrigger',
			parameters,
			credentials: {
				portalName: 'MyCompany',
				username: `user-${++users}`,
				password: 'secret',
				baseUrl: 'https://office.out-smart.com',
			},
			time: this.time,
			chance: chance(7),
			answer: async (url) => await this.answer(decodeURIComponent(url.pathname.split('/').pop()!)),
		});
	}

	/** One poll; what does not work is written down. */
	async poll(): Promise<IDataObject[]> {
		try {
			return (await this.trigger.poll()) ?? [];
		} catch (error) {
			this.errors.push(error as Error);
			return [];
		}
	}

	async polls(count: number, interval = MINUTE): Promise<IDataObject[]> {
		const items: IDataObject[] = [];
		for (let index = 0; index < count; index++) {
			this.time.pass(interval);
			items.push(...(await this.poll()));
		}
		return items;
	}

	change(number: string) {
		this.records.set(number, { changes: (this.records.get(number)?.changes ?? 0) + 1 });
	}

	private async answer(number: string): Promise<Answer> {
		this.underWay++;
		this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay);
		await this.time.sleep(this.latency);
		this.underWay--;
		this.asked.push(number);
		const headers = { date: new Date(this.time.now).toUTCString(), 'content-type': 'application/json' };
		const other = this.instead?.(number);
		if (other) return { status: 200, headers, body: '', ...other };
		const record = this.records.get(number);
		if (!record) return { status: 404, headers, body: { success: false, data: {}, message: `${number} not found` } };
		const results = {
			id: 1,
			workorder_nr: number,
			nte_reference: number,
			status: 'Klaargezet',
			work_description: `change ${record.changes}`,
			nte_content: `change ${record.changes}`,
		};
		return { status: 200, headers, body: { success: true, data: { results }, message: '' } };
	}
}

let users = 0;

/** Numbers of work orders, each of them in the portal already. */
export function stocked(count: number, latency?: number): { portal: Portal; numbers: string[] } {
	const numbers = Array.from({ length: count }, (_, at) => `WO-${1001 + at}`);
	const portal = new Portal(numbers.join(', '), latency);
	for (const number of numbers) portal.records.set(number, { changes: 0 });
	return { portal, numbers };
}

/** Which number each item is about, and what it shows. */
export const told = (items: IDataObject[]) =>
	items.map((item) => /WO-\d+/.exec(JSON.stringify(item))?.[0] ?? JSON.stringify(item));
