import { choice, create, flag, flagOn, list, resource, text, utcTime, words } from '../../shared/schema/define';
import { linkFilters, links, account, person } from '../fields/links';

const types = { call: 'Call', email: 'Email', meeting: 'Meeting', note: 'Note', sms: 'SMS' };
const { customer, ...others } = links('note');

/** Section "Timeline". */
export const timeline = resource('timeline', {
	label: 'Timeline Item',
	description: 'Notes and notifications on customers, sites, equipment and jobs',
	fields: {
		type: choice('Type', 'Kind of note', types),
		title: text('Title'),
		content: text('Content', 'Text of the note', { multiline: true }),
		isPinned: flag('Pinned', 'Whether the note stays on top'),
		isPublic: flag('Public', 'Whether people outside your own team see it'),
		customer: { ...customer, key: 'client', also: 'customer', guess: 'timeline-customer-key' },
		...others,
		user: person('User', 'Who wrote the note'),
	},
	simplify: {
		keep: words(
			'id type title content event source dateCreated customer.id customer.name job.id job.num user.id user.name',
		),
		dates: ['dateCreated'],
		aliases: { created: 'dateCreated', client: 'customer' },
	},
	operations: {
		create: create('POST /timeline/send', { top: ['type', 'title', 'content', 'customer', 'job'] }),
		getAll: list('GET /timeline/list', {
			paged: false,
			filters: {
				changedSince: utcTime('Changed Since', 'Only items changed after this time'),
				createdSince: utcTime('Created Since', 'Only items created after this time'),
				isPinned: flagOn('Pinned', 'Whether they are pinned; on: only pinned, off: only not pinned'),
				isPublic: flagOn('Public', 'Whether they are public; on: only public, off: only not public'),
				...linkFilters('items'),
				user: account('User', 'Only items of this user'),
				type: choice('Type', 'Only this kind of note', types),
				event: choice('Event', 'Only notifications of this event of a job', {
					created: 'Created',
					scheduled: 'Scheduled',
					unscheduled: 'Unscheduled',
					synchronized: 'Synchronized',
					started: 'Started',
					paused: 'Paused',
					completed: 'Completed',
					validated: 'Validated',
					cancelled: 'Cancelled',
					deleted: 'Deleted',
					null: 'None',
				}),
				source: choice('Source', 'Only notes, or only notifications', {
					notification: 'Notifications',
					timeline: 'Timeline',
				}),
			},
		}),
	},
});
