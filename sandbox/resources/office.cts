import type { Account, StoreName } from '../account.cts';
import { parseLocal } from '../dates.cts';
import { badRequest } from '../errors.cts';
import { computed, kept, moment, plain, plains, ref, stamp } from '../fields.cts';
import { contains, equals, type Filter, page, selection, since } from '../list.cts';
import { resolve, target } from '../references.cts';
import { type Definition, type Handlers, insert, save, show } from '../resource.cts';
import type { Row } from '../types.cts';

const links: Record<string, StoreName> = {
	customer: 'customers',
	site: 'sites',
	equipment: 'equipment',
	job: 'jobs',
	user: 'users',
	userDone: 'users',
};

/** What timeline items, tasks and attachments hang on. */
const places = {
	customer: ref('customers'),
	site: ref('sites'),
	equipment: ref('equipment'),
	job: ref('jobs'),
};

const when = { changedSince: since('modifiedAt'), createdSince: since('createdAt') };

export const timeline: Definition = {
	store: 'timeline',
	fields: {
		...plains('type', 'title', 'content'),
		isPinned: plain(false),
		isPublic: plain(false),
		dateCreated: stamp((row) => row.createdAt),
		event: kept(),
		source: kept('timeline'),
		...places,
		user: ref('users'),
	},
	aliases: { client: 'customer' },
	links,
	filters: {
		...when,
		isPinned: equals('isPinned'),
		isPublic: equals('isPublic'),
		type: equals('type'),
		event: (value: string) => (row) => (row.event ?? 'null') === value,
		source: equals('source'),
	},
};

const due =
	(holds: (row: Row, at: number) => boolean): Filter =>
	(value, _, name) => {
		const at = parseLocal(value, 'utc', name);
		return (row) => row.dateDue !== null && holds(row, at);
	};

export const tasks: Definition = {
	store: 'tasks',
	fields: {
		content: plain(),
		dateDue: moment(),
		dateDone: moment(),
		dateCreated: stamp((row) => row.createdAt),
		...places,
		user: ref('users'),
		userDone: ref('users'),
		category: plain('followup'),
	},
	links,
	filters: {
		...when,
		from: due((row, at) => row.dateDue > at),
		to: due((row, at) => row.dateDue < at),
		category: equals('category'),
	},
};

export const attachments: Definition = {
	store: 'attachments',
	fields: {
		name: plain(),
		url: computed((row, account) =>
			row.isExternalLink ? row.link : `${account.base}/app/Attachment/Download/${row.key}`,
		),
		isPrivate: plain(false),
		isExternalLink: plain(false),
		...places,
	},
	instructions: ['fileName', 'fileData', 'url'],
	links,
	filters: { name: contains('name') },
	beforeSave: keepFile,
};

/** Keeps what was sent, byte for byte, under a key of its own. */
function keepFile(account: Account, patch: Partial<Row>, _: Row | null, body: any): void {
	if (body.isExternalLink) {
		patch.link = body.url;
		return;
	}
	const bytes = Buffer.from(body.fileData, 'base64');
	if (bytes.toString('base64').replace(/=+$/, '') !== body.fileData.replace(/[\s=]+/g, '')) {
		throw badRequest('fileData is not Base64');
	}
	patch.name ||= body.fileName;
	patch.key = account.guid();
	account.files.set(patch.key, {
		fileName: body.fileName,
		mimeType: 'application/octet-stream',
		bytes,
	});
}

export const messages: Definition = {
	store: 'messages',
	fields: { ...plains('title', 'message', 'priority'), users: plain([]) },
};

/** Lists that the samples show as a bare array, or in pages where the dialect says so. */
const bareList =
	(definition: Definition) =>
	(account: Account, { query }: { query: Record<string, any> }) => {
		const pages = account.reads('bare-list-pages');
		const shown = (row: Row) => show(definition, account, row);
		if (pages === 'whole') return selection(definition, account, query).map(shown);
		const answer = page(definition, account, query, shown);
		return pages === 'pages' ? answer : answer.data;
	};

export const officeHandlers: Handlers = {
	timeline_list: bareList(timeline),
	task_list: bareList(tasks),
	// The answer to a new item uses other names than the list (sample of "Create a Timeline item").
	timeline_send: (account, call) => {
		const shown = show(timeline, account, save(timeline, account, call));
		const { dateCreated, customer, ...rest } = shown;
		return { ...rest, created: dateCreated, client: customer };
	},
	attachment_create: (account, call) => show(attachments, account, save(attachments, account, call)),
	message_send: (account, { body }) => {
		const users = (body.users ?? []).map((value: any, at: number) => {
			const user = resolve(account, 'users', value, `users.${at}`);
			if (!user) throw badRequest(`users.${at} names nobody`);
			return user;
		});
		if (users.length === 0) throw badRequest('users: a message needs a recipient');
		const { title = null, message = null, priority = null } = body;
		insert(messages, account, { title, message, priority, users: users.map(({ id }: Row) => id) });
		return { title, message, priority, users: users.map(target('users').summary) };
	},
};
