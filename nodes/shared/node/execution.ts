import { queueOf, type RequestQueue } from '../http/requestQueue';
import type { Session } from '../http/session';
import { listsOf } from '../request/checks';
import type { Resource } from '../schema/define';
import { Picked } from './checks';
import { Claims } from './claims';
import { ListedRecords } from './listedRecords';

/** What the items of one execution that go to the same account know of each other. */
export class Execution {
	readonly claims = new Claims();
	readonly picked = new Picked();
	private readonly listed = new Map<Resource, ListedRecords>();

	/** The records of a resource, read once for all items. */
	listedOf(resource: Resource): ListedRecords {
		const listed = this.listed.get(resource) ?? new ListedRecords(listsOf(resource));
		this.listed.set(resource, listed);
		return listed;
	}
}

/** By account: the credential of each item may name another. */
export class Executions {
	private readonly byAccount = new Map<RequestQueue, Execution>();

	of(session: Session): Execution {
		const queue = queueOf(session);
		const execution = this.byAccount.get(queue) ?? new Execution();
		this.byAccount.set(queue, execution);
		return execution;
	}
}
