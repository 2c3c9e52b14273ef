import { recordTypes } from '../shared/schema/define';

/** Identifiers of customers, sites and equipment that every endpoint takes. */
export const ids = ['id', 'myId'] as const;

/** The records that others refer to: how they are looked up, and how "From List" shows them. Their lists are in resources/. */
export const records = recordTypes({
	customer: {
		label: 'Customer',
		by: { id: 'integer', myId: 'text', name: 'text', email: 'text' },
		listed: { text: ['name', 'myId', 'addressCity'] },
	},
	site: {
		label: 'Site',
		by: { id: 'integer', myId: 'text', name: 'text' },
		examples: { myId: 'S-1001', name: 'Acme, north plant' },
		listed: { text: ['name', 'myId', 'addressCity'] },
	},
	equipment: {
		label: 'Equipment',
		by: { id: 'integer', myId: 'text', name: 'text' },
		examples: { myId: 'E-1001', name: 'Boiler 2' },
		listed: { text: ['name', 'myId'] },
	},
	job: {
		label: 'Job',
		by: { id: 'text', num: 'integer', myId: 'text' },
		examples: { myId: 'ORDER-1001' },
		// The service cannot search this list by text; the newest records come first and are filtered here.
		listed: {
			query: { sort: 'num', sortOrder: 'descending' },
			text: ['num', 'customer.name', 'description'],
		},
	},
	jobType: {
		label: 'Job Type',
		by: { id: 'integer', name: 'text' },
		examples: { name: 'Maintenance' },
		listed: { text: ['name'] },
	},
	reportTemplate: {
		label: 'Report Template',
		by: { id: 'integer', name: 'text' },
		examples: { name: 'Repair report' },
		listed: { text: ['name'] },
	},
	user: {
		label: 'User',
		by: { id: 'integer', login: 'text' },
		alsoBy: { name: 'text' },
		examples: { name: 'Jane Doe' },
		listed: { text: ['firstName lastName', 'login'] },
	},
	activity: {
		label: 'Activity',
		by: { id: 'integer' },
		listed: {
			query: { sort: 'startDate', sortOrder: 'descending' },
			text: ['activityType.name', 'user.login', 'dateStart'],
		},
	},
	activityType: {
		label: 'Activity Type',
		by: { id: 'integer', name: 'text' },
		examples: { name: 'Training' },
		listed: { text: ['name'] },
	},
	block: {
		label: 'Block',
		by: { id: 'integer' },
		listed: { text: ['name'] },
	},
	contract: {
		label: 'Contract',
		by: { id: 'text', num: 'integer' },
		examples: { id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', num: '12' },
		listed: { text: ['name', 'num', 'customer.name'] },
	},
	recurrence: {
		label: 'Recurrence',
		by: { id: 'integer', num: 'integer', myId: 'text' },
		examples: { num: '12', myId: 'PLAN-1001' },
		listed: { text: ['description', 'num', 'customer.name'] },
	},
	team: {
		label: 'Team',
		by: { id: 'integer', name: 'text' },
		examples: { name: 'North' },
		listed: { text: ['name'] },
	},
	jobSchedulingWindow: {
		label: 'Scheduling Window',
		by: { id: 'integer', name: 'text' },
		examples: { name: 'Morning' },
		listed: { text: ['name', 'startTime', 'endTime'] },
	},
	invoice: {
		label: 'Invoice',
		by: { id: 'integer', num: 'integer', reference: 'text' },
		examples: { num: '132', reference: '132_Invoice_12_6_2026' },
		listed: { query: { sortOrder: 'descending' }, text: ['num', 'reference', 'customer.name'] },
	},
	quotation: {
		label: 'Quotation',
		by: { id: 'integer', num: 'integer', reference: 'text' },
		examples: { num: '132', reference: '132_Quotation_12_6_2026' },
		listed: {
			query: { sortOrder: 'descending' },
			text: ['num', 'reference', 'customer.name'],
		},
	},
	creditNote: {
		label: 'Credit Note',
		by: { id: 'integer', num: 'integer', reference: 'text' },
		examples: { num: '132', reference: '132_CreditNote_12_6_2026' },
		listed: {
			query: { sortOrder: 'descending' },
			text: ['num', 'customer.name', 'description'],
		},
	},
	attachment: {
		label: 'Attachment',
		by: { id: 'integer' },
		listed: { text: ['name', 'customer.name', 'job.num'] },
	},
	part: {
		label: 'Part',
		by: { id: 'integer', reference: 'text' },
		examples: { reference: 'HV-11' },
		listed: { text: ['name', 'reference'], as: ['reference'] },
	},
	// The API cannot list the categories of parts.
	category: { label: 'Category', by: { id: 'integer', name: 'text' }, examples: { name: 'Valves' } },
	depot: {
		label: 'Depot',
		by: { id: 'text', name: 'text' },
		examples: { id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', name: 'Main warehouse' },
		listed: { text: ['name'] },
	},
	partRequest: {
		label: 'Part Request',
		by: { id: 'text' },
		examples: { id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' },
		listed: {
			query: { sortOrder: 'descending' },
			text: ['part.name', 'destination.nmStock', 'dateCreated'],
		},
	},
	taxRate: {
		label: 'Tax Rate',
		by: { id: 'integer', name: 'text' },
		alsoBy: { rate: 'decimal' },
		examples: { name: 'VAT 20' },
		listed: { text: ['name', 'rate'], as: ['rate'] },
	},
});
