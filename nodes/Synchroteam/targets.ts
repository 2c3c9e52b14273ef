import type { Target } from '../shared/define';

/** The records that others refer to: how they are named, and how they are listed to choose from. */
export const targets = {
	customer: {
		name: 'customer', label: 'Customer', by: { id: 'integer', myId: 'text', name: 'text', email: 'text' },
		listed: { path: '/customer/list', search: 'name', text: ['name', 'myId', 'addressCity'] },
	},
	site: {
		name: 'site', label: 'Site', by: { id: 'integer', myId: 'text', name: 'text' }, examples: { myId: 'S-1001', name: 'Acme, north plant' },
		listed: { path: '/site/list', search: 'name', text: ['name', 'myId', 'addressCity'] },
	},
	equipment: {
		name: 'equipment', label: 'Equipment', by: { id: 'integer', myId: 'text', name: 'text' }, examples: { myId: 'E-1001', name: 'Boiler 2' },
		listed: { path: '/equipment/list', search: 'name', text: ['name', 'myId'] },
	},
	job: {
		name: 'job', label: 'Job', by: { id: 'text', num: 'integer', myId: 'text' }, examples: { myId: 'ORDER-1001' },
		// The list has no search by text; the newest come first and are filtered here.
		listed: { path: '/job/list', query: { sort: 'num', sortOrder: 'descending' }, text: ['num', 'customer.name', 'description'] },
	},
	jobType: {
		name: 'jobType', label: 'Job Type', by: { id: 'integer', name: 'text' }, examples: { name: 'Maintenance' },
		listed: { path: '/jobtype/list', search: 'name', text: ['name'] },
	},
	reportTemplate: {
		name: 'reportTemplate', label: 'Report Template', by: { id: 'integer', name: 'text' }, examples: { name: 'Repair report' },
		listed: { path: '/jobReportTemplate/list', search: 'name', text: ['name'] },
	},
	user: {
		name: 'user', label: 'User', by: { id: 'integer', login: 'text' }, examples: { name: 'Jane Doe' },
		listed: { path: '/user/list', text: ['firstName lastName', 'login'] },
	},
	activity: {
		name: 'activity', label: 'Activity', by: { id: 'integer' },
		listed: { path: '/activity/list', query: { sort: 'startDate', sortOrder: 'descending' }, text: ['activityType.name', 'user.login', 'dateStart'] },
	},
	activityType: {
		name: 'activityType', label: 'Activity Type', by: { id: 'integer', name: 'text' }, examples: { name: 'Training' },
		listed: { path: '/activityType/list', search: 'name', text: ['name'] },
	},
	block: {
		name: 'block', label: 'Block', by: { id: 'integer' },
		listed: { path: '/block/list', text: ['name'] },
	},
	contract: {
		name: 'contract', label: 'Contract', by: { id: 'text', num: 'integer' }, examples: { id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', num: '12' },
		listed: { path: '/contract/list', search: 'name', text: ['name', 'num', 'customer.name'] },
	},
	recurrence: {
		name: 'recurrence', label: 'Recurrence', by: { id: 'integer', num: 'integer', myId: 'text' }, examples: { num: '12', myId: 'PLAN-1001' },
		listed: { path: '/recurrence/list', text: ['description', 'num', 'customer.name'] },
	},
	team: {
		name: 'team', label: 'Team', by: { id: 'integer', name: 'text' }, examples: { name: 'North' },
		listed: { path: '/team/list', search: 'name', text: ['name'] },
	},
	schedulingWindow: {
		name: 'schedulingWindow', label: 'Scheduling Window', by: { id: 'integer', name: 'text' }, examples: { name: 'Morning' },
		listed: { path: '/jobschedulingwindow/list', text: ['name', 'startTime', 'endTime'] },
	},
	invoice: {
		name: 'invoice', label: 'Invoice', by: { id: 'integer', num: 'integer', reference: 'text' }, examples: { num: '132', reference: '132_Invoice_12_6_2026' },
		listed: { path: '/invoice/list', query: { sortOrder: 'descending' }, text: ['num', 'reference', 'customer.name'] },
	},
	quotation: {
		name: 'quotation', label: 'Quotation', by: { id: 'integer', num: 'integer', reference: 'text' }, examples: { num: '132', reference: '132_Quotation_12_6_2026' },
		listed: { path: '/quotation/list', query: { sortOrder: 'descending' }, text: ['num', 'reference', 'customer.name'] },
	},
	creditNote: {
		name: 'creditNote', label: 'Credit Note', by: { id: 'integer', num: 'integer', reference: 'text' }, examples: { num: '132', reference: '132_CreditNote_12_6_2026' },
		listed: { path: '/creditnote/list', query: { sortOrder: 'descending' }, text: ['num', 'customer.name', 'description'] },
	},
	attachment: {
		name: 'attachment', label: 'Attachment', by: { id: 'integer' },
		listed: { path: '/attachment/list', search: 'name', text: ['name', 'customer.name', 'job.num'] },
	},
	part: {
		name: 'part', label: 'Part', by: { id: 'integer', reference: 'text' }, examples: { reference: 'HV-11' },
		listed: { path: '/part/list', text: ['name', 'reference'] },
	},
	// The API cannot list the categories of parts.
	category: { name: 'category', label: 'Category', by: { id: 'integer', name: 'text' }, examples: { name: 'Valves' } },
	depot: {
		name: 'depot', label: 'Depot', by: { id: 'text', name: 'text' }, examples: { id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', name: 'Main warehouse' },
		listed: { path: '/depot/list', search: 'name', text: ['name'] },
	},
	partRequest: {
		name: 'partRequest', label: 'Part Request', by: { id: 'text' }, examples: { id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' },
		listed: { path: '/partrequest/list', query: { sortOrder: 'descending' }, text: ['part.name', 'destination.nmStock', 'dateCreated'] },
	},
	taxRate: {
		name: 'taxRate', label: 'Tax Rate', by: { id: 'integer', name: 'text' }, examples: { name: 'VAT 20' },
		listed: { path: '/tax/list', search: 'name', text: ['name', 'rate'] },
	},
} satisfies Record<string, Target>;
