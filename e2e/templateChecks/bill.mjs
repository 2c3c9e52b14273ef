/** Templates that bill: invoices and quotations. */
import assert from 'node:assert/strict';
import { runsAgain, succeed } from './helpers.mjs';

export const bill = {
	async '02-completed-jobs-to-draft-invoices'(stage) {
		const [job] = (await stage.state('jobs')).filter(({ status, parts }) => status === 'completed' && parts.length > 0);
		const before = (await stage.state('invoices')).length;
		await succeed(stage);
		const invoices = await stage.state('invoices');
		const made = invoices.filter(({ reference }) => reference === `JOB-${job.num}`);
		assert.equal(made.length, 1);
		assert.equal(made[0].status, 'draft');
		assert.equal(made[0].customer.id, job.customer.id);
		assert.equal(made[0].job.id, job.id);
		assert.deepEqual(
			made[0].lines.map(({ partReference, quantity }) => [partReference, Number(quantity)]),
			job.parts.map(({ reference, quantity }) => [reference, quantity]),
		);
		assert.ok(made[0].total > made[0].subtotal && made[0].subtotal > 0);
		assert.ok(invoices.length > before);
		await runsAgain(stage);
	},

	async '05-invoices-to-accounting'(stage) {
		const due = (await stage.state('invoices')).filter(({ status }) => ['sent', 'late', 'paid'].includes(status));
		await succeed(stage);
		const booked = await stage.crm('GET', '/invoices');
		assert.deepEqual(booked.map(({ id }) => id).sort(), due.map(({ id }) => String(id)).sort());
		assert.ok(booked.every(({ total, lines, customer }) => total > 0 && lines.length > 0 && customer.name));
		assert.ok(booked.some(({ status, paid }) => status === 'paid' && paid));
		await runsAgain(stage);
		assert.equal((await stage.crm('GET', '/invoices')).length, booked.length);
	},

	async '10-defects-to-task-and-quotation'(stage) {
		const type = (await stage.state('jobTypes')).find(({ name }) => name === 'Maintenance');
		const [customer] = await stage.state('customers');
		const job = await stage.synchroteam('POST', '/job/send', {
			customer: { id: customer.id },
			type: { id: type.id },
			description: 'Yearly visit',
		});
		await stage.admin(`device/${job.id}`, {
			report: [{ nmCategory: 'Check list', nmItem: 'Defects found', value: 'Valve drips' }],
		});
		await succeed(stage);
		const [quotation, ...others] = (await stage.state('quotations')).filter(
			({ reference }) => reference === `DEFECT-${job.num}`,
		);
		assert.equal(others.length, 0);
		assert.deepEqual(
			[quotation.status, quotation.customer.id, quotation.lines[0].description],
			['draft', customer.id, 'Valve drips'],
		);
		const [task, ...more] = (await stage.state('tasks')).filter((one) => one.job?.id === job.id);
		assert.equal(more.length, 0);
		assert.deepEqual([task.category, task.user.login], ['followup', 'claire']);
		assert.match(task.content, /Valve drips/);
		await runsAgain(stage);
	},
};
