import type { Account } from '../account.cts';
import { badRequest } from '../errors.cts';
import { insert } from '../resource.cts';
import type { Row } from '../types.cts';
import { timeline } from './office.cts';

export const statuses = [
	'created',
	'scheduled',
	'synchronized',
	'started',
	'paused',
	'completed',
	'validated',
	'cancelled',
] as const;

/** Where a job may go from each status. The document draws no such table: it follows the texts of the actions. */
const ways: Record<string, readonly string[]> = {
	created: ['scheduled', 'completed', 'cancelled'],
	scheduled: ['created', 'scheduled', 'synchronized', 'started', 'completed', 'cancelled'],
	synchronized: ['created', 'scheduled', 'started', 'completed', 'cancelled'],
	started: ['paused', 'completed', 'cancelled'],
	paused: ['scheduled', 'started', 'completed', 'cancelled'],
	completed: ['validated'],
	validated: [],
	cancelled: [],
};

/** @throws 400 where the job cannot go from its status to the next */
export function checkMove(row: Row, status: string): void {
	if (row.deletedAt !== null) throw badRequest(`Job ${row.num} is deleted`);
	if (!ways[row.status].includes(status)) {
		throw badRequest(`Job ${row.num} is ${row.status} and cannot become ${status}`);
	}
}

interface Entry {
	user: number | null;
	start: number;
	stop: number | null;
}

const closed = (entries: Entry[], stop: number): Entry[] =>
	entries.map((entry) => (entry.stop === null ? { ...entry, stop: Math.max(stop, entry.start) } : entry));

const worked = (entries: Entry[]): number =>
	entries.reduce((sum, { start, stop }) => sum + Math.round(((stop ?? start) - start) / 60_000), 0);

/**
 * What changes with a job that enters a status: times, time entries, validation.
 * `job` is the job with everything the request set already in it.
 * @throws 400 where something is missing for the status
 */
export function enter(account: Account, job: Row, status: string): Partial<Row> {
	const now = account.now();
	const entries: Entry[] = job.timeEntries ?? [];
	switch (status) {
		case 'created':
			return { status, scheduledStart: null, scheduledEnd: null, technician: null, otherTechnicians: [] };
		case 'scheduled':
			if (!job.scheduledStart) throw badRequest('A job without scheduledStart cannot be scheduled');
			return { status };
		case 'started': {
			if (!job.technician) throw badRequest('A job without technician cannot be started');
			const start = job.status === 'paused' ? now : (job.actualStart ?? now);
			pauseOthers(account, job);
			return {
				status,
				actualStart: job.actualStart ?? now,
				timeEntries: [...entries, { user: job.technician, start, stop: null }],
			};
		}
		case 'paused': {
			const timeEntries = closed(entries, now);
			return { status, timeEntries, duration: worked(timeEntries) };
		}
		case 'completed':
		case 'validated': {
			const actualEnd = job.actualEnd ?? now;
			const actualStart = job.actualStart ?? actualEnd;
			if (actualEnd < actualStart) throw badRequest('actualEnd lies before actualStart');
			const timeEntries =
				entries.length > 0
					? closed(entries, actualEnd)
					: [{ user: job.technician, start: actualStart, stop: actualEnd }];
			const validateBy = status === 'validated' ? (job.validateBy ?? { user: account.owner().id, date: now }) : null;
			return { status, actualStart, actualEnd, timeEntries, duration: worked(timeEntries), validateBy };
		}
		default:
			return { status };
	}
}

/** Starting a job pauses the technician's other one (section "Start a job"). */
function pauseOthers(account: Account, job: Row): void {
	const { jobs } = account.stores;
	for (const other of jobs.filter(
		(one) => one.status === 'started' && one.technician === job.technician && one.id !== job.id,
	)) {
		jobs.change(other, enter(account, other, 'paused'));
		notify(account, other, 'paused');
	}
}

/** Moves a job to a status and writes the notification. `patch` is set before. */
export function move(account: Account, row: Row, status: string, patch: Partial<Row> = {}): Row {
	checkMove(row, status);
	const next = { ...row, ...patch };
	const changed = account.stores.jobs.change(row, { ...patch, ...enter(account, next, status) });
	notify(account, row, status === 'created' ? 'unscheduled' : status);
	return changed;
}

/** Notes in the timeline what happened to a job. */
export function notify(account: Account, job: Row, event: string): void {
	insert(timeline, account, {
		title: `Job ${job.num}`,
		event,
		source: 'notification',
		customer: job.customer,
		site: job.site,
		equipment: job.equipment,
		job: job.id,
		user: account.owner().id,
	});
}
