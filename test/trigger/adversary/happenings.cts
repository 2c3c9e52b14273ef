import { facts } from './events.cts';
import { last, type ListName, type Rec } from './records.cts';
import { Scene, type SceneOptions } from './scene.cts';
import { DAY, HOUR } from './time.cts';

/** What tests let happen: the same for every event, as far as it can be. */

/** What an event is about happens to a new record, or to one that is there. */
export function happen(scene: Scene, event: string, rec?: Rec): Rec {
	const { records, time } = scene;
	const { list, kind } = facts[event];
	const target = rec && kind.is !== 'created' ? rec : records.create(list, time.now);
	if (event === 'jobReportUpdated')
		records.change(target, time.now, { report: last(target).report + 1, reportChanged: time.now });
	else if (kind.is === 'updated') records.edit(target, time.now);
	else if (event in states) records.edit(target, time.now, states[event](time.now));
	return target;
}

const completed = (now: number) => ({ status: 'completed', ended: now });
const states: Record<string, (now: number) => Partial<ReturnType<typeof last>>> = {
	jobStatusChanged: completed,
	jobCompleted: completed,
	jobCancelled: () => ({ status: 'cancelled' }),
	jobValidated: (now) => ({ status: 'validated', validated: now }),
	jobDeleted: (now) => ({ deleted: now }),
	invoicePaid: (now) => ({ status: 'paid', paid: now }),
	quotationAccepted: () => ({ status: 'accepted' }),
	partRequestCompleted: () => ({ complete: true }),
};

/** Records of long ago. */
export function fill(scene: Scene, list: ListName, count: number): Rec[] {
	const { records, time } = scene;
	return Array.from({ length: count }, (_, at) => records.create(list, time.now - 5 * DAY - at * HOUR));
}

/** A scene with records of long ago, after its activation. */
export async function activated(events: string | string[], there: number, options: SceneOptions = {}) {
	const all = typeof events === 'string' ? [events] : events;
	const scene = new Scene(all, options);
	const lists = [...new Set(all.map((event) => facts[event].list))];
	const old = lists.flatMap((list) => fill(scene, list, there));
	await scene.poll();
	if (scene.errors.length) throw scene.errors[0];
	return { scene, old };
}
