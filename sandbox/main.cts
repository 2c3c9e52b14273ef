import { parseArgs } from 'node:util';
import { readDialect } from './dialect.cts';
import { startSandbox, type SeedName } from './index.cts';

/**
 * The sandbox on its own: `--dialect id=reading`, once or more, says how the account reads what the documents leave open.
 * Prints one line of JSON with addresses and credentials; ends on SIGTERM or SIGINT.
 */
async function main(): Promise<void> {
	const { env } = process;
	const { values } = parseArgs({ options: { dialect: { type: 'string', multiple: true } } });
	const number = (text: string | undefined): number | null | undefined =>
		text === undefined ? undefined : text === 'off' ? null : Number(text);
	const sandbox = await startSandbox({
		port: Number(env.PORT ?? 4010),
		outSmartPort: Number(env.OUTSMART_PORT ?? 4011),
		crmPort: Number(env.CRM_PORT ?? 4012),
		timeZone: env.TIME_ZONE,
		seed: env.SEED as SeedName | undefined,
		rateLimit: number(env.RATE_LIMIT),
		quota: number(env.QUOTA),
		latencyMs: Number(env.LATENCY_MS ?? 0),
		logger: env.LOG === 'true',
		dialect: readDialect(values.dialect ?? []),
	});
	const { synchroteam, outSmart, crm } = sandbox;
	console.log(JSON.stringify({ synchroteam, outSmart, crm }));
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
	}
}

main().catch((thrown: Error) => {
	console.error(thrown.message);
	process.exit(1);
});
