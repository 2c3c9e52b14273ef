import { randomUUID } from 'node:crypto';
import type { Json } from '../../nodes/shared/schema/define';
import { NotTellable, Refused, type Account, type Answer } from './account.cts';
import { MINUTE, textOf, wallOf } from './dates.cts';
import { certain, need, type Ground, type Probes, type Row } from './probe.cts';

/** What `--write` makes, tells by it, and takes away again: a customer, a site and a job with an own ID that says what they are. */

/** Paths that take a record away, in the order in which they have to go. */
const removals = { job: '/job/delete', site: '/site/delete', customer: '/customer/delete' };
type Kind = keyof typeof removals;

/** Records made so far, so that each of them is taken away, whatever happens. */
export class Workshop {
	readonly mark = `n8n-live-check-${randomUUID().slice(0, 8)}`;
	private readonly made: Array<{ kind: Kind; myId: string }> = [];

	constructor(private readonly account: Account) {}

	/** Makes a record under an own ID. It is noted unless it is refused: a broken answer may hide that it was made. */
	async make(kind: Kind, name: string, body: Record<string, Json>): Promise<Answer> {
		const one = { kind, myId: `${this.mark}-${name}` };
		this.made.push(one);
		const forget = () => this.made.splice(this.made.indexOf(one), 1);
		try {
			const answer = await this.account.post(`/${kind}/send`, { ...body, myId: one.myId });
			if (answer.status >= 400) forget();
			return answer;
		} catch (error) {
			if (error instanceof Refused) forget();
			throw error;
		}
	}

	/** What may be there, in words for the user. */
	get standing(): string[] {
		return this.made.map(({ kind, myId }) => `${kind} ${myId}`);
	}

	/** @returns what could not be taken away */
	async tidyUp(): Promise<string[]> {
		this.account.allowMore(Math.max(1, this.made.length) * 6);
		for (const kind of Object.keys(removals) as Kind[]) {
			for (const each of this.made.filter((one) => one.kind === kind)) {
				if (await this.remove(each)) this.made.splice(this.made.indexOf(each), 1);
			}
		}
		return this.standing;
	}

	private async remove({ kind, myId }: { kind: Kind; myId: string }): Promise<boolean> {
		try {
			const { status } = await this.account.ask('DELETE', removals[kind], { myId });
			return status < 300 || status === 404;
		} catch {
			return false;
		}
	}
}

/** The record in an answer that may hold it in a list. */
export const recordOf = ({ status, body }: Answer): Row => {
	const record = (Array.isArray(body) ? body[0] : body) as Row | undefined;
	if (status >= 300 || typeof record !== 'object' || record === null)
		throw new NotTellable(`it was answered with status ${status}`);
	return record;
};

/** Makes the three records. @throws NotTellable where one of them is refused */
export async function makeAll(ground: Ground, workshop: Workshop): Promise<void> {
	const { account } = ground;
	const sent = await workshop.make('customer', 'customer', { name: `${workshop.mark} (may be deleted)` });
	const customer = await shown(account, '/customer/details', recordOf(sent));
	const wall = need(wallOf(customer.dateModified ?? customer.dateCreated), 'its date could not be read');
	const site = recordOf(
		await workshop.make('site', 'site', { name: `${workshop.mark} site`, customer: { id: customer.id } }),
	);
	const start = Math.ceil(sent.at / (60 * MINUTE)) * 60 * MINUTE + 48 * 60 * MINUTE;
	const job = recordOf(
		await workshop.make('job', 'job', {
			customer: { id: customer.id },
			description: `${workshop.mark} (may be deleted)`,
			scheduledStart: textOf(start).slice(0, 16),
			scheduledEnd: textOf(start + 10 * MINUTE).slice(0, 16),
		}),
	);
	ground.made = {
		customer,
		site,
		job: await shown(account, '/job/details', job),
		stampedAfter: wall - sent.at,
	};
}

const shown = async (account: Account, path: string, { id }: Row): Promise<Row> =>
	recordOf(await account.get(path, { id }));

/** Whether a key of the job or site that may be ignored or refused was written. */
async function extra(
	account: Account,
	path: string,
	id: Json,
	key: string,
	value: Json,
	isWritten: (row: Row) => boolean,
) {
	const { status } = await account.post(`/${path}/send`, { id, [key]: value });
	if (status >= 400) return certain('refused');
	return certain(isWritten(await shown(account, `/${path}/details`, { id })) ? 'written' : 'ignored');
}

/** Rows that only a change tells, in their order: the last ones change the job's state. */
export const writing = (_workshop: Workshop): Probes => ({
	'contact-name': async (ground) =>
		await extra(ground.account, 'site', ground.needMade().site.id, 'contactName', 'Live Check', (row) =>
			[row.contactName, row.contactLastName, row.contactFirstName].some((each) => String(each ?? '').includes('Check')),
		),
	'job-extras': async (ground) =>
		await extra(ground.account, 'job', ground.needMade().job.id, 'duration', 83, (row) => Number(row.duration) === 83),
	'emptied-value': async (ground) => {
		const { id } = ground.needMade().job;
		const { status } = await ground.account.post('/job/send', { id, scheduledStart: null, scheduledEnd: null });
		if (status >= 400) return certain('refused');
		const row = await shown(ground.account, '/job/details', { id });
		const wall = wallOf(row.scheduledStart);
		return certain(wall === undefined || wall < 0 ? 'null' : 'ignored');
	},
	'schedule-dates': async (ground) => {
		const { account } = ground;
		const { id, scheduledStart } = ground.needMade().job;
		const wall = need(wallOf(scheduledStart), 'the job has no start');
		const { status } = await account.post('/job/schedule', { id, scheduledStart: textOf(wall).slice(0, 16) });
		return certain(status >= 400 ? 'both' : 'one');
	},
	'unschedule-answer': async (ground) => {
		const { account } = ground;
		const { id, scheduledStart } = ground.needMade().job;
		const wall = need(wallOf(scheduledStart), 'the job has no start');
		const [start, end] = [wall, wall + 10 * MINUTE].map((each) => textOf(each).slice(0, 16));
		const users = await ground.list('/user/list', { pageSize: 100 });
		const user = need(
			users.find(({ login }) => login),
			'there is no user',
		);
		await account.post('/job/schedule', { id, scheduledStart: start, scheduledEnd: end, technician: { id: user.id } });
		const { body } = await account.post('/job/unschedule', { id });
		const { status } = (Array.isArray(body) ? body[0] : body) as Row;
		if (status === 'created' || status === 'scheduled') return certain(status);
		throw new NotTellable('another status was answered');
	},
	'deleted-found': async (ground) => {
		const { site } = ground.needMade();
		const { status } = await ground.account.ask('DELETE', '/site/delete', { id: site.id });
		if (status >= 300) throw new NotTellable(`deleting was answered with status ${status}`);
		const after = await ground.account.get('/site/details', { id: site.id });
		return certain(after.status === 200 ? 'found' : 'absent');
	},
});
