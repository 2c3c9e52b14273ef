import {
	group,
	grouped,
	text,
	words,
	type FieldGroup,
	type FieldOf,
	type Fields,
	type Row,
} from '../../shared/schema/define';
import { InputError } from '../../shared/schema/errors';
import { toExactNumber } from '../../shared/request/scalars';

/** Where a customer, a site or a job is, and whom to talk to there. */

/** A coordinate, sent as text (section "Positions"). The document limits longitudes to 90 as well, half of the real range. */
function degrees(label: string, name: string, given: Row[string], most: number) {
	if (given === undefined || given === null) return given;
	const value = toExactNumber(given, `${label}: ${name}`, most);
	if (Math.abs(value) <= most) return String(value);
	throw new InputError(
		`${label}: ${name}: "${String(given)}" is not a number between -${most} and ${most}`,
		'Enter degrees as a decimal number, e.g. 48.8566. Nothing was sent.',
	);
}

/**
 * Coordinates on the map: both, or none.
 * @param more fields next to them
 */
export const position = (label: string, description: string, more: Fields = {}): FieldOf<'group'> =>
	group(
		label,
		description,
		{
			...more,
			latitude: text('Latitude', undefined, { placeholder: 'e.g. 48.8566' }),
			longitude: text('Longitude', undefined, { placeholder: 'e.g. 2.3522' }),
		},
		({ latitude, longitude, ...others }) => {
			const at = {
				latitude: degrees(label, 'Latitude', latitude, 90),
				longitude: degrees(label, 'Longitude', longitude, 180),
			};
			const missing = at.latitude === undefined ? 'Latitude' : at.longitude === undefined ? 'Longitude' : undefined;
			if (at.latitude === at.longitude && at.latitude === undefined) return others;
			if (missing)
				throw new InputError(`${label}: ${missing} is empty`, 'Fill in both coordinates, or none. Nothing was sent.');
			return { ...others, ...at };
		},
	);

const addressGroup: FieldGroup = {
	name: 'addressFields',
	label: 'Address',
	description: 'The full address or its parts',
};

const parts = {
	address: text('Full Address', 'Whole address on one line'),
	addressStreet: text('Street', 'Street and number', { placeholder: 'e.g. 12 Rue de la Paix' }),
	addressComplement: text('Complement', 'Floor, door, building and so on'),
	addressZIP: text('ZIP Code', undefined, { placeholder: 'e.g. 75002' }),
	addressCity: text('City'),
	addressProvince: text('Province', 'Province or state'),
	addressCountry: text('Country'),
};

/** Where something is: the whole address or its parts, and coordinates (sections "Customers", "Sites", "Jobs", "Positions"). */
export const address = {
	...grouped(addressGroup, parts),
	position: position('Position', 'Coordinates on the map; found from the address if left out'),
} satisfies Fields;

/** Its fields, which the Simplified output combines into one object. */
export const addressKeys = Object.keys(parts);

const contactGroup: FieldGroup = {
	name: 'contactFields',
	label: 'Contact',
	description: 'The person to contact',
};

/** Its fields, which the Simplified output combines into one object; each kind of record has some of them. */
export const contactKeys = words(
	'contactName contactFirstName contactLastName contactPhone contactMobile contactEmail contactFax',
);

/** The person to talk to (sections "Customers", "Sites", "Jobs"). */
export const contact = grouped(contactGroup, {
	contactFirstName: text('First Name'),
	contactLastName: text('Last Name'),
	contactPhone: text('Phone'),
	contactMobile: text('Mobile'),
	contactEmail: text('Email', undefined, { placeholder: 'e.g. name@email.com' }),
});

/** Customers and sites have a fax as well; jobs have none. */
export const contactWithFax = { ...contact, ...grouped(contactGroup, { contactFax: text('Fax') }) };

/** First and last name in one field, which sites have as well. */
export const contactName = grouped(contactGroup, {
	contactName: text('Full Name', 'First and last name together', {
		guess: 'contact-name',
	}),
});
