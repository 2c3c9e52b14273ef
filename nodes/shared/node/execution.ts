import { listsOf } from '../request/checks';
import type { Resource } from '../schema/define';
import { Claims } from './claims';
import { ListedRecords } from './listedRecords';

/** What the items of one execution know of each other. */
export class Execution {
	readonly claims = new Claims();
	private readonly listed = new Map<Resource, ListedRecords>();

	/** The records of a resource, read once for all items. */
	listedOf(resource: Resource): ListedRecords {
		const listed = this.listed.get(resource) ?? new ListedRecords(listsOf(resource));
		this.listed.set(resource, listed);
		return listed;
	}
}
