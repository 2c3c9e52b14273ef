import type { Account } from '../account.cts';
import { type Definition, insert } from '../resource.cts';
import { definitions } from '../resources/index.cts';
import { users } from '../resources/people.cts';
import * as setup from '../resources/setup.cts';
import { depots } from '../resources/stock.cts';
import type { Row } from '../types.cts';

/** The owner of the account, in whose name the API acts. Every account has one. */
export function seedOwner(account: Account, at: number): Row {
	return insert(users, account, {
		firstName: 'Claire',
		lastName: 'Fontaine',
		login: 'claire',
		email: 'claire@sandbox.example',
		phone: '01 44 00 00 01',
		profile: 'administrator',
		language: 'FR',
		createdAt: at,
	});
}

let items = 0;
const item = (type: string, name: string, more: object = {}) => ({
	id: 3400 + ++items,
	type,
	name,
	isMandatory: false,
	isPrivate: false,
	conditionByItem: null,
	conditionValue: null,
	position: 0,
	listValues: null,
	...more,
});
const place = (all: object[]) => all.map((one, position) => ({ ...one, position }));

function seedReports(account: Account, at: number): void {
	items = 0;
	const done = item('list', 'Result', { isMandatory: true, listValues: ['Solved', 'Visit again', 'Not possible'] });
	const blocks = [
		{
			name: 'Work done',
			items: place([
				item('text', 'What was done', { isMandatory: true }),
				done,
				item('date', 'Next visit', { conditionByItem: done.id, conditionValue: 'Visit again' }),
			]),
		},
		{
			name: 'Check list',
			items: place([
				item('compliance', 'Electrical safety'),
				item('numeric', 'Pressure (bar)'),
				item('text', 'Defects found'),
				item('picture', 'Picture'),
			]),
		},
		{
			name: 'Customer section',
			items: place([
				item('text', 'Did the customer approve the quote?'),
				item('time', 'Time of departure'),
				item('signature', 'Signature'),
			]),
		},
	].map((block) => insert(setup.blocks, account, { ...block, createdAt: at }));
	const inTemplate = ({ id, name, items: all }: Row, position: number, isMandatory: boolean) => {
		const repeats = name === 'Check list';
		const isShared = repeats;
		return { id, name, isShared, isMandatory, position, min: 1, max: repeats ? 0 : 1, items: all };
	};
	for (const row of blocks) row.isShared = row.name === 'Check list';
	const [work, checks, customer] = blocks;
	const templates: Array<[string, Row[], object]> = [
		['Repair report', [work, customer], { isDefault: true }],
		['Maintenance report', [work, checks, customer], {}],
		['Installation report', [work, checks], {}],
		['Draft of a new report', [work], { isPublished: false }],
	];
	for (const [name, used, more] of templates) {
		const inside = used.map((block, at_) => inTemplate(block, at_, at_ === 0));
		insert(setup.reportTemplates, account, { name, blocks: inside, ...more, createdAt: at });
	}
}

const customFields: Array<[objectType: string, type: string, label: string, more?: object]> = [
	['customer', 'select', 'Zone', { mandatory: true }],
	['customer', 'date', 'Customer since'],
	['customer', 'checkbox', 'Key account'],
	['site', 'text', 'Access code', { private: true }],
	['site', 'phone', 'Concierge'],
	['equipment', 'text', 'Serial number', { mandatory: true }],
	['equipment', 'date', 'Installed on'],
	['equipment', 'number', 'Power (kW)'],
	['job', 'text', 'Order number'],
	['job', 'select', 'Billing'],
	['job', 'date', 'Promised for'],
	['job', 'number', 'Estimate (h)'],
	['job', 'checkbox', 'Parking needed'],
	['job', 'autocomplete', 'Reported by'],
	['job', 'email', 'Report to'],
	['job', 'phone', 'Call before'],
	['user', 'text', 'Vehicle'],
	['invoice', 'text', 'Cost centre'],
	['quotation', 'text', 'Lead'],
];

/** What is set up in the back office before the first job: teams, types, templates, taxes, depots … */
export function seedSetup(account: Account, at: number): void {
	const add = (definition: Definition, values: object) => insert(definition, account, { ...values, createdAt: at });
	for (const definition of Object.values(definitions))
		for (const values of definition.seed ?? []) add(definition, values);
	customFields.forEach(([objectType, type, label, more], order) =>
		add(setup.fieldDefinitions, { objectType, type, label, order: order + 1, ...more }),
	);
	seedReports(account, at);
	const types: Array<[string, number, string, string[]]> = [
		['Repair', 1, 'high', ['Electrician']],
		['Maintenance', 2, 'medium', ['Plumber']],
		['Installation', 3, 'low', ['Plumber', 'Electrician']],
	];
	types.forEach(([name, defaultJobReport, priority, skills], index) =>
		add(setup.jobTypes, {
			name,
			defaultJobReport,
			priority,
			skills,
			isDefault: index === 0,
			duration: `0${index + 1}:00:00`,
		}),
	);
	for (const [index, name] of ['Main depot', 'Van North', 'Van South', 'Van Cooling'].entries()) {
		add(depots, { name, isDefault: index === 0, isProvider: index === 0 });
	}
}
