import type { Account } from '../account.cts';
import { guidOf } from '../account.cts';
import { insert } from '../resource.cts';
import { fillReport, initialReport } from '../resources/jobReport.cts';
import { jobs } from '../resources/jobs.cts';
import type { Row } from '../types.cts';

const HOUR = 3_600_000;

export interface JobPlan {
	description: string;
	myId?: string | null;
	customer: Row;
	site?: Row | null;
	equipment?: Row | null;
	type: Row;
	technician?: Row | null;
	status: string;
	/** Planned start; null for none. */
	start: number | null;
	hours?: number;
	createdAt: number;
	photos?: number;
	parts?: object[];
	more?: Partial<Row>;
}

/** What technicians name in the check list of every eighth job that has one. */
const defects = ['Valve drips', 'Insulation of the pipe is torn', 'Safety valve is stuck', 'Fan is loud'];

const seenBy = { completed: true, validated: true, started: true, paused: true } as const;

/** A job with the history that its status implies: times, report, photos, validation. */
export function seedJob(account: Account, plan: JobPlan): Row {
	const { status, start, createdAt, technician = null, type, hours = 1 } = plan;
	const place = plan.site ?? plan.customer;
	const begun = status in seenBy && start !== null;
	const over = status === 'completed' || status === 'validated';
	const actualStart = begun ? start + HOUR / 6 : null;
	const actualEnd = over && actualStart ? actualStart + Math.round(hours * 0.8 * HOUR) : null;
	const num = account.stores.jobs.next('num');
	const report = initialReport(account, type.defaultJobReport, []);
	const defect =
		num % 8 === 0 && report.some(({ name }) => name === 'Check list') ? defects[(num / 8) % defects.length] : undefined;
	const photos = Array.from({ length: plan.photos ?? 0 }, (_, at) => ({
		key: guidOf(`photo ${num} ${at}`),
		fileName: `job-${num}-${at + 1}.${at % 2 ? 'png' : 'jpg'}`,
		comment: at === 0 ? 'Before' : 'After',
		iteration: at,
	}));
	const touched = actualEnd ?? actualStart ?? createdAt;
	return insert(jobs, account, {
		num,
		myId: plan.myId ?? null,
		description: plan.description,
		priority: type.priority,
		customer: plan.customer.id,
		site: plan.site?.id ?? null,
		equipment: plan.equipment?.id ?? null,
		type: type.id,
		reportTemplate: type.defaultJobReport,
		technician: technician?.id ?? null,
		createdBy: account.owner().id,
		address: place.address,
		addressStreet: place.addressStreet,
		addressZIP: place.addressZIP,
		addressCity: place.addressCity,
		addressCountry: place.addressCountry,
		position: place.position,
		contactFirstName: place.contactFirstName,
		contactLastName: place.contactLastName,
		contactPhone: place.contactPhone,
		contactEmail: place.contactEmail,
		scheduledStart: start,
		scheduledEnd: start === null ? null : start + hours * HOUR,
		actualStart,
		actualEnd,
		duration: actualStart && actualEnd ? Math.round((actualEnd - actualStart) / 60_000) : 0,
		status,
		timeEntries: actualStart ? [{ user: technician?.id ?? null, start: actualStart, stop: actualEnd }] : [],
		parts: plan.parts ?? [],
		report: over
			? fillReport(report, [
					{ nmCategory: 'Work done', nmItem: 'What was done', value: plan.description },
					{ nmCategory: 'Work done', nmItem: 'Result', value: 'Solved', issue: 'Resolved' },
					...(defect
						? [{ nmCategory: 'Check list', nmItem: 'Defects found', value: defect, issue: 'Issue Reported' }]
						: []),
				])
			: report,
		reportChangedAt: over ? actualEnd : null,
		photos,
		skills: type.skills,
		tags: place.tags,
		validateBy: status === 'validated' && actualEnd ? { user: account.owner().id, date: actualEnd + HOUR } : null,
		createdAt,
		modifiedAt: status === 'validated' ? touched + HOUR : touched,
		...plan.more,
	});
}
