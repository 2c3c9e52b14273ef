import { text, type Fields } from '../../shared/schema/define';

/** The person to talk to (sections "Customers", "Sites", "Jobs"). */
export const contact = {
	contactFirstName: text('Contact First Name'),
	contactLastName: text('Contact Last Name'),
	contactPhone: text('Contact Phone'),
	contactMobile: text('Contact Mobile'),
	contactEmail: text('Contact Email', undefined, { placeholder: 'e.g. name@email.com' }),
} satisfies Fields;

/** Customers and sites have a fax as well; jobs have none. */
export const contactWithFax = { ...contact, contactFax: text('Contact Fax') };
