import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import type { Dialect } from '../../contract/guesses/index.cts';

/** A company of the sandbox, and the logins that `npm run live` is given for it. */

export const loginsOf = ({ synchroteam, outSmart }: Sandbox) => ({
	synchroteam: {
		domain: synchroteam.domain,
		apiKey: synchroteam.apiKey,
		timeZone: 'Europe/Paris',
		baseUrl: synchroteam.url,
	},
	outSmartPortal: {
		portalName: outSmart.portalName,
		username: outSmart.username,
		password: outSmart.password,
		baseUrl: outSmart.url,
	},
});

/** The same, as they stand in an environment. */
export function environmentOf(sandbox: Sandbox): Record<string, string> {
	const { synchroteam, outSmartPortal } = loginsOf(sandbox);
	return {
		SYNCHROTEAM_DOMAIN: synchroteam.domain,
		SYNCHROTEAM_API_KEY: synchroteam.apiKey,
		SYNCHROTEAM_TIME_ZONE: synchroteam.timeZone,
		SYNCHROTEAM_BASE_URL: synchroteam.baseUrl,
		OUTSMART_PORTAL: outSmartPortal.portalName,
		OUTSMART_USER: outSmartPortal.username,
		OUTSMART_PASSWORD: outSmartPortal.password,
		OUTSMART_BASE_URL: outSmartPortal.baseUrl,
	};
}

/** A company with something of everything that the command looks for. */
export async function account(dialect: Partial<Dialect> = {}, more: object = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({ seed: 'company', dialect, ...more });
	const { state } = sandbox;
	for (let at = 0; at < 60; at++) state.tasks.create({ content: `Task ${at}` });
	const absence = { activityType: { id: 3 }, user: { id: 2 } };
	state.activities.create({ ...absence, dateStart: '2031-12-24 08:00', dateEnd: '2031-12-24 08:15' });
	return sandbox;
}

/** The marked records that are in the account and not deleted, as the command names them. */
export const marked = ({ state }: Sandbox): string[] =>
	(['customers', 'sites', 'jobs'] as const).flatMap((store) =>
		state[store]
			.rows()
			.filter((row) => row.deletedAt === null && String(row.myId).startsWith('n8n-live-check'))
			.map((row) => `${store.slice(0, -1)} ${String(row.myId)}`),
	);

/** Edits what a list answers with: every row of it, and what stands around them. */
export const editList = (sandbox: Sandbox, path: string, row: object, around: object = {}): void =>
	void sandbox.faults.add({
		path,
		kind: 'edited',
		times: null,
		edit: (body: any) => ({ ...body, ...around, data: body.data?.map((each: object) => ({ ...each, ...row })) }),
	});
