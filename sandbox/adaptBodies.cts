import { DateTime } from 'luxon';
import type { Account } from './account.cts';
import { badRequest } from './errors.cts';
import { isBlank } from './references.cts';
import type { Call } from './types.cts';

/** What the dialect of an account makes of formats, of what is needed, and of where things stand in a body. */

export type Adapter = (account: Account, call: Call) => void;

const dateKeys = ['scheduledStart', 'scheduledEnd', 'actualStart', 'actualEnd'];
const WALL = 'yyyy-MM-dd HH:mm:ss';

const bodyDates: Adapter = (account, { body }) => {
	if (account.reads('body-dates') === 'iso') return;
	for (const key of dateKeys)
		if (body[key] && !/^\d\d\/\d\d\/\d{4}/.test(body[key])) throw badRequest(`${key} has to be dd/MM/yyyy HH:mm:ss`);
};

/** Technicians of such an account live in New York. */
const technicianZone: Adapter = (account, { body }) => {
	if (account.reads('technician-zone') === 'account' || !body.technician) return;
	for (const key of dateKeys)
		if (body[key])
			body[key] = DateTime.fromSQL(body[key], { zone: 'America/New_York' }).setZone(account.zone).toFormat(WALL);
};

const customFieldNames: Adapter = (account, { body }) => {
	const values = body.customFieldValues ?? [];
	if (
		account.reads('custom-field-names') === 'both' &&
		values.some((each: any) => isBlank(each.id) || isBlank(each.label))
	)
		throw badRequest('customFieldValues: id and label are both needed');
	if (account.reads('custom-field-numbers') === 'comma' && values.some((each: any) => /^\d+\.\d+$/.test(each.value)))
		throw badRequest('customFieldValues: a number has a decimal comma');
};

const jobPlace: Adapter = (account, { body }) => {
	const isNew = isBlank(body.id) && isBlank(body.num) && isBlank(body.myId);
	if (account.reads('job-place') === 'customer' && isNew && isBlank(body.customer))
		throw badRequest('customer is needed');
};

const jobNumber: Adapter = (account, { body: { Job } }) => {
	if (account.reads('job-number-text') === 'text' && Job.num !== undefined && typeof Job.num !== 'string')
		throw badRequest('Job.num has to be text');
};

const nameNeeded: Adapter = (account, { body }) => {
	if (account.reads('names-needed') === 'needed' && isBlank(body.id) && isBlank(body.myId) && isBlank(body.name))
		throw badRequest('A new record needs name');
};

const equipmentKey: Adapter = (account, { body }) => {
	const reading = account.reads('contract-equipment-list');
	const known = body[reading];
	delete body.equipments;
	if (known === undefined) delete body.equipment;
	else body.equipment = known;
};

const lineAmounts: Adapter = (account, { body }) => {
	if (account.reads('line-amounts') === 'taken') return;
	const amounts = ['subTotal', 'taxAmt', 'total'];
	for (const line of body.lines ?? [])
		for (const key of amounts) if (line[key] !== undefined) throw badRequest(`lines: ${key} is calculated`);
};

const paymentDay: Adapter = (account, { body: { paymentDate } }) => {
	if (account.reads('payment-day') === 'day' && paymentDate && paymentDate.length > 10)
		throw badRequest('paymentDate has to be a day');
};

const priceType: Adapter = (account, { body: { price } }) => {
	if (account.reads('part-price-type') === 'text' && price !== undefined && typeof price !== 'string')
		throw badRequest('price has to be text');
};

const requestSerials: Adapter = (account, { body }) => {
	const serials = body[account.reads('request-serials')];
	delete body.serials;
	delete body.serialNumbers;
	if (serials) body.serials = serials;
};

const days: Adapter = (account, { body }) => {
	if (isBlank(body.days)) return;
	if (Array.isArray(body.days) !== (account.reads('recurrence-days') === 'list'))
		throw badRequest(`days has to be ${Array.isArray(body.days) ? 'text' : 'a list'}`);
	body.days = [body.days].flat().join(',');
};

const startDay: Adapter = (account, { body }) => {
	for (const key of ['dateStart', 'dateEnd'])
		if (account.reads('recurrence-start') === 'day' && body[key]?.length > 10)
			throw badRequest(`${key} has to be a day`);
};

const jobPreferences: Adapter = (account, { body: { preferences } }) => {
	const given = ['date', 'dateTime', 'isDraft', 'isPool'].find((key) => preferences?.[key] !== undefined);
	if (account.reads('recurrence-preferences') === 'refused' && given)
		throw badRequest(`preferences.${given} cannot be set`);
};

const activityUser: Adapter = (account, { body }) => {
	if (account.reads('activity-needs') === 'user' && isBlank(body.id) && isBlank(body.user))
		throw badRequest('user is needed');
};

/** Where the parts of a movement say how many, or which. */
const movement: Adapter = (account, { body }) => {
	const { quantity, serials } = account.reads('movement-place') === 'inside' ? body.part : body;
	delete body.part.quantity;
	delete body.part.serials;
	Object.assign(body.part, { ...(quantity !== undefined && { quantity }), ...(serials !== undefined && { serials }) });
};

const customers: Adapter = (account, { query }) => {
	if (account.reads('customer-since-name') === 'changedFrom') delete query.changedSince;
};

/** Without the filter, a list may have inactive records too. */
const unfiltered: Adapter = (account, { query }) => {
	if (account.reads('unfiltered-active') === 'all') query.active ??= 'any';
};

export const bodyAdapters: Record<string, Adapter[]> = {
	activity_send: [activityUser],
	contract_send: [equipmentKey],
	customer_list: [customers],
	customer_send: [nameNeeded, customFieldNames],
	customField_send: [jobNumber],
	equipment_list: [unfiltered],
	equipment_send: [nameNeeded],
	invoice_send: [lineAmounts, paymentDay],
	job_schedule: [technicianZone],
	job_send: [bodyDates, technicianZone, customFieldNames, jobPlace],
	jobType_send: [nameNeeded],
	part_send: [priceType],
	partMovement_do: [movement],
	partRequest_send: [requestSerials],
	quotation_send: [lineAmounts],
	recurrence_send: [days, startDay, jobPreferences],
	site_list: [unfiltered],
	site_send: [nameNeeded],
};
