import { prefixed, text } from '../../shared/schema/define';

/**
 * Who gets the work or the invoice, as flat fields (requests "Portal Post Work Order JSON").
 * @param prefix beginning of the names in the API, e.g. `invoice_customer_`
 * @param who beginning of the labels
 */
export const party = <Prefix extends string>(prefix: Prefix, who: string) =>
	prefixed(prefix, {
		name: text(`${who} Name`, undefined, { placeholder: 'e.g. Acme Elevators' }),
		debtor_nr: text(`${who} Debtor Number`, 'Number in the bookkeeping'),
		street: text(`${who} Street`, 'Street and number', { placeholder: 'e.g. Spoorven 1' }),
		zip: text(`${who} ZIP Code`, undefined, { placeholder: 'e.g. 3511DE' }),
		city: text(`${who} City`),
		country: text(`${who} Country`),
		contact_person: text(`${who} Contact Person`),
		email: text(`${who} Email`, undefined, { placeholder: 'e.g. name@email.com' }),
		phone: text(`${who} Phone`),
		remark: text(`${who} Remark`, undefined, { multiline: true }),
	});
