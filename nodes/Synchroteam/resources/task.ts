import { create, list, localTime, resource, text, utcTime, words } from '../../shared/schema/define';
import { linkFilters, links, account, person } from '../fields/links';

/** Section "Tasks". */
export const task = resource('task', {
	label: 'Task',
	description: 'To-dos of the office',
	fields: {
		content: text('Content', 'What is to be done', { multiline: true }),
		category: text('Category', 'Kind of task: email, followup, meeting, rappel (reminder), or one of your own', {
			placeholder: 'e.g. followup',
			guess: 'task-category',
		}),
		dateDue: localTime('Due Date', 'When it has to be done, in the time zone of the account', 'minute'),
		dateDone: localTime('Done Date', 'When it was done, in the time zone of the account', 'minute', {
			guess: 'task-done',
		}),
		...links('task'),
		user: person('User', 'User who is to do it'),
		userDone: person('Done By', 'User who did it', 'task-done'),
	},
	simplify: {
		keep: words(
			'id content category dateDue dateDone dateCreated customer.id customer.name job.id job.num user.id user.name userDone.name',
		),
		dates: ['dateDue', 'dateDone', 'dateCreated'],
	},
	operations: {
		create: create('POST /tasks/send', { top: ['content', 'dateDue', 'user', 'customer', 'job'] }),
		getAll: list('GET /tasks/list', {
			paged: false,
			filters: {
				changedSince: utcTime('Changed Since', 'Only tasks changed after this time'),
				createdSince: utcTime('Created Since', 'Only tasks created after this time'),
				from: utcTime('Due From', 'Only tasks due after this time'),
				to: utcTime('Due To', 'Only tasks due before this time'),
				...linkFilters('tasks'),
				user: account('User', 'Only tasks of this user'),
				userDone: account('Done By', 'Only tasks that this user did'),
				category: text('Category', 'Only tasks of this category', { placeholder: 'e.g. followup' }),
			},
		}),
	},
});
