import { DateTime } from 'luxon';
import type { Account } from '../account.cts';
import { parseLocal } from '../dates.cts';
import { badRequest } from '../errors.cts';
import { customFields, type Field, groups, group, kept, moment, plain, plains, ref, refs, stamp } from '../fields.cts';
import { equals, type Filter, shownAs } from '../list.cts';
import { resolve, summarize } from '../references.cts';
import { type Definition, without } from '../resource.cts';
import type { Row } from '../types.cts';
import { checkMove, enter, notify } from './jobLife.cts';
import { initialReport } from './jobReport.cts';
import { addressFields, addressParts, completeAddress, dates, followPlaces, publicLink, tagsOf } from './places.cts';

/** Parts used on a job: by id or reference in bodies, both in answers. */
export const jobParts: Field = {
	empty: () => [],
	read: (values: any[], { account, name }) =>
		values.map((value, at) => {
			const part = resolve(account, 'parts', value, `${name}.${at}`);
			if (!part) throw badRequest(`${name}.${at}: id or reference of the part is needed`);
			const serialNumbers = value.serialNumbers ?? null;
			return { id: part.id, quantity: value.quantity ?? serialNumbers?.length ?? 1, serialNumbers };
		}),
	show: (stored: any[], _, account) =>
		stored.map(({ id, quantity, serialNumbers }) => ({
			id,
			quantity,
			reference: account.stores.parts.get(id)?.reference ?? null,
			serialNumbers,
		})),
};

/** Who validated the job, and when. */
export const validator: Field = {
	empty: () => null,
	read: (value, { account, name }) => ({
		user: (resolve(account, 'users', value, name) ?? account.owner()).id,
		date: value?.date ? parseLocal(value.date, account.zone, `${name}.date`) : account.now(),
	}),
	show: (stored, row, account) =>
		stored && {
			...summarize(account, 'users', stored.user),
			date: moment().show(stored.date, row, account),
		},
};

const minutes = (entries: Array<{ start: number; stop: number | null }>): number =>
	entries.reduce((sum, { start, stop }) => sum + (stop ? Math.round((stop - start) / 60_000) : 0), 0);

/** The filters of jobs speak of "on or after"; their zone is not documented. */
const sinceJobs =
	(of: (row: Row) => number | null | undefined): Filter =>
	(value, account, name) => {
		const zone = account.reads('job-since-zone') === 'utc' ? 'utc' : account.zone;
		const from = Math.floor(parseLocal(value, zone, name) / 1000);
		return (row) => {
			const at = of(row);
			return isListed(account, row) && typeof at === 'number' && Math.floor(at / 1000) >= from;
		};
	};

/** Filters by date speak of jobs "planned, ongoing or completed": created and cancelled ones may be left out. */
const isListed = (account: Account, row: Row): boolean =>
	account.reads('unplanned-jobs') === 'listed' || !['created', 'cancelled'].includes(row.status);

const within =
	(holds: (row: Row, at: number) => boolean): Filter =>
	(value, account, name) => {
		const zone = account.reads('job-dates-zone') === 'utc' ? 'utc' : account.zone;
		const at = parseLocal(value, zone, name);
		return (row) => isListed(account, row) && holds(row, at);
	};

const begin = (row: Row): number | null => row.actualStart ?? row.scheduledStart;
const end = (row: Row): number | null => row.actualEnd ?? row.scheduledEnd ?? begin(row);

const ofTeam: Filter = (value, { stores }) => {
	const name = stores.teams.get(value)?.name;
	return (row) => stores.users.get(row.technician)?.teams.includes(name) ?? false;
};

/** `265_160719144323649`: the user and the moment of creation; its milliseconds are a count here, to be quickly unique. */
function newId(account: Account, createdAt: number): string {
	const { jobs: store } = account.stores;
	if (account.reads('short-text-ids') === 'short') return String(9000 + store.size);
	const count = String(store.size % 1000).padStart(3, '0');
	for (let ms = createdAt; ; ms += 1000) {
		const time = DateTime.fromMillis(ms, { zone: account.zone }).toFormat('yyMMddHHmmss');
		const id = `${account.owner().id}_${time}${count}`;
		if (!store.get(id)) return id;
	}
}

const inherited = [
	...['address', ...addressParts, 'position'],
	...['contactFirstName', 'contactLastName', 'contactPhone', 'contactMobile', 'contactEmail'],
];

function complete(account: Account, patch: Partial<Row>, row: Row | null, body: any): void {
	if (!row) {
		followPlaces(account, patch);
		const place = account.stores.sites.get(patch.site) ?? account.stores.customers.get(patch.customer);
		if (place && !['address', ...addressParts].some((name) => patch[name] !== undefined)) {
			for (const name of inherited) patch[name] ??= place[name] ?? null;
		}
		const type = account.stores.jobTypes.get(patch.type);
		patch.priority ??= type?.priority ?? 'medium';
		patch.reportTemplate ??= type?.defaultJobReport ?? null;
		patch.skills ??= [...(type?.skills ?? [])];
		patch.tags = tagsOf(account, patch);
		patch.createdBy ??= account.owner().id;
		patch.num ||= account.stores.jobs.next('num');
		patch.report = initialReport(account, patch.reportTemplate, body.report ?? []);
		patch.reportChangedAt = body.report ? account.now() : null;
		patch.photos = [];
	} else if (patch.reportTemplate !== undefined && patch.reportTemplate !== row.reportTemplate) {
		patch.report = initialReport(account, patch.reportTemplate, []);
		patch.reportChangedAt = account.now();
	}
	completeAddress(account, patch, row);
	if (patch.timeEntries) patch.duration ??= minutes(patch.timeEntries);
	if (row?.scheduledEnd && patch.scheduledStart && patch.scheduledEnd === undefined) {
		// A new start alone moves the visit and keeps its length.
		patch.scheduledEnd = patch.scheduledStart + (row.scheduledEnd - row.scheduledStart);
	}
	const next = { ...row, ...patch } as Row;
	if (next.scheduledStart && next.scheduledEnd && next.scheduledEnd < next.scheduledStart) {
		throw badRequest('scheduledEnd lies before scheduledStart');
	}
	const was = row?.status ?? 'created';
	const planned = next.scheduledStart && next.technician;
	const status = patch.status ?? (was === 'created' && planned ? 'scheduled' : was);
	patch.status = status;
	if (status === was) return;
	if (row) checkMove(row, status);
	Object.assign(patch, enter(account, { ...next, status: was }, status));
}

export const jobs: Definition = {
	store: 'jobs',
	newId,
	fields: {
		...plains('myId', 'num', 'description'),
		priority: plain('medium'),
		customer: ref('customers'),
		site: ref('sites'),
		equipment: ref('equipment'),
		type: ref('jobTypes'),
		reportTemplate: ref('reportTemplates'),
		technician: ref('users'),
		otherTechnicians: refs('users'),
		createdBy: ref('users'),
		...addressFields,
		...plains('contactFirstName', 'contactLastName', 'contactPhone', 'contactMobile', 'contactEmail'),
		scheduledStart: moment(),
		scheduledEnd: moment(),
		actualStart: moment(),
		actualEnd: moment(),
		createdByCustomer: plain(false),
		duration: plain(0),
		status: plain('created'),
		publicLink: publicLink('Jobs/PublicJob'),
		timeEntries: groups({ user: ref('users'), start: moment(), stop: moment() }),
		parts: jobParts,
		report: kept([]),
		customFieldValues: customFields('job'),
		...dates,
		preferences: group({
			date: plain(),
			dateTime: moment(),
			isDraft: plain(false),
			isPool: plain(false),
			schedulingWindow: ref('schedulingWindows'),
			team: ref('teams'),
			user: ref('users'),
		}),
		skills: plain([]),
		tags: kept([]),
		validateBy: validator,
		geocoding: plain(true),
		dateDeleted: stamp((row) => row.deletedAt),
	},
	links: {
		customer: 'customers',
		site: 'sites',
		equipment: 'equipment',
		type: 'jobTypes',
		reportTemplate: 'reportTemplates',
		user: ['users', 'technician'],
	},
	instructions: ['report'],
	findDeleted: true,
	beforeSave: complete,
	afterSave: (account, row, before) => {
		if (row.status !== before?.status) notify(account, row, row.status);
	},
	beforeDelete: (account, row) => notify(account, row, 'deleted'),
	listed: shownAs,
	filters: {
		myId: equals('myId'),
		status: (values: string[]) => (row) => values.includes(row.status),
		dateFrom: within((row, at) => (end(row) ?? -Infinity) >= at),
		dateTo: within((row, at) => (begin(row) ?? Infinity) <= at),
		changedSince: sinceJobs((row) => row.modifiedAt),
		reportChangedSince: sinceJobs((row) => row.reportChangedAt),
		validatedSince: sinceJobs((row) => row.validateBy?.date),
		team_id: ofTeam,
		team_id_pref: (value) => (row) => row.preferences.team === value,
		hasPhotos: (value) => (row) => row.photos.length > 0 === value,
		otherTechnicians: null,
	},
	sorts: {
		scheduledstart: (row) => row.scheduledStart,
		scheduledend: (row) => row.scheduledEnd,
		actualstart: (row) => row.actualStart,
		actualend: (row) => row.actualEnd,
		datemodified: (row) => row.modifiedAt,
	},
	// Rows are simplified jobs (section "List jobs").
	showRow: (shown, _, { otherTechnicians }) =>
		without(
			shown,
			...['report', 'parts', 'preferences', 'timeEntries'],
			...(otherTechnicians ? [] : ['otherTechnicians']),
		),
};
