import { grouped, text, words, type FieldGroup } from '../../shared/schema/define';

const group: FieldGroup = {
	name: 'contactFields',
	label: 'Contact',
	description: 'The person to contact',
};

/** Its fields, as Simplified gathers them: each kind of record has some of them. */
export const contactKeys = words(
	'contactName contactFirstName contactLastName contactPhone contactMobile contactEmail contactFax',
);

/** The person to talk to (sections "Customers", "Sites", "Jobs"). */
export const contact = grouped(group, {
	contactFirstName: text('First Name'),
	contactLastName: text('Last Name'),
	contactPhone: text('Phone'),
	contactMobile: text('Mobile'),
	contactEmail: text('Email', undefined, { placeholder: 'e.g. name@email.com' }),
});

/** Customers and sites have a fax as well; jobs have none. */
export const contactWithFax = { ...contact, ...grouped(group, { contactFax: text('Fax') }) };

/** The name in one, as sites know it as well. */
export const contactName = grouped(group, {
	contactName: text('Full Name', 'First and last name together', {
		guess: 'contact-name',
	}),
});
