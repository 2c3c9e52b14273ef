import { prefixed, text } from '../../shared/schema/define';

/**
 * Who gets the work or the invoice, as flat fields (requests "Portal Post Work Order JSON").
 * @param prefix beginning of the names in the API, e.g. `invoice_customer_`
 */
export const party = <Prefix extends string>(prefix: Prefix) =>
	prefixed(prefix, {
		name: text('Name', undefined, { placeholder: 'e.g. Acme Elevators' }),
		debtor_nr: text('Debtor Number', 'Customer number in your accounting'),
		street: text('Street', 'Street and number', { placeholder: 'e.g. Spoorven 1' }),
		zip: text('ZIP Code', undefined, { placeholder: 'e.g. 3511DE' }),
		city: text('City'),
		country: text('Country'),
		contact_person: text('Contact Person'),
		email: text('Email', undefined, { placeholder: 'e.g. name@email.com' }),
		phone: text('Phone'),
		remark: text('Remark', undefined, { multiline: true }),
	});
