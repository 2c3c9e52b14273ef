import type { IDataObject } from 'n8n-workflow';
import { last, versionAt, type ListName, type Rec, type Records, type Version } from './records.cts';
import { dayOf, detailsOf, offsetOf, rowOf, type Looks } from './rows.cts';
import { chance, DAY, MINUTE, SECOND, type Chance, type Time } from './time.cts';

/** Synchroteam as it may be: lists and details after the API document, with all that the document leaves open as a rule. */

export interface Rules extends Looks {
	/** In which zone the filters of jobs and part requests are read. */
	filterZone: string;
	/** Whether "since" takes what happened at that very moment. */
	inclusive: boolean;
	/** How exact the service keeps its stamps: it filters, sorts and shows them so. */
	cut: 'second' | 'minute';
	/** `paidSince` knows days only: both sides are cut to one, or the stamp alone is. */
	paidByDay: 'both' | 'stamp' | false;
	/** How rows with equal sort keys stand: always the same, turned around with every answer, shuffled, or differently on each page. */
	ties: 'stable' | 'shuffled' | 'byPage';
	/** The most rows of a page. */
	page: number;
	/** What the service says as the number of all rows. */
	total: (real: number) => unknown;
	/** A paged list answers with rows alone. */
	bare: boolean;
	/** `changedSince` of jobs leaves out those that are only created, or cancelled. */
	plannedOnly: boolean;
	/** By how much the `Date` header is ahead of the stamps, in milliseconds. */
	dateAhead: number;
	/** How long an answer takes. */
	latency: number;
	limits?: { minute: number; day: number };
}

export const plain: Rules = {
	zone: 'Europe/Paris',
	format: 'yyyy-MM-dd HH:mm',
	filterZone: 'UTC',
	inclusive: false,
	cut: 'second',
	paidByDay: false,
	ties: 'stable',
	page: 100,
	total: (real) => real,
	bare: false,
	plannedOnly: false,
	dateAhead: 0,
	latency: 300,
};

export interface Answer {
	status: number;
	headers: Record<string, string>;
	/** An object is JSON, a text is what it is. */
	body: unknown;
}
export interface Request {
	/** Below `/api/v3`. */
	path: string;
	query: Record<string, string>;
}

/** The documented values of `sort` (lower case) and the default; the value says what is compared. */
const sorts: Record<
	ListName,
	{ values: Record<string, keyof Version | 'num' | 'key'>; default: string; turned?: boolean }
> = {
	customer: { values: { name: 'key', datemodified: 'changed', datecreated: 'created', myid: 'key' }, default: 'name' },
	site: { values: { name: 'key', datemodified: 'changed', datecreated: 'created', myid: 'key' }, default: 'name' },
	equipment: { values: { name: 'key', datemodified: 'changed', datecreated: 'created', myid: 'key' }, default: 'name' },
	part: { values: { name: 'key', reference: 'key', category: 'gone' }, default: 'name' },
	job: { values: { num: 'num', actualend: 'ended', datemodified: 'changed' }, default: 'num' },
	invoice: {
		values: { changedsince: 'changed', paidsince: 'paid', status: 'status', num: 'num' },
		default: 'num',
		turned: true,
	},
	quotation: {
		values: { changedsince: 'changed', status: 'status', num: 'num' },
		default: 'changedsince',
		turned: true,
	},
	creditnote: {
		values: { changedsince: 'changed', status: 'status', num: 'num' },
		default: 'changedsince',
		turned: true,
	},
	partrequest: { values: { datecreated: 'created', isurgent: 'gone', issent: 'gone' }, default: 'datecreated' },
	tasks: { values: { '': 'num' }, default: '' },
	timeline: { values: { '': 'num' }, default: '' },
};

export class Service {
	/** Every request that was answered. */
	readonly log: Array<Request & { at: number; status: number }> = [];
	/** Called before each answer: what happens in the middle of a poll. */
	before?: (request: Request) => void;
	/** Another answer than the right one. */
	instead?: (request: Request, rec: Rec | undefined) => Partial<Answer> | undefined;
	/** Called for each record that an answer shows. */
	shows?: (rec: Rec) => void;
	private readonly texts = new WeakMap<Version, string>();
	private readonly orders = new Map<string, { changes: number; recs: Rec[] }>();
	private window = { at: 0, used: 0, day: 0, usedToday: 0 };

	constructor(
		readonly time: Time,
		readonly records: Records,
		readonly rules: Rules,
		private readonly random: Chance,
	) {}

	/** Answers at this moment. */
	answer(request: Request): Answer {
		this.before?.(request);
		const refused = this.count();
		const answer = refused ?? this.respond(request);
		this.log.push({ ...request, at: this.time.now, status: answer.status });
		return { ...answer, headers: { ...this.headers(), ...answer.headers } };
	}

	private respond(request: Request): Answer {
		const [, list, verb] = request.path.split('/');
		const name = list?.toLowerCase() as ListName;
		if (!(name in sorts)) return json(404, { message: 'Not found' });
		const rec = verb === 'details' ? this.find(name, request.query) : undefined;
		const other = this.instead?.(request, rec);
		if (other) return { status: 200, headers: {}, body: '', ...other };
		if (verb === 'list') return this.list(name, request.query);
		const version = rec && versionAt(rec, this.time.now);
		if (!rec || !version || version.gone || version.deleted !== null) return json(404, { message: 'Not found' });
		this.shows?.(rec);
		return json(200, copy(detailsOf(rec, version, this.rules)));
	}

	private find(list: ListName, { id }: Record<string, string>): Rec | undefined {
		return this.records.of(list).find((each) => String(each.id) === id);
	}

	private list(list: ListName, query: Record<string, string>): Answer {
		const recs = this.sorted(list, query);
		const unpaged = list === 'tasks' || list === 'timeline';
		const pageSize = unpaged ? Infinity : Math.min(Number(query.pageSize ?? 25), this.rules.page);
		const page = unpaged ? 1 : Number(query.page ?? 1);
		const shown = unpaged ? recs : recs.slice((page - 1) * pageSize, page * pageSize);
		const data = shown.map((rec) => JSON.parse(this.row(rec)) as IDataObject);
		for (const rec of shown) this.shows?.(rec);
		if (unpaged || this.rules.bare) return json(200, data);
		const recordsTotal = this.rules.total(recs.length);
		return json(200, { page, pageSize, records: data.length, recordsTotal, data });
	}

	private row(rec: Rec): string {
		const version = versionAt(rec, this.time.now)!;
		const row = this.texts.get(version) ?? JSON.stringify(rowOf(rec, version, this.rules));
		this.texts.set(version, row);
		return row;
	}

	/** All rows that fit, in the order asked for. */
	private sorted(list: ListName, { page = '1', pageSize = '', ...query }: Record<string, string>): Rec[] {
		const { rules, records, time } = this;
		const asked = JSON.stringify([list, query]);
		const known = this.orders.get(asked);
		// Large lists are not sorted again for every page while nothing changes.
		if (known?.changes === records.changes && rules.ties === 'stable' && known.recs.length > 1000) return known.recs;
		const { values, default: usual, turned } = sorts[list];
		const by = values[(query.sort ?? usual).toLowerCase()] ?? values[usual];
		const down = query.sortOrder ? query.sortOrder === 'descending' : Boolean(turned);
		const matches = this.matcher(list, query);
		const keyed = records
			.of(list)
			.map((rec) => ({ rec, version: versionAt(rec, time.now) }))
			.filter((each): each is { rec: Rec; version: Version } => each.version !== undefined && matches(each.version))
			.map(({ rec, version }) => ({
				rec,
				key: this.sortKey(rec, version, by),
				tie: this.tie(rec, Number(page), Number(pageSize)),
			}));
		keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * (down ? -1 : 1) || a.tie - b.tie);
		const recs = keyed.map(({ rec }) => rec);
		// What is changed and not shown yet will change the order by itself.
		const isShown = keyed.every(({ rec }) => last(rec).shown <= time.now) && recs.length === records.of(list).length;
		this.orders.set(asked, { changes: isShown ? records.changes : -1, recs });
		return recs;
	}

	private sortKey(rec: Rec, version: Version, by: keyof Version | 'num' | 'key'): number | string {
		if (by === 'num') return rec.num;
		if (by === 'key') return rec.key;
		const value = version[by];
		if (typeof value === 'boolean') return 0;
		if (typeof value === 'string') return value;
		return value === null ? -Infinity : this.cut(value);
	}

	private tie(rec: Rec, page: number, size: number): number {
		// As databases do it: the same question gets the same answer, but each page comes of another way of sorting.
		if (this.rules.ties === 'byPage') return chance(rec.num * 7919 + page * 104_729 + size * 1_299_709).next();
		if (this.rules.ties === 'shuffled') return this.random.next();
		return rec.num;
	}

	/** As exact as the service keeps it. */
	private cut(moment: number): number {
		const unit = this.rules.cut === 'minute' ? MINUTE : SECOND;
		return Math.floor(moment / unit) * unit;
	}

	private matcher(list: ListName, query: Record<string, string>): (version: Version) => boolean {
		const { filterZone, plannedOnly, paidByDay, zone } = this.rules;
		const zoneOfFilters = list === 'job' || list === 'partrequest' ? filterZone : 'UTC';
		const tests: Array<(version: Version) => boolean> = [({ gone }) => !gone];
		const since = (name: string, of: (version: Version) => number | null, byDay: Rules['paidByDay'] = false) => {
			if (!query[name]) return;
			const asked = readMoment(query[name], zoneOfFilters);
			const day = (moment: number) => dayOf(moment, zone);
			const bound = byDay === 'both' ? day(asked) : asked;
			tests.push((version) => {
				const moment = of(version);
				if (moment === null) return false;
				const kept = byDay ? day(moment) : this.cut(moment);
				return this.rules.inclusive || byDay === 'both' ? kept >= bound : kept > bound;
			});
		};
		since('changedSince', ({ changed }) => changed);
		since('createdSince', ({ created }) => created);
		since('validatedSince', ({ validated, status }) => (status === 'validated' ? validated : null));
		since('reportChangedSince', ({ reportChanged }) => reportChanged);
		since('paidSince', ({ paid }) => paid, paidByDay);
		if (list === 'job' && plannedOnly && query.changedSince)
			tests.push(({ status }) => status !== 'created' && status !== 'cancelled');
		if (query.status) tests.push(({ status }) => query.status.split(',').includes(status));
		if (query.isComplete) tests.push(({ complete }) => String(complete) === query.isComplete);
		if (['customer', 'site', 'equipment'].includes(list))
			tests.push(({ active, deleted }) => deleted === null && String(active) === (query.active ?? 'true'));
		else if (list === 'job') tests.push(({ deleted }) => shownAs(query.show ?? 'active', deleted));
		else if (list === 'partrequest')
			tests.push(({ deleted }) => String(deleted !== null) === (query.isDeleted ?? 'false'));
		else tests.push(({ deleted }) => deleted === null);
		return (version) => tests.every((test) => test(version));
	}

	private headers(): Record<string, string> {
		const { dateAhead, limits } = this.rules;
		const headers: Record<string, string> = {
			date: new Date(this.time.now + dateAhead).toUTCString(),
			'content-type': 'application/json; charset=utf-8',
		};
		if (!limits) return headers;
		return {
			...headers,
			'x-ratelimit-limit': String(limits.minute),
			'x-ratelimit-remaining': String(Math.max(0, limits.minute - this.window.used)),
			'x-ratelimit-reset': String(Math.floor((this.window.at + MINUTE + dateAhead) / SECOND)),
			'x-quota-limit': String(limits.day),
			'x-quota-remaining': String(Math.max(0, limits.day - this.window.usedToday)),
		};
	}

	/** Counts a request against the limits. */
	private count(): Answer | undefined {
		const { limits } = this.rules;
		if (!limits) return undefined;
		const [minute, day] = [MINUTE, DAY].map((unit) => Math.floor(this.time.now / unit) * unit);
		if (this.window.at !== minute) Object.assign(this.window, { at: minute, used: 0 });
		if (this.window.day !== day) Object.assign(this.window, { day, usedToday: 0 });
		if (this.window.used >= limits.minute || this.window.usedToday >= limits.day)
			return json(429, { message: 'Too Many Requests' });
		this.window.used++;
		this.window.usedToday++;
		return undefined;
	}
}

const json = (status: number, body: unknown): Answer => ({ status, headers: {}, body });
const copy = (data: IDataObject): IDataObject => JSON.parse(JSON.stringify(data));

function shownAs(show: string, deleted: number | null): boolean {
	if (show === 'all') return true;
	return show === 'deleted' ? deleted !== null : deleted === null;
}

/** A moment as filters take it; wall time of the zone. */
function readMoment(text: string, zone: string): number {
	const found = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2})(:\d{2})?)?$/.exec(text);
	const wall = found ? Date.parse(`${found[1]}T${found[2] ?? '00:00'}${found[3] ?? ':00'}Z`) : NaN;
	if (Number.isNaN(wall)) throw new Error(`The service cannot read "${text}" as a date`);
	return wall - offsetOf(wall - offsetOf(wall, zone), zone);
}
