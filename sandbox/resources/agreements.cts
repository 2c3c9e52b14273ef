import { DateTime } from 'luxon';
import type { Account } from '../account.cts';
import { parseLocal } from '../dates.cts';
import { badRequest } from '../errors.cts';
import { computed, customFields, type Field, group, kept, moment, plain, plains, ref, stamp } from '../fields.cts';
import { contains, notDeleted } from '../list.cts';
import { resolve, summarize } from '../references.cts';
import { type Definition, type Handlers, identify, save, show, without } from '../resource.cts';
import { addressFields, completeAddress, followPlaces } from './places.cts';

/** A list to which entries are added or from which they are removed one by one, as each one's `action` says. */
const members = (
	store: 'equipment' | 'jobTypes',
	more: (value: any) => object,
	showMore: (entry: any) => object,
): Field => ({
	empty: () => [],
	read: (values: any[], { account, name, current }) => {
		let entries = [...(current ?? [])] as Array<{ id: number }>;
		values.forEach((value, at) => {
			const reference = { ...value, myId: value.myId ?? value.myID };
			const row = resolve(account, store, reference, `${name}.${at}`);
			if (!row) throw badRequest(`${name}.${at} names nothing`);
			entries = entries.filter(({ id }) => id !== row.id);
			if (value.action !== 'remove') entries.push({ id: row.id, ...more(value) });
		});
		return entries;
	},
	show: (stored: any[], _, account) =>
		stored.map((entry) => ({ ...summarize(account, store, entry.id), ...showMore(entry) })),
});

export const contracts: Definition = {
	store: 'contracts',
	aliases: { equipments: 'equipment' },
	newId: (account) =>
		account.reads('short-text-ids') === 'short' ? String(9000 + account.stores.contracts.size) : account.guid(),
	fields: {
		num: kept(),
		...plains('name', 'note'),
		customer: ref('customers'),
		site: ref('sites'),
		equipment: members(
			'equipment',
			() => ({}),
			() => ({}),
		),
		jobTypes: members(
			'jobTypes',
			({ sla = null }) => ({ sla }),
			({ sla }) => ({ sla }),
		),
		...plains('start', 'end'),
		hours: plain(0),
		hoursUsed: computed((row, { stores }) => {
			const jobs = stores.jobs.filter((job) => job.customer === row.customer && job.duration > 0);
			const covered = jobs.filter((job) => row.jobTypes.some(({ id }: any) => id === job.type));
			return String(covered.reduce((sum, job) => sum + job.duration, 0));
		}),
		sla: plain([]),
		active: plain(true),
	},
	links: { customer: 'customers', site: 'sites' },
	// Bodies may carry the number to name the contract; it is never set by them.
	instructions: ['num'],
	beforeSave: (account, patch, row) => {
		if (!row) {
			// The contract of the API knows no open contract: a year from today unless said otherwise.
			const today = DateTime.fromMillis(account.now(), { zone: account.zone });
			patch.num = account.stores.contracts.next('num');
			patch.start ??= today.toFormat('yyyy-MM-dd');
			patch.end ??= today.plus({ years: 1 }).toFormat('yyyy-MM-dd');
		}
		const next = { ...row, ...patch };
		if (next.start && next.end && next.end < next.start) throw badRequest('end lies before start');
		const names = (next.sla ?? []).map((one: any) => one.name);
		for (const { sla } of next.jobTypes ?? []) {
			if (sla && !names.includes(sla)) throw badRequest(`jobTypes: there is no SLA "${sla}"`);
		}
	},
	filters: {
		name: contains('name'),
		start: (value: string) => (row) => !row.end || row.end >= value,
		end: (value: string) => (row) => !row.start || row.start <= value,
		active: (value) => (row) => row.active === value,
	},
	// Rows are simplified contracts (section "List contracts").
	showRow: (shown) => without(shown, 'equipment', 'hoursUsed', 'sla'),
};

const day =
	(field: string, holds: (at: number, wanted: number) => boolean) =>
	(value: string, account: Account, name: string) => {
		const wanted = parseLocal(value, account.zone, name);
		return (row: Record<string, any>) => row[field] !== null && holds(row[field], wanted);
	};

export const recurrences: Definition = {
	store: 'recurrences',
	fields: {
		...plains('myId', 'num', 'description'),
		priority: plain('medium'),
		customer: ref('customers'),
		site: ref('sites'),
		equipment: ref('equipment'),
		type: ref('jobTypes'),
		reportTemplate: ref('reportTemplates'),
		createdBy: ref('users'),
		...addressFields,
		...plains('contactFirstName', 'contactLastName', 'contactMobile', 'contactPhone', 'contactEmail'),
		dateStart: moment(),
		dateEnd: moment(),
		frequency: plain(1),
		frequencyLevel: plain('month'),
		days: plain(''),
		duration: computed((row, { stores }) => stores.jobTypes.get(row.type)?.duration ?? null),
		customFields: customFields('job'),
		preferences: group({
			schedulingWindow: ref('schedulingWindows'),
			team: ref('teams'),
			user: ref('users'),
			date: plain(),
			dateTime: moment(),
			isDraft: plain(false),
			isPool: plain(false),
			autoScheduleDays: plain(0),
			flAutoSchedule: plain(false),
			specificTime: plain(),
		}),
		isClosed: plain(false),
		idContract: plain(),
		dateDeleted: stamp((row) => row.deletedAt),
	},
	aliases: { client: 'customer' },
	links: {
		customer: 'customers',
		site: 'sites',
		equipment: 'equipment',
		type: 'jobTypes',
		reportTemplate: 'reportTemplates',
	},
	findDeleted: true,
	beforeSave: (account, patch, row) => {
		if (!row) {
			followPlaces(account, patch);
			patch.num ||= account.stores.recurrences.next('num');
			patch.createdBy ??= account.owner().id;
			patch.dateStart ??= account.now();
		}
		completeAddress(account, patch, row);
	},
	listed: (row, { show = 'ongoing' }) => notDeleted(row) && row.isClosed === (show === 'closed'),
	filters: {
		dateFrom: day('dateStart', (at, wanted) => at > wanted),
		dateTo: day('dateEnd', (at, wanted) => at < wanted),
	},
};

/** A recurrence as the answer to a change shows it (sample of "Create/Update a Recurrence"). */
function asSent(shown: Record<string, unknown>): object {
	const { customer, isClosed, createdBy: _, site, equipment, ...rest } = shown;
	const none = { id: null, myId: '' };
	return {
		...rest,
		client: customer ?? none,
		site: site ?? none,
		equipment: equipment ?? none,
		flClosed: isClosed,
		contactFax: null,
	};
}

export const agreementHandlers: Handlers = {
	recurrence_send: (account, call) => asSent(show(recurrences, account, save(recurrences, account, call))),
	recurrence_delete: (account, call) => {
		const [row] = identify(recurrences, account, call);
		account.stores.recurrences.change(row, { deletedAt: account.now() });
		return { id: row.id, isDeleted: true };
	},
	recurrence_close: (account, call) => {
		const [row] = identify(recurrences, account, call);
		account.stores.recurrences.change(row, { isClosed: true });
		return { id: row.id, isClosed: true };
	},
};
