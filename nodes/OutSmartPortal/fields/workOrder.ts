import {
	choice,
	day,
	flagOn,
	group,
	grouped,
	json,
	number,
	prefixed,
	rows,
	text,
	utcTime,
	type Choice,
	type FieldGroup,
	type Fields,
} from '../../shared/schema/define';

const answers: Choice[] = [
	{ value: 1, label: 'Yes' },
	{ value: 0, label: 'No' },
];
/** For fields that the samples contain but nothing explains. */
const unexplained = 'portal-field-names';
/** A switch that the portal stores as 1 or 0. */
const yesNo = (label: string, description: string, guess?: string) => choice(label, description, answers, { guess });
const whole = (label: string, description?: string, guess?: string) =>
	number(label, description, { integer: true, guess });
/** A day of the portal, written `dd-MM-yyyy`. */
const portalDay = (label: string, description?: string, guess?: string) =>
	day(label, description, { format: 'dd-MM-yyyy', guess });
const stamp = (label: string, description: string) => utcTime(label, description, 'second', { format: 'timestamp' });

const fieldGroup = (name: string, label: string, description: string, more: Partial<FieldGroup> = {}): FieldGroup => ({
	name: `${name}Fields`,
	label,
	description,
	...more,
});
const groups = {
	references: fieldGroup('references', 'References', 'Numbers of the order in other systems'),
	customer: fieldGroup('customer', 'Customer', 'The customer for whom the work is done'),
	invoiceCustomer: fieldGroup('invoiceCustomer', 'Invoice Customer', 'The customer who gets the invoice'),
	planning: fieldGroup('planning', 'Planning', 'When the work is done and who does it'),
	codes: fieldGroup('codes', 'Codes', 'Codes of your portal and what they stand for'),
	bookkeeping: fieldGroup('bookkeeping', 'Portal Bookkeeping', 'What the portal usually fills in itself', {
		last: true,
	}),
};

/**
 * Who gets the work or the invoice, as flat fields (requests "Portal Post Work Order JSON").
 * @param prefix start of the names in the API, e.g. `invoice_customer_`
 */
const party = <Prefix extends string>(prefix: Prefix) =>
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

/** Body of a work order; the two samples of "Portal Post Work Order JSON" together have these fields. */
export const workOrderFields = {
	workorder_nr: text(
		'Work Order Number',
		'Your number for the work order, also used to get it later. A number that already exists is refused.',
		{ placeholder: 'e.g. WO-1001' },
	),
	ordersJson: json(
		'Orders (JSON)',
		'Array of work orders for one request, for expressions. The other fields apply to each order that does not set them itself.',
		{ array: true },
	),
	status: text('Status', 'Status of the order, as named in your portal', { placeholder: 'e.g. Klaargezet' }),
	work_description: text('Work Description', 'What is to be done', { multiline: true }),
	...grouped(groups.references, {
		order_nr: text('Order Number', 'Number of the order in the portal'),
		reference: text('Reference'),
		external_reference: text('External Reference', 'Reference in another system'),
		project_nr: text('Project Number'),
		external_project_nr: text('External Project Number', 'Number of the project in another system'),
		project_activity_nr: text('Project Activity Number'),
		job_nr: text('Job Number'),
		contract_number: text('Contract Number'),
	}),
	...grouped(groups.customer, {
		...party('customer_'),
		customer_name: text('Customer Name', undefined, { placeholder: 'e.g. Acme Elevators' }),
		customer_latitude: text('Latitude', undefined, { placeholder: 'e.g. 52.0907' }),
		customer_longitude: text('Longitude', undefined, { placeholder: 'e.g. 5.1214' }),
	}),
	...grouped(groups.invoiceCustomer, party('invoice_customer_')),
	...grouped(groups.planning, {
		employee_nr: text('Employee Number', 'Number of the employee who does the work'),
		employee_name: text('Employee Name', 'Name of the employee who does the work'),
		date_work_start: portalDay('Start Date', 'First day of the work'),
		time_work_start: text('Start Time', 'Time at which the work starts', {
			clock: true,
			placeholder: 'e.g. 08:30',
			guess: 'portal-times',
		}),
		date_work_end: portalDay('End Date', 'Last day of the work'),
		time_work_end: text('End Time', 'Time at which the work ends', {
			clock: true,
			placeholder: 'e.g. 16:30',
			guess: 'portal-times',
		}),
		deadline: portalDay('Deadline', 'Day by which the work has to be done', 'portal-days'),
		duration: whole('Duration', 'How long the work takes, in the unit of your portal', unexplained),
		overnight_stay: whole('Overnight Stays', 'Number of nights away', unexplained),
		pickup_planning: yesNo('Pickup Planning', 'Whether technicians may pick up the order themselves', unexplained),
		web_planning: yesNo('Web Planning', 'Whether the order is planned on the web', unexplained),
		planning_locked: yesNo('Planning Locked', 'Whether the planning is locked', unexplained),
		planning_flagged: yesNo('Planning Flagged', 'Whether the planning is flagged', unexplained),
	}),
	...grouped(groups.codes, {
		contact_person_code: text('Contact Person Code'),
		invoice_contact_person_code: text('Invoice Contact Person Code'),
		address_code: text('Address Code'),
		error_code: text('Fault Code'),
		error_message: text('Fault', 'What is broken'),
		solution_code: text('Solution Code'),
		solution_message: text('Solution', 'How it was fixed'),
		priority_code: text('Priority Code'),
		priority_message: text('Priority'),
		warranty_code: text('Warranty Code'),
		sla_code: text('SLA Code', 'Code of the service level'),
		pgp_code: text('Price Group Code', undefined, { guess: unexplained }),
	}),
	work_status: text('Work Status', 'Status of the work'),
	work_finished: yesNo('Work Finished', 'Whether the work is done'),
	type_of_work: text('Type of Work', 'Kind of work, as named in your portal', { placeholder: 'e.g. Standaard' }),
	internal_work_description: text('Internal Work Description', 'Description that the customer does not see', {
		multiline: true,
	}),
	short_work_description: text('Short Work Description', 'What is to be done, in a few words'),
	comment: text('Comment', 'Remark of the technician', { multiline: true }),
	WorkAddress: group('Work Address', 'Address where the work is done', {
		adr_id: number('Address ID', 'ID of an address that the portal knows', { integer: true }),
		adr_name: text('Name'),
		adr_line_1: text('Street', 'Street and number'),
		adr_zip: text('ZIP Code'),
		adr_city: text('City'),
		adr_country: text('Country'),
		adr_remark: text('Remark'),
	}),
	ContactPerson: group('Contact Person', 'The person to contact', {
		cpn_id: number('Contact ID', 'ID of a contact that the portal knows', { integer: true }),
		cpn_name: text('Name'),
		cpn_email: text('Email', undefined, { placeholder: 'e.g. name@email.com' }),
		cpn_phone: text('Phone'),
	}),
	dayparts: rows(
		'Dayparts',
		'Daypart',
		'Parts of the day when the work can or cannot be done',
		{
			date: day('Date', 'Day to which this applies'),
			code: text('Part of the Day', undefined, {
				placeholder: 'e.g. MORNING',
				guess: 'portal-daypart',
			}),
			available: flagOn('Available', 'Whether the work can be done then'),
		},
		{ whole: (list) => ({ type: 'daypart-calendar', data: list }) },
	),
	customFields: rows(
		'Custom Fields',
		'Custom Field',
		"Values of your portal's own fields",
		{
			key: text('Key', 'Name of the field in the portal', { placeholder: 'e.g. val_value_1' }),
			value: text('Value'),
		},
		{ pairs: true },
	),
	payment_method: text('Payment Method'),
	signature: text('Signature'),
	signed_by: text('Signed By', 'Who signed'),
	signature_contact_person: text('Signature Contact Person', 'Contact person who signed'),
	accountmanager: text('Account Manager'),
	minimum_hours: text('Minimum Hours', 'Minimum number of hours charged', {
		placeholder: 'e.g. 0.50',
		guess: unexplained,
	}),
	rounding_amount: text('Rounding Amount', 'Unit to which hours are rounded', {
		placeholder: 'e.g. 0.25',
		guess: unexplained,
	}),
	layout: text('Layout', 'Layout of the work order', { placeholder: 'e.g. PDF' }),
	force_layout: text('Force Layout', 'Layout that takes precedence', { guess: unexplained }),
	...grouped(groups.bookkeeping, {
		archived: whole('Archived', 'Archiving status', unexplained),
		imported: yesNo('Imported', 'Whether the order was imported', unexplained),
		moneybird_sent: yesNo('Moneybird Sent', 'Whether the order was sent to Moneybird', unexplained),
		registration_date: portalDay('Registration Date', 'Day on which the order was registered', 'portal-days'),
		created_at: stamp('Created At', 'When the order was created'),
		created_by: text('Created By', undefined, { placeholder: 'e.g. name@email.com' }),
		updated_at: stamp('Updated At', 'When the order was last changed'),
		updated_by: text('Updated By', undefined, { placeholder: 'e.g. name@email.com' }),
		udid: text('Device ID', undefined, { guess: unexplained }),
		client_id: whole('Client ID', undefined, unexplained),
		parent_customer_id: whole('Parent Customer ID', undefined, unexplained),
		worksheet_rec_id: whole('Worksheet Record ID', undefined, unexplained),
		rec_worksheet_id: whole('Record Worksheet ID', undefined, unexplained),
	}),
} satisfies Fields;
