import { choice, text, texts } from '../../shared/schema/define';

/** What a customer, a site or a piece of equipment is called. */
export const nameAndId = (example: string) => ({
	name: text('Name', undefined, { placeholder: `e.g. ${example}` }),
	myId,
});

/** The key under which another system knows a record. */
export const myId = text('Own ID', "This record's ID in your own system, e.g. an ERP", { placeholder: 'e.g. C-1001' });

export const priority = (description: string) =>
	choice('Priority', description, { low: 'Low', medium: 'Medium', high: 'High' });

/** @param inherited where a new record takes them from when they are left out */
export const tags = (inherited?: string) =>
	texts(
		'Tags',
		'Words separated by commas, or a list from an expression' +
			(inherited ? `; if left out, a new record takes those of its ${inherited}` : ''),
		{ placeholder: 'e.g. vip, north' },
	);

export const serialNumbers = (description: string) =>
	texts('Serial Numbers', description, { placeholder: 'e.g. SN-1001, SN-1002' });

export const skills = (description: string) =>
	texts('Skills', `${description}; words separated by commas, or a list from an expression`, {
		placeholder: 'e.g. Plumber, Electrician',
	});
