import { InputError } from '../../shared/schema/errors';
import {
	choice,
	number,
	reference,
	rows,
	text,
	utcTime,
	words,
	type Row,
	type Simplify,
	type Sort,
} from '../../shared/schema/define';
import { records } from '../records';
import { customFieldValues } from './common';
import { linkFilters, links } from './links';

/** What invoices, quotations and credit notes have in common (sections "Invoices", "Quotations", "Credit Notes"). */

/** An amount that is sent as text. */
const amount = (label: string, description: string | undefined, example: string) =>
	text(label, description, { placeholder: `e.g. ${example}`, decimals: '.' });

const lineFields = {
	partReference: reference(
		records.part,
		'Part from the catalog, which gives the description if that is left out; enter price and tax',
		{
			modes: ['reference'],
			bare: true,
		},
	),
	description: text('Description', 'What the line is for; the description of the part if left out'),
	quantity: amount('Quantity', undefined, '2'),
	unitPrice: amount('Unit Price', 'Price per unit, before tax', '19.95'),
	discountPercent: amount('Discount (%)', undefined, '10'),
	taxRate: reference(records.taxRate, 'Choose From List, or enter it in percent', {
		label: 'Tax Rate (%)',
		hint: 'Without a tax rate, the line has no tax',
		modes: ['rate'],
		bare: true,
	}),
	subTotal: amount('Subtotal', 'Amount before tax, after the discount; optional', '35.91'),
	taxAmt: amount('Tax', 'Amount of the tax; optional', '7.18'),
	total: amount('Total', 'Amount including tax; optional', '43.09'),
};
const lines = rows('Lines', 'Line', 'What is billed or offered', lineFields, {
	shown: ['description', 'quantity', 'unitPrice', 'taxRate'],
});

/**
 * Body of an invoice or a quotation.
 * @param kind value of `type`
 */
export function billingFields(kind: 'invoice' | 'quotation', label: string, statuses: Record<string, string>) {
	const { customer, site, job } = links(kind);
	return {
		num: number('Number', `Number of the ${kind}; Synchroteam assigns one if left out`, {
			integer: true,
			min: 1,
			always: true,
		}),
		reference: text('Reference', undefined, { placeholder: `e.g. 132_${label}_12_6_2026` }),
		status: choice('Status', `Status of the ${kind}`, statuses),
		description: text('Description', `Title of the ${kind}`),
		customer,
		site,
		job,
		lines,
		action: choice(
			'Existing Lines',
			'What becomes of the lines that the record already has',
			{ add: 'Keep and Add', replace: 'Replace' },
			{ guess: 'lines-action' },
		),
		customFieldValues,
	};
}

/** What the service does with lines without an action is not documented, so the action is always sent. */
export const addsLines = (body: Row): Row =>
	refuseNoLines(body).lines === undefined ? body : { action: 'add', ...body };

/**
 * Replace needs lines, even in a Create, whose record may turn out to exist. Only an empty list that is given removes all lines.
 * @throws InputError for Replace without lines
 */
function refuseNoLines(body: Row): Row {
	if (body.action === 'replace' && body.lines === undefined)
		throw new InputError(
			'Existing Lines is Replace, but there are no lines',
			'Add Lines, or use Keep and Add. To remove all lines, set Lines (JSON) to the expression {{ [] }}. Nothing was sent.',
		);
	return body;
}

/**
 * Keeps the lines as they are if none are given: to change only the status, the service expects the action that adds lines,
 * without lines (section "Create/Update an invoice").
 * @throws InputError for Replace without lines
 */
export const keepLines = (body: Row): Row =>
	addsLines(body).status === undefined || body.lines !== undefined
		? addsLines(body)
		: { action: 'add', lines: [], ...body };

/** Filters of the three lists; quotations and credit notes have no date of payment. */
export function billingFilters(plural: string, statuses: Record<string, string>) {
	const { customer, site, job } = linkFilters(plural);
	return {
		changedSince: utcTime('Changed Since', `Only ${plural} changed after this time`),
		createdSince: utcTime('Created Since', `Only ${plural} created after this time`),
		status: choice('Status', `Only ${plural} with this status`, statuses),
		customer,
		site,
		job,
	};
}

export const billingSort: Sort = {
	by: { changedSince: 'Change Date', num: 'Number', paidSince: 'Payment Date', status: 'Status' },
	order: 'descending',
};

export const billingSimplify: Simplify = {
	keep: [
		...words('id num reference status description customer.id customer.name site.id'),
		...words('site.name job.id job.num dateCreated subtotal taxAmt total customFields'),
	],
	dates: ['dateCreated'],
	otherDates: ['paymentDate'],
	customFields: 'customFieldValues',
};
