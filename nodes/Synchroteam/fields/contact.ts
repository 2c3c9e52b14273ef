import { grouped, text, type FieldGroup } from '../../shared/schema/define';

const group: FieldGroup = {
	name: 'contactFields',
	label: 'Contact',
	description: 'The person to contact; an empty field stays as it is',
};

/** The person to talk to (sections "Customers", "Sites", "Jobs"). */
export const contact = grouped(group, {
	contactFirstName: text('Contact First Name'),
	contactLastName: text('Contact Last Name'),
	contactPhone: text('Contact Phone'),
	contactMobile: text('Contact Mobile'),
	contactEmail: text('Contact Email', undefined, { placeholder: 'e.g. name@email.com' }),
});

/** Customers and sites have a fax as well; jobs have none. */
export const contactWithFax = { ...contact, ...grouped(group, { contactFax: text('Contact Fax') }) };

/** The name in one, as sites know it as well. */
export const contactName = grouped(group, {
	contactName: text('Contact Name', 'First and last name together', {
		guess: 'contact-name',
	}),
});
