import { grouped, text, type FieldGroup, type Fields } from '../../shared/schema/define';
import { position } from './position';

const whole: FieldGroup = {
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

/** Where something is: whole address or its parts, and coordinates (sections "Customers", "Sites", "Jobs", "Positions"). */
export const address = {
	...grouped(whole, parts),
	position: position('Position', 'Coordinates on the map; found from the address if left out'),
} satisfies Fields;

/** Its fields, as Simplified gathers them. */
export const addressKeys = Object.keys(parts);
