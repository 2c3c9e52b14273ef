/** What is in the service: every record with all its versions, so that it can be said afterwards what was to be seen when. */

export const lists = [
	'customer',
	'site',
	'equipment',
	'part',
	'job',
	'invoice',
	'quotation',
	'creditnote',
	'partrequest',
	'tasks',
	'timeline',
] as const;
export type ListName = (typeof lists)[number];

/** What a record is from one change to the next. Moments are epoch milliseconds of the true time. */
export interface State {
	/** Counts changes of what a row shows. */
	content: number;
	/** Counts changes of what only the details show. */
	parts: number;
	report: number;
	created: number;
	/** Date of change; null where the service never wrote one. */
	changed: number | null;
	reportChanged: number | null;
	status: string;
	ended: number | null;
	validated: number | null;
	paid: number | null;
	complete: boolean;
	deleted: number | null;
	active: boolean;
	/** Not there any more at all. */
	gone: boolean;
}
export interface Version extends State {
	/** When it was made. */
	at: number;
	/** Since when answers show it. */
	shown: number;
}

export interface Rec {
	list: ListName;
	key: string;
	id: string | number;
	num: number;
	versions: Version[];
}

/** How a list's states begin. */
const firstStatus: Partial<Record<ListName, string>> = {
	job: 'created',
	invoice: 'new',
	quotation: 'new',
	creditnote: 'new',
	part: 'active',
};

/** The version that answers show at a moment; undefined before the first is shown. */
export function versionAt(rec: Rec, moment: number): Version | undefined {
	const index = indexAt(rec, moment);
	return index < 0 ? undefined : rec.versions[index];
}

export function indexAt({ versions }: Rec, moment: number): number {
	let index = versions.length - 1;
	while (index >= 0 && versions[index].shown > moment) index--;
	return index;
}

export class Records {
	readonly all = new Map<ListName, Rec[]>(lists.map((name) => [name, []]));
	/** Counts changes, for those who keep an order. */
	changes = 0;
	private count = 0;

	/** @param lag how long answers do not show a change yet, drawn for each */
	constructor(private readonly lag: () => number) {}

	of(list: ListName): Rec[] {
		return this.all.get(list)!;
	}

	create(list: ListName, at: number, state: Partial<State> = {}): Rec {
		const num = ++this.count;
		const rec: Rec = {
			list,
			key: `K${num}`,
			id: list === 'job' ? `265_${160719144323649 + num}` : list === 'partrequest' ? uuid(num) : 1000 + num,
			num,
			versions: [],
		};
		rec.versions.push({
			content: 0,
			parts: 0,
			report: 0,
			created: at,
			changed: at,
			reportChanged: null,
			status: firstStatus[list] ?? '',
			ended: null,
			validated: null,
			paid: null,
			complete: false,
			deleted: null,
			active: true,
			gone: false,
			...state,
			at,
			shown: at + this.lag(),
		});
		this.of(list).push(rec);
		this.changes++;
		return rec;
	}

	/** A change at that moment; it moves the date of change unless `state` names another. */
	change(rec: Rec, at: number, state: Partial<State>): Version {
		const last = rec.versions[rec.versions.length - 1];
		const version = { ...last, changed: at, ...state, at, shown: Math.max(last.shown, at + this.lag()) };
		rec.versions.push(version);
		this.changes++;
		return version;
	}

	/** Something that a row shows is changed. */
	edit(rec: Rec, at: number, more: Partial<State> = {}): Version {
		return this.change(rec, at, { content: last(rec).content + 1, ...more });
	}

	enter(rec: Rec, at: number, status: string): Version {
		const dates: Partial<State> =
			status === 'completed' ? { ended: at } : status === 'validated' ? { validated: at } : {};
		return this.edit(rec, at, { status, ...dates });
	}
}

export const last = ({ versions }: Rec): Version => versions[versions.length - 1];

const uuid = (num: number) => `22aa76ac-03c8-4fdb-baee-${String(num).padStart(12, '0')}`;
