import { text, type Fields } from '../../shared/schema/define';

/**
 * Who gets the work or the invoice, as flat fields (requests "Portal Post Work Order JSON").
 * @param prefix beginning of the names in the API, e.g. `invoice_customer_`
 * @param who beginning of the labels
 */
export const party = (prefix: string, who: string): Fields => ({
	[`${prefix}name`]: text(`${who} Name`, undefined, { placeholder: 'e.g. Acme Elevators' }),
	[`${prefix}debtor_nr`]: text(`${who} Debtor Number`, 'Number in the bookkeeping'),
	[`${prefix}street`]: text(`${who} Street`, 'Street and number', { placeholder: 'e.g. Spoorven 1' }),
	[`${prefix}zip`]: text(`${who} ZIP Code`, undefined, { placeholder: 'e.g. 3511DE' }),
	[`${prefix}city`]: text(`${who} City`),
	[`${prefix}country`]: text(`${who} Country`),
	[`${prefix}contact_person`]: text(`${who} Contact Person`),
	[`${prefix}email`]: text(`${who} Email`, undefined, { placeholder: 'e.g. name@email.com' }),
	[`${prefix}phone`]: text(`${who} Phone`),
	[`${prefix}remark`]: text(`${who} Remark`, undefined, { multiline: true }),
});
