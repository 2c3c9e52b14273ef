/** Templates in which an AI agent works, or for which one asks. */
import assert from 'node:assert/strict';
import { wallTime } from '../lib/sandbox.mjs';
import { requestsAtRest, succeed } from './helpers.mjs';

export const agent = {
	async '11-ai-planner'(stage, { model }) {
		const job = (await stage.state('jobs')).find(({ status }) => status === 'created');
		const start = '2030-01-07 09:00';
		model.follow([
			{ tool: 'Find_customers', input: { name: job.customer.name } },
			{ tool: 'Jobs_of_a_customer', input: { customer_id: job.customer.id } },
			{ tool: 'Plan_a_job', input: { job_number: job.num, start, end: '2030-01-07 10:00', technician_login: 'marie' } },
			{
				say: (seen) =>
					`Job ${job.num} is planned. ${seen.includes(`"num":${job.num}`) ? 'It was in the list.' : 'It was not in the list.'}`,
			},
		]);
		const result = await succeed(stage);
		assert.equal(result.items('Planner')[0].output, `Job ${job.num} is planned. It was in the list.`);
		const planned = async () => {
			const { status, scheduledStart, technician } = (await stage.state('jobs')).find(({ id }) => id === job.id);
			return [status, scheduledStart, technician.login];
		};
		assert.deepEqual(await planned(), ['scheduled', start, 'marie']);
		await succeed(stage);
		assert.deepEqual(await planned(), ['scheduled', start, 'marie']);
		await refusalsReachTheModel(stage, model, job.customer.id);
	},

	/** By hand it only shows the free time of today; what clients get is in `parts/mcp.mjs`. */
	async '18-mcp-server'(stage) {
		const today = wallTime({}).slice(0, 10);
		const job = (await stage.state('jobs')).find(({ technician }) => technician?.login === 'marie');
		assert.equal(job.scheduledStart, `${today} 09:00`);
		const [answer] = (await succeed(stage)).items('Free time');
		assert.deepEqual(answer.planned, [
			{ what: `job ${job.num}, ${job.customer.name}`, from: `${today} 09:00`, to: `${today} 10:00` },
		]);
		assert.deepEqual(answer.free, [
			{ from: `${today} 08:00`, to: `${today} 09:00` },
			{ from: `${today} 10:00`, to: `${today} 17:00` },
		]);
		assert.deepEqual(await requestsAtRest(stage), { synchroteam: 2, outSmart: 0 });
	},
};

/** What a tool is refused comes to the model as text, and the run goes on: a wrong number, the same job again, a service that is down. */
async function refusalsReachTheModel(stage, model, customer) {
	const told = async (...calls) => {
		model.follow([...calls.map(([tool, input]) => ({ tool, input })), { say: (seen) => seen }]);
		return (await succeed(stage)).items('Planner')[0].output;
	};
	const plan = { job_number: 98765, start: '2030-01-07 09:00', end: '2030-01-07 10:00', technician_login: 'marie' };
	const wish = { customer_id: customer, description: 'Boiler is loud', own_id: `${customer}-boiler-loud` };
	const answers = await told(['Plan_a_job', plan], ['Make_a_job', wish], ['Make_a_job', wish]);
	assert.match(answers, /no job with num \W*98765/);
	assert.match(answers, /already exists/);
	assert.equal((await stage.state('jobs')).filter(({ myId }) => myId === wish.own_id).length, 1);
	await stage.admin('faults', { service: 'synchroteam', path: 'list', kind: 'status', status: 503, times: null });
	const down = await told(['Find_customers', { name: 'Hotel' }], ['Technicians', {}]);
	assert.match(down, /Service Unavailable on demand.*Try again later/s);
	await stage.admin('faults', undefined, 'DELETE');
}
