import { choice, create, flag, flagOn, list, resource, text, utcTime, words } from '../../shared/schema/define';
import { linkFilters, links } from '../fields/links';
import { account, person } from '../fields/person';

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
		also: { created: 'dateCreated', client: 'customer' },
	},
	operations: {
		create: create('POST /timeline/send', { top: ['type', 'title', 'content', 'customer', 'job'] }),
		getAll: list('GET /timeline/list', {
			paged: false,
			filters: {
				changedSince: utcTime('Changed Since', 'Only items changed after this time'),
				createdSince: utcTime('Created Since', 'Only items created after this time'),
				isPinned: flagOn('Pinned', 'Whether to return pinned items; turn it off for the others'),
				isPublic: flagOn('Public', 'Whether to return public items; turn it off for the others'),
				...linkFilters('items'),
				user: account('User', 'Only items of this user'),
				type: choice('Type', 'Only this kind of note', types),
				event: choice('Event', 'Only notifications of this event of a job', {
					cancelled: 'Cancelled',
					completed: 'Completed',
					created: 'Created',
					deleted: 'Deleted',
					null: 'None',
					paused: 'Paused',
					scheduled: 'Scheduled',
					started: 'Started',
					synchronized: 'Synchronized',
					unscheduled: 'Unscheduled',
					validated: 'Validated',
				}),
				source: choice('Source', 'Only notes, or only notifications', {
					notification: 'Notifications',
					timeline: 'Timeline',
				}),
			},
		}),
	},
});
