import { NotTellable, rowsOf } from './account.cts';
import { formOf, MINUTE, momentOf, textOf, wallOf, type Zone } from './dates.cts';
import { certain, likely, need, type Ground, type Probes, type Row } from './probe.cts';

/** Rows of Synchroteam that reading tells; some of them only with what `--write` has made. */

const PAGE = 25;
const DAY = 24 * 60 * MINUTE;
const whole = { pageSize: 100 };

/**
 * In which zone a "since" filter is read: a moment is asked for that lies before a change in one of them and after it in
 * the other.
 */
async function zoneOfFilter(ground: Ground, path: string, filter: string, row: Row, stamp: string, more = {}) {
	const wall = need(wallOf(row[stamp]), 'its date could not be read');
	const offset = ground.offset(wall);
	const answers = ground.reading('answer-zone') as Zone;
	const asked = answers === 'account' ? wall - offset / 2 : wall + offset / 2;
	const isListed = async (wallTime: number) =>
		rowsOf(await ground.account.get(path, { [filter]: textOf(wallTime).slice(0, 16), ...more })).some(
			({ id }) => String(id) === String(row.id),
		);
	if (!(await isListed(wall - DAY - Math.abs(offset)))) throw new NotTellable('the list leaves such a record out');
	const listed = await isListed(asked);
	const moment = momentOf(wall, answers, offset);
	const fitting = (['account', 'utc'] as const).filter((zone) => momentOf(asked, zone, offset) < moment === listed);
	if (fitting.length !== 1) throw new NotTellable('both readings would have answered the same');
	return certain(fitting[0]);
}

const planned = ['scheduled', 'synchronized', 'started', 'paused', 'completed', 'validated'];

export const reading: Probes = {
	limits: async ({ account }) => {
		const { headers } = await account.get('/customer/list', { pageSize: 1 });
		return certain(headers['x-ratelimit-limit'] === undefined ? 'silent' : 'announced');
	},
	'refused-login': async ({ account }) => {
		const { status, body } = await account.ask('GET', '/customer/list', { pageSize: 1 }, undefined, {
			apiKey: '00000000-0000-0000-0000-000000000000',
		});
		if (status === 401 || status === 403) return certain(`status-${status}`);
		if (status >= 300 && status < 400) return certain('redirect');
		if (status === 200 && typeof body === 'string') return certain('page');
		throw new NotTellable(`a wrong key was answered with status ${status}`);
	},
	'answer-precision': async (ground) => {
		const row = need((await ground.customers())[0] ?? (await ground.jobs())[0], 'there is no customer and no job');
		return certain(need(formOf(row.dateModified), 'dates have a form that the document does not show'));
	},
	'answer-zone': async (ground) => {
		const { account } = ground;
		const { at } = await account.get('/customer/list', { pageSize: 1 });
		const offset = ground.offset(at);
		if (ground.made) {
			const after = ground.made.stampedAfter;
			const apart = (from: number) => Math.min(...[0, 10, -10].map((clock) => Math.abs(after - from - clock * MINUTE)));
			return certain(apart(offset) <= apart(0) ? 'account' : 'utc');
		}
		const walls = [...(await ground.customers()), ...(await ground.jobs())].flatMap(
			(row) => wallOf(row.dateModified) ?? [],
		);
		const latest = Math.max(...walls);
		// A change cannot lie in the future.
		if (offset > 0 && latest > at + 15 * MINUTE) return certain('account');
		if (offset < 0 && latest - offset > at + 15 * MINUTE) return certain('utc');
		throw new NotTellable(`nothing was changed in the last minutes, and ${ground.unmade}`);
	},
	'stamp-clock': async (ground) => {
		const { stampedAfter } = ground.needMade();
		const offset = ground.reading('answer-zone') === 'account' ? ground.offset(Date.now()) : 0;
		const ahead = (stampedAfter - offset) / MINUTE;
		if (Math.abs(ahead) <= 3) return certain('same');
		return likely(ahead > 0 ? 'ahead' : 'behind');
	},
	'job-since-zone': async (ground) => {
		const row = (await ground.jobs()).find(({ status, dateModified }) => planned.includes(status) && dateModified);
		return await zoneOfFilter(
			ground,
			'/job/list',
			'changedSince',
			need(row, 'there is no job that was planned'),
			'dateModified',
			whole,
		);
	},
	'part-request-since-zone': async (ground) => {
		const rows = await ground.list('/partrequest/list', {
			...whole,
			sort: 'dateCreated',
			sortOrder: 'descending',
		});
		const row = need(
			rows.find(({ dateCreated }) => wallOf(dateCreated)),
			'there is no part request',
		);
		return await zoneOfFilter(ground, '/partrequest/list', 'createdSince', row, 'dateCreated', whole);
	},
	'activity-dates-zone': async (ground) => {
		const rows = await ground.list('/activity/list', { pageSize: 100, sort: 'startDate', sortOrder: 'descending' });
		const short = rows.find(
			(row) => wallOf(row.dateStart) && wallOf(row.dateEnd)! - wallOf(row.dateStart)! <= 20 * MINUTE,
		);
		const row = need(short, 'there is no activity of twenty minutes or less');
		const endDate = textOf(wallOf(row.dateEnd)! + DAY).slice(0, 16);
		return await zoneOfFilter(ground, '/activity/list', 'startDate', row, 'dateStart', { ...whole, endDate });
	},
	'job-dates-zone': async (ground) => {
		const job = ground.needMade().job;
		const dateTo = textOf(need(wallOf(job.scheduledEnd), 'the job has no end') + DAY);
		return await zoneOfFilter(ground, '/job/list', 'dateFrom', job, 'scheduledStart', { ...whole, dateTo });
	},
	'since-inclusive': async (ground) => {
		const row = need((await ground.customers())[0], 'there is no customer');
		if (formOf(row.dateModified) === 'minute') throw new NotTellable('dates show no seconds');
		const wall = need(wallOf(row.dateModified), 'its date could not be read');
		const moment = momentOf(wall, ground.reading('answer-zone') as Zone, ground.offset(wall));
		const rows = rowsOf(await ground.account.get('/customer/list', { changedSince: textOf(moment), pageSize: 100 }));
		return certain(rows.some(({ id }) => id === row.id) ? 'inclusive' : 'exclusive');
	},
	'empty-date-shown': async (ground) => {
		const unplanned = need(
			(await ground.jobs()).find((job) => 'scheduledStart' in job && !wallOf(job.scheduledStart)) ??
				(await ground.jobs()).find((job) => String(job.scheduledStart).startsWith('0001')),
			'every job is planned',
		);
		const shown = unplanned.scheduledStart as unknown;
		if (shown === null) return certain('null');
		if (shown === '') return certain('text');
		if (String(shown).startsWith('0001-01-01')) return certain('zero');
		throw new NotTellable('an empty date has a form that nobody described');
	},
	'status-moves-date': async (ground) => {
		const done = (await ground.jobs()).filter((job) => wallOf(job.actualEnd) && wallOf(job.dateModified));
		const behind = done.filter((job) => wallOf(job.actualEnd)! - wallOf(job.dateModified)! > 2 * MINUTE);
		if (behind.length) return likely('stays');
		throw new NotTellable('only a job whose status changes now would show it');
	},
	'records-total': async (ground) => {
		const total = async (query: object) => {
			const { body } = await ground.account.get('/job/list', { pageSize: 2, ...query });
			return Number((body as { recordsTotal?: unknown }).recordsTotal);
		};
		const jobs = await ground.jobs();
		if (jobs.length < 4) throw new NotTellable('there are fewer than four jobs');
		const every = await total({});
		if (every === 2) return certain('page');
		const counts = new Map<string, number>();
		for (const { status } of jobs) counts.set(status, (counts.get(status) ?? 0) + 1);
		if (counts.size < 2) throw new NotTellable('all jobs have the same status');
		const [[rarest]] = [...counts].sort(([, a], [, b]) => a - b);
		return certain((await total({ status: rarest })) < every ? 'matching' : 'all');
	},
	'page-size-served': async (ground) => {
		const rows = await ground.customers();
		if (rows.length > PAGE) return certain('asked');
		const { body } = await ground.account.get('/customer/list', { pageSize: 1 });
		const total = Number((body as { recordsTotal?: unknown }).recordsTotal);
		if (rows.length === PAGE && (total > PAGE || (await secondPage(ground)))) return certain('at-most-25');
		throw new NotTellable('there are 25 customers or fewer');
	},
	'bare-list-pages': async (ground) => {
		const first = await ground.account.get('/tasks/list');
		if (!Array.isArray(first.body)) {
			rowsOf(first);
			return certain('pages');
		}
		if (first.body.length > PAGE) return certain('whole');
		if (first.body.length < PAGE) throw new NotTellable('there are fewer than 25 tasks');
		const second = rowsOf(await ground.account.get('/tasks/list', { page: 2 }));
		const isSame = JSON.stringify(second) === JSON.stringify(first.body);
		return isSame || !second.length ? likely('whole') : certain('rows');
	},
	'unplanned-jobs': async (ground) => {
		const row = (await ground.jobs()).find(
			({ status, dateModified }) => ['created', 'cancelled'].includes(status) && wallOf(dateModified),
		);
		const { id, status, dateModified } = need(row, 'no job is only created, or cancelled');
		const changedSince = textOf(wallOf(dateModified)! - DAY - 120 * MINUTE);
		const query = { changedSince, status, pageSize: 100, sort: 'datemodified', sortOrder: 'descending' };
		const rows = rowsOf(await ground.account.get('/job/list', query));
		return certain(rows.some((each) => each.id === id) ? 'listed' : 'left-out');
	},
	'key-case': async (ground) => {
		const keys = (await ground.customers()).map(({ myId }) => String(myId ?? ''));
		const taken = new Set(keys);
		const swapped = (key: string) => (key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase());
		const key = keys.find((each) => swapped(each) !== each && !taken.has(swapped(each)));
		const { status } = await ground.account.get('/customer/details', {
			myId: swapped(need(key, 'no customer has an own ID with letters')),
		});
		return certain(status === 200 ? 'same' : 'distinct');
	},
	'short-text-ids': async (ground) => {
		const ids = (await ground.jobs()).map(({ id }) => String(id));
		if (!ids.length) throw new NotTellable('there is no job');
		return certain(ids.some((id) => /^\d{1,9}$/.test(id)) ? 'short' : 'long');
	},
	contracts: async ({ account }) => {
		const { status } = await account.get('/contract/list', { pageSize: 1 });
		if (status === 200) return certain('there');
		if (status === 404) return certain('absent');
		throw new NotTellable(`status ${status}`);
	},
	'unavailability-word': async (ground) => {
		const rows = await ground.list('/activity/list', { pageSize: 100, sort: 'startDate', sortOrder: 'descending' });
		const absences = rows.filter(({ activityType }) => String(activityType?.category).startsWith('unavail'));
		if (!absences.length) throw new NotTellable('there is no absence');
		const found = await ground.account.get('/activity/list', {
			activityType_category: 'unavailability',
			pageSize: 100,
		});
		if (found.status === 400) return certain('unavail');
		return certain(rowsOf(found).length ? 'unavailability' : 'unavail');
	},
};

async function secondPage({ account }: Ground): Promise<boolean> {
	return rowsOf(await account.get('/customer/list', { pageSize: 100, page: 2 })).length > 0;
}

/** Rows that nothing here tells, and why. */
export const untold: Record<string, string> = {
	'paid-since': 'only an invoice that is paid now would show it',
	'portal-limits': 'only more than sixty requests in a minute would show it',
};
