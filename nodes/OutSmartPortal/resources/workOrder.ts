import { create, get, resource, words } from '../../shared/schema/define';
import { entries, results } from '../fields/answers';
import { workOrderFields } from '../fields/workOrder';

/** Requests "Portal Post Work Order JSON" and "Portal Get Work Order JSON". */
export const workOrder = resource('workOrder', {
	label: 'Work Order',
	record: { name: 'workorder_nr', label: 'Work Order Number', by: { id: 'text' } },
	fields: workOrderFields,
	simplify: {
		keep: [
			...words('id workorder_nr external_reference status work_status work_finished customer_name'),
			...words('work_description employee_name date_work_start time_work_start updated_at'),
		],
		dates: ['date_work_start'],
		utcDates: ['updated_at'],
	},
	operations: {
		get: get('GET /work-orders/{workorder_nr}', { response: results }),
		create: create('POST /work-orders', {
			description: 'Create a work order, or several at once',
			top: [
				'workorder_nr',
				'customer_name',
				'work_description',
				'date_work_start',
				'time_work_start',
				'employee_nr',
				'status',
			],
			required: ['workorder_nr'],
			shown: ['customerFields', 'WorkAddress', 'ContactPerson', 'planningFields'],
			wrap: 'orders',
			bodyList: true,
			many: 'ordersJson',
			response: results,
			entries: entries('workorder_nr'),
		}),
	},
});
