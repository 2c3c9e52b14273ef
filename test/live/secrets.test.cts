import fc from 'fast-check';
import { clock } from '../../nodes/shared/http/clock';
import { runLive } from '../../scripts/live/run.cts';
import { reportOf, tableRows } from '../../scripts/live/report.cts';
import { endCommands, startCommand } from './command.cts';
import { Planted, plantedValues, writingsOf } from './planted.cts';

/** No value of the account and no login, in any writing, stands in the report or on the screen, whatever the service answers. */

jest.setTimeout(120_000);

const planted = new Planted();
let url: string;
let ahead = 0;
beforeAll(async () => {
	url = await planted.listen();
	// Pauses between tries pass at once.
	clock.now = () => Date.now() + ahead;
	clock.sleep = async (ms) => void (ahead += ms);
});
afterAll(() => {
	endCommands();
	planted.server.close();
	planted.server.closeAllConnections();
});

const domain = 'quxdomain';
const apiKey = 'Key7Of~Quxberg 4711abcd';
const user = 'portal.quxberg';
const password = 'Pass Wörd/quxberg:9+=';
const portalName = 'QuxPortal';
const secrets = [
	...writingsOf([domain, apiKey]),
	...writingsOf([user, password]),
	...writingsOf([portalName, portalName]),
];

/** What of all that stands in a text, in any case. */
function found(text: string): string[] {
	const folded = text.toLowerCase();
	return [...plantedValues, ...secrets].filter((each) => folded.includes(each.toLowerCase()));
}

test('whatever is answered, with every kind of value in every place', async () => {
	let shown = 0;
	await fc.assert(
		fc.asyncProperty(fc.integer(), fc.boolean(), async (seed, write) => {
			planted.begin(seed, [domain, apiKey, user, password, portalName]);
			const screen: string[] = [];
			const result = await runLive(
				{
					synchroteam: { domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url },
					outSmartPortal: { portalName, username: user, password, baseUrl: url },
				},
				{ write, progress: (text) => screen.push(text) },
			);
			const text = [...screen, ...tableRows(result).flat(), ...result.left, reportOf(result, '1.0.0', write)].join(
				'\n',
			);
			shown += text.includes('unheardOf: new') ? 1 : 0;
			expect(found(text)).toEqual([]);
		}),
		{ numRuns: 60, seed: 1 },
	);
	// It is no empty report: keys that are words are told.
	expect(shown).toBeGreaterThan(10);
});

test('the program itself', async () => {
	planted.begin(1, [domain, apiKey, user, password, portalName]);
	const { ended } = startCommand(
		{
			SYNCHROTEAM_DOMAIN: domain,
			SYNCHROTEAM_API_KEY: ` ${apiKey} `,
			SYNCHROTEAM_TIME_ZONE: 'Europe/Paris',
			SYNCHROTEAM_BASE_URL: url,
			OUTSMART_PORTAL: portalName,
			OUTSMART_USER: user,
			OUTSMART_PASSWORD: password,
			OUTSMART_BASE_URL: url,
		},
		'--write',
	);
	const { screen, report } = await ended;
	expect(report).toContain('# Live report');
	expect(found(`${screen}\n${report}`)).toEqual([]);
});
