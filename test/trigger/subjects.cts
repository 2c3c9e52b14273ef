import type { State } from '../../sandbox/index.cts';

/** How records of each event are made and changed in the sandbox, and what deliveries of the event are held against. */

export interface Subject {
	/** What a delivery is about: a record's creation, its content, its report, or something that happens to it. */
	fact: 'creation' | 'content' | 'report' | 'happening';
	/** Where the text of a version stands in what is delivered. */
	text: string;
	/** Makes what the records need. */
	prepare?(state: State): void;
	create(state: State, text: string): unknown;
	change(state: State, id: string, text: string): void;
	/** Changes what rows do not show. */
	hide?(state: State, id: string, text: string): void;
	happen?(state: State, id: string, now: number): void;
	/** Leaves the state again, so that it can happen once more. */
	leave?(state: State, id: string): void;
}

type Store = keyof State;
const idOf = (id: string) => (/^\d+$/.test(id) ? Number(id) : id);

function of(
	store: Store,
	text: string,
	body: (text: string) => object,
	more: Partial<Subject> = {},
): Omit<Subject, 'fact'> {
	return {
		text,
		create: (state, version) => state[store].create(body(version)).id,
		change: (state, id, version) => void state[store].change(idOf(id), { [text]: version }),
		...more,
	};
}

const customers = of('customers', 'name', (name) => ({ name }));
const sites = of('sites', 'name', (name) => ({ name, customer: { myId: 'client' } }), {
	prepare: (state) => void state.customers.create({ name: 'Client', myId: 'client' }),
});
const equipment = of('equipment', 'name', (name) => ({ name, customer: { myId: 'client' } }), {
	prepare: sites.prepare,
});
const parts = of('parts', 'name', (name) => ({ name, reference: name }));
const jobs = of('jobs', 'description', (description) => ({ description, customer: { myId: 'client' } }), {
	prepare: sites.prepare,
});
const billing = (store: 'invoices' | 'quotations' | 'creditNotes') =>
	of(store, 'description', (description) => ({ description, customer: { myId: 'client' } }), {
		prepare: sites.prepare,
	});
const partRequests = of(
	'partRequests',
	'quantity',
	(version) => ({
		source: { idStock: depots[0] },
		destination: { idStock: depots[1] },
		user: { login: 'buyer' },
		part: { reference: 'P-1' },
		quantity: Number(version.slice(1)),
	}),
	{
		prepare: (state) => {
			depots = [0, 1].map((at) => state.depots.create({ name: `Depot ${at}` }).id);
			state.users.create({
				login: 'buyer',
				firstName: 'B',
				lastName: 'Uyer',
				email: 'b@example.com',
				password: 'secret',
			});
			state.parts.create({ name: 'Part', reference: 'P-1' });
		},
		change: (state, id, version) => void state.partRequests.change(id, { quantity: Number(version.slice(1)) }),
	},
);
let depots: unknown[] = [];
const tasks = of('tasks', 'content', (content) => ({ content }));
const timeline = of('timeline', 'content', (content) => ({ content, title: 'Note', type: 'note' }));

const report = (state: State, id: string, text: string) =>
	void state.jobs.change(id, {
		report: [{ name: 'Block', items: [{ name: 'Item', value: text }] }],
		reportChangedAt: stampOf(state, id),
	});
/** Changes are stamped by the clock: a first one tells it. */
const stampOf = (state: State, id: string) => state.jobs.change(id, {}).modifiedAt;
const scheduled: Subject['create'] = (state, text) =>
	state.jobs.change(jobs.create(state, text), { status: 'scheduled' }).id;
const status =
	(value: string, dated: (now: number) => object = () => ({})) =>
	(state: State, id: string, now: number) =>
		void state.jobs.change(id, { status: value, ...dated(now) });
const back = (state: State, id: string) => void state.jobs.change(id, { status: 'paused' });

const created = (subject: Omit<Subject, 'fact'>): Subject => ({ ...subject, fact: 'creation' });
const changed = (subject: Omit<Subject, 'fact'>): Subject => ({ ...subject, fact: 'content' });
const happens = (subject: Omit<Subject, 'fact'>, happen: Subject['happen'], more: Partial<Subject> = {}): Subject => ({
	...subject,
	fact: 'happening',
	happen,
	...more,
});

export const subjects: Record<string, Subject> = {
	customerCreated: created(customers),
	customerUpdated: changed(customers),
	siteCreated: created(sites),
	siteUpdated: changed(sites),
	equipmentCreated: created(equipment),
	equipmentUpdated: changed(equipment),
	partUpdated: changed(parts),
	jobCreated: created(jobs),
	jobUpdated: changed({ ...jobs, hide: report }),
	jobStatusChanged: happens(jobs, status('started'), { leave: back }),
	jobCompleted: happens(
		jobs,
		status('completed', (now) => ({ actualEnd: now })),
		{ leave: back },
	),
	jobCancelled: happens(jobs, status('cancelled'), { leave: back }),
	jobValidated: happens(
		jobs,
		status('validated', (now) => ({ validateBy: { user: 1, date: now } })),
	),
	// Jobs that are only created may be absent from this filter, and have no report that anybody fills in.
	jobReportUpdated: { ...jobs, create: scheduled, fact: 'report', hide: report },
	jobDeleted: happens(jobs, (state, id) => state.jobs.delete(id)),
	invoiceCreated: created(billing('invoices')),
	invoiceUpdated: changed(billing('invoices')),
	invoicePaid: happens(
		billing('invoices'),
		(state, id, now) => void state.invoices.change(Number(id), { status: 'paid', paidAt: now, paymentDate: now }),
	),
	quotationCreated: created(billing('quotations')),
	quotationUpdated: changed(billing('quotations')),
	quotationAccepted: happens(
		billing('quotations'),
		(state, id) => void state.quotations.change(Number(id), { status: 'accepted' }),
		{ leave: (state, id) => void state.quotations.change(Number(id), { status: 'sent' }) },
	),
	creditNoteCreated: created(billing('creditNotes')),
	creditNoteUpdated: changed(billing('creditNotes')),
	partRequestCreated: created(partRequests),
	partRequestUpdated: changed(partRequests),
	// What is fulfilled stays so: nothing takes it back.
	partRequestCompleted: happens(partRequests, (state, id) => void state.partRequests.change(id, { isComplete: true })),
	taskCreated: created(tasks),
	taskUpdated: changed(tasks),
	timelineCreated: created(timeline),
	timelineUpdated: changed(timeline),
};
