import type { Account, StoreName } from './account.cts';
import { type Definition, save, show } from './resource.cts';
import { definitions, storeNames } from './resources/index.cts';
import { notes, workOrders } from './resources/outSmart.cts';
import type { Row } from './types.cts';

/** Does what an operation of the contract does, checks included, without HTTP. */
export type CallOperation = (
	operationId: string,
	request?: { query?: Record<string, unknown>; body?: unknown; path?: Record<string, string> },
) => any;

/** The records of one kind, for tests. Values go in and come out as the API has them. */
export class Records {
	constructor(
		private readonly account: Account,
		private readonly definition: Definition,
		/** The operation that creates and changes such records, where the API has one. */
		private readonly send: ((body: object) => any) | undefined,
	) {}

	/** The records as they are kept (moments in epoch milliseconds, references as ids), deleted ones too. */
	rows(): Row[] {
		return this.account.stores[this.definition.store].all();
	}

	/** All that are not deleted, as details show them. */
	all(): any[] {
		return this.rows()
			.filter((row) => row.deletedAt === null)
			.map((row) => show(this.definition, this.account, row));
	}

	/** The record as details show it, deleted or not. @throws Error where there is none */
	get(id: unknown): any {
		return show(this.definition, this.account, this.row(id));
	}

	/** The record as it is kept. @throws Error where there is none */
	row(id: unknown): Row {
		const row = this.account.stores[this.definition.store].get(id);
		if (!row) throw new Error(`There is no ${this.definition.store} ${id}`);
		return row;
	}

	/** Creates a record from a body of the API. @returns it, as the API answers it */
	create(body: object): any {
		return this.send ? this.send(body) : this.save(body, []);
	}

	/** Changes a record; what is not in the body stays. @returns it, as the API answers it */
	update(id: unknown, body: object): any {
		this.row(id);
		return this.send ? this.send({ ...body, id }) : this.save({ ...body, id }, ['id']);
	}

	delete(id: unknown): void {
		this.definition.beforeDelete?.(this.account, this.row(id));
		this.change(id, { deletedAt: this.account.now() });
	}

	undelete(id: unknown): void {
		this.change(id, { deletedAt: null });
	}

	/** Sets fields as they are kept and stamps the record, past all rules. */
	change(id: unknown, patch: Partial<Row>): Row {
		return this.account.stores[this.definition.store].change(this.row(id), patch);
	}

	private save(body: object, identifiers: string[]): any {
		const call = { query: {}, params: {}, body, identifiers };
		return show(this.definition, this.account, save(this.definition, this.account, call));
	}
}

export type State = Record<StoreName, Records>;

/** All records of the account by kind. */
export function makeState(account: Account, call: CallOperation, operations: string[]): State {
	const named = Object.entries({ ...definitions, workOrders, notes });
	return Object.fromEntries(
		storeNames.map((store) => {
			const [name, definition] = named.find(([, one]) => one.store === store) ?? [store, bare(store)];
			const send = [`${name}_send`, `${name}_create`].find((id) => operations.includes(id));
			return [store, new Records(account, definition, send ? (body) => call(send, { body }) : undefined)];
		}),
	) as State;
}

/** Kinds without operations of their own, such as categories of parts. */
const bare = (store: StoreName): Definition => ({
	store,
	fields: { name: { empty: () => null, read: (value) => value, show: (stored) => stored } },
});
