import type { Account } from '../account.cts';
import { parseLocal, showDate } from '../dates.cts';
import { badRequest } from '../errors.cts';
import { photoBytes, photoUrl } from '../images.cts';
import { summarize } from '../references.cts';
import { type Handler, type Handlers, identify, save, show, without } from '../resource.cts';
import type { Call, Row } from '../types.cts';
import { checkMove, move } from './jobLife.cts';
import { jobParts, jobs, validator } from './jobs.cts';

const one = (account: Account, call: Call): Row => identify(jobs, account, call)[0];

const moment = (account: Account, body: any, name: string): number | undefined =>
	body[name] ? parseLocal(body[name], account.zone, name) : undefined;

/** An action whose answer is the job's id and status in a list of one. */
const change =
	(status: string, patch: (account: Account, body: any) => Partial<Row> = () => ({})): Handler =>
	(account, call) => {
		const row = move(account, one(account, call), status, patch(account, call.body));
		return [{ id: row.id, status: row.status }];
	};

const scheduled = (account: Account, row: Row) => {
	const shown = show(jobs, account, row);
	const { id, status, scheduledStart, scheduledEnd, technician, otherTechnicians } = shown;
	return [{ id, status, scheduledStart, scheduledEnd, technician, otherTechnicians }];
};

export const jobHandlers: Handlers = {
	job_schedule: (account, call) => {
		const row = one(account, call);
		checkMove(row, 'scheduled');
		const body = { ...without(call.body, 'num', 'myId'), id: row.id, status: 'scheduled' };
		return scheduled(account, save(jobs, account, { ...call, body, identifiers: ['id'] }));
	},
	job_unschedule: (account, call) => {
		const [shown] = scheduled(account, move(account, one(account, call), 'created'));
		return [{ ...shown, status: account.reads('unschedule-answer') }];
	},
	job_cancel: change('cancelled'),
	job_validate: change('validated', (account, { validateBy = null }) => ({
		validateBy: validator.read!(validateBy, { account, name: 'validateBy', current: null }),
	})),
	job_complete: change('completed', (account, body) => ({
		actualStart: moment(account, body, 'actualStart'),
		actualEnd: moment(account, body, 'actualEnd'),
	})),
	job_start: (account, call) => {
		const found = one(account, call);
		const start = moment(account, call.body, 'actualStart');
		const row = move(account, found, 'started', start ? { actualStart: start } : {});
		return [
			{
				job: summarize(account, 'jobs', row.id),
				startDate: showDate(row.actualStart, account),
				status: row.status,
			},
		];
	},
	job_confirm: (account, call) => {
		const row = one(account, call);
		if (!row.preferences.isDraft) throw badRequest(`Job ${row.num} is no draft`);
		account.stores.jobs.change(row, { preferences: { ...row.preferences, isDraft: false } });
		return [{ id: row.id, status: 'confirmed' }];
	},
	job_photos: (account, call) => {
		const [row] = identify(jobs, account, call, true);
		const photos = row.photos.map((photo: any) => ({
			url: photoUrl(account, photo),
			fileName: photo.fileName,
			iteration: photo.iteration,
			comment: photo.comment,
			imageData: call.query.getImageData ? photoBytes(photo).toString('base64') : null,
		}));
		return { job: summarize(account, 'jobs', row.id), photos };
	},
	job_parts_send: (account, call) => {
		const row = one(account, call);
		const added = jobParts.read!(call.body.parts, { account, name: 'parts', current: [] }) as any[];
		account.stores.jobs.change(row, { parts: [...row.parts, ...added] });
		return { id: row.id, parts: jobParts.show(row.parts, row, account) };
	},
	jobReport_details: (account, call) => {
		const [{ report, reportTemplate }] = identify(jobs, account, call, true);
		if (account.reads('job-report') === 'list') return report;
		return { id: reportTemplate, name: null, isPublished: true, isDefault: false, blocks: report };
	},
	customField_send: (account, call) => {
		const row = identify(jobs, account, { ...call, body: call.body.Job })[0];
		const field = jobs.fields.customFieldValues;
		const reading = { account, name: 'CustomFieldValues', current: row.customFieldValues };
		const customFieldValues = field.read!(call.body.CustomFieldValues, reading);
		account.stores.jobs.change(row, { customFieldValues });
		return { CustomFieldValues: field.show(customFieldValues, row, account) };
	},
};
