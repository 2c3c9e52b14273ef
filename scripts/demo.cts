import type { IDataObject } from 'n8n-workflow';
import { startSandbox } from '../sandbox/index.cts';
import { runNode } from '../test/engine/engine.cts';

/** Moves scheduled jobs from Synchroteam to OutSmart in n8n's engine, and shows what went over the wire. */

const JOBS = 8;

async function main() {
	console.log('Starting the sandbox: a company with customers, jobs and invoices, and an empty OutSmart portal …');
	const sandbox = await startSandbox();
	const synchroteam = {
		domain: sandbox.synchroteam.domain,
		apiKey: sandbox.synchroteam.apiKey,
		timeZone: 'Europe/Paris',
		baseUrl: sandbox.synchroteam.url,
	};
	const portal = {
		portalName: sandbox.outSmart.portalName,
		username: sandbox.outSmart.username,
		password: sandbox.outSmart.password,
		baseUrl: sandbox.outSmart.url,
	};

	console.log(`Reading ${JOBS} scheduled jobs …`);
	const jobs = await runNode({
		node: 'synchroteam',
		credentials: synchroteam,
		parameters: {
			resource: 'job',
			operation: 'getAll',
			limit: JOBS,
			output: 'raw',
			jobFilters: { status: ['scheduled'] },
		},
	});
	if (jobs.error) throw new Error(`${jobs.error.message}: ${jobs.error.description ?? ''}`);

	console.log('Creating a work order for each …\n');
	const orders = await runNode({
		node: 'outSmartPortal',
		credentials: portal,
		items: jobs.items,
		onError: 'continueRegularOutput',
		parameters: {
			resource: 'workOrder',
			operation: 'create',
			workorder_nr: '={{ "ST-" + $json.num }}',
			work_description: '={{ $json.description }}',
			status: 'Klaargezet',
			date_work_start: '={{ $json.scheduledStart }}',
			customer_name: '={{ $json.customer?.name }}',
			workOrderFields: {
				type_of_work: '={{ $json.type?.name ?? "Standaard" }}',
				customerFields: { values: { customer_city: '={{ $json.addressCity ?? "" }}' } },
			},
		},
	});
	if (orders.error) throw new Error(`${orders.error.message}: ${orders.error.description ?? ''}`);

	console.table(
		orders.items.map(({ json }, index) => {
			const job = jobs.items[index].json as IDataObject & { customer?: { name: string } };
			return {
				Job: job.num,
				Customer: job.customer?.name,
				Scheduled: job.scheduledStart,
				'Work order': json.workorder_nr ?? '',
				Result: json.message ?? json.error,
			};
		}),
	);
	const count = (service: string) => sandbox.requests.filter((request) => request.service === service).length;
	console.log(
		`\n${jobs.items.length} jobs read, ${orders.items.length} work orders sent; ${count('synchroteam')} request to Synchroteam, ${count('outSmart')} to OutSmart.`,
	);
	await sandbox.close();
}

// The engine leaves timers open, so the end is said aloud.
main().then(
	() => process.exit(0),
	(error) => {
		console.error(`The demo stopped: ${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
