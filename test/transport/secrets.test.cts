import fc from 'fast-check';
import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testCredential } from '../../nodes/shared/editor/credentialTest';
import { clock } from '../../nodes/shared/http/clock';
import { isDamaged, parseBytes, titleOf } from '../../nodes/shared/http/response';
import { readable, redacted } from '../../nodes/shared/http/session';
import { outSmartPortal } from '../../nodes/OutSmartPortal/service';
import { synchroteam } from '../../nodes/Synchroteam/service';

/** What may never be read, however it is written; and texts that are cut. */

const secret = fc
	.array(fc.constantFrom(...'abcXYZ019!$&+/=%é😀 "\\<>\'~:'), { minLength: 8, maxLength: 40 })
	.map((characters) => characters.join(''))
	.filter((each) => each.trim().length >= 6);
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a key or password is hidden as it is, as it stands in an address, and as HTTP Basic writes it', () => {
	fc.assert(
		fc.property(secret, fc.boolean(), fc.string(), (key, outSmart, around) => {
			const service = outSmart ? outSmartPortal : synchroteam;
			const credentials = { apiKey: key, password: key, domain: ' someone ', username: ' someone ', portalName: 'x' };
			const basic = base64(`someone:${key.trim()}`);
			const writings = [key.trim(), encodeURIComponent(key.trim()), basic, basic.replace(/=+$/, '')];
			for (const written of writings) {
				const shown = redacted({ service, credentials }, `${around} ${written} ${around}`);
				expect(shown).not.toContain(written);
			}
		}),
		{ numRuns: Number(process.env.FUZZ_CASES ?? 2000) / 10, seed: 16 },
	);
}, 60_000);

test('an Authorization header of somebody else is hidden as well', () => {
	const credentials = { apiKey: 'a-key-of-ours', domain: 'someone' };
	for (const header of [`Basic ${base64('proxy:password')}`, `basic  ${base64('another:login?>')}`])
		expect(redacted({ service: synchroteam, credentials }, `Sent: ${header}.`)).toBe('Sent: Basic <hidden>.');
});

describe("The credential's Test", () => {
	const data = { domain: 'someone', apiKey: '00000000-1111-2222-3333-444444444444', baseUrl: 'https://ws.example.com' };
	const test = async (request: () => Promise<unknown>) =>
		await testCredential({ helpers: { request } } as unknown as ICredentialTestFunctions, synchroteam, data);

	it('shows nothing that comes back of a secret', async () => {
		const told = `${data.apiKey} ${base64(`someone:${data.apiKey}`)} ${'x'.repeat(5000)}`;
		const { status, message } = await test(async () => ({ statusCode: 401, body: { message: told } }));
		expect(status).toBe('Error');
		expect(message).not.toMatch(/1111|c29tZW9uZT/);
		expect(message.length).toBeLessThan(800);
	});

	it('ends, however slowly the answer drips', async () => {
		const { sleep } = clock;
		clock.sleep = async () => undefined;
		const { message } = await test(async () => await new Promise(() => undefined));
		clock.sleep = sleep;
		expect(message).toBe('Synchroteam did not answer in time.');
	});
});

test('a secret that is cut off at the end of a message is not shown either', () => {
	const credentials = { apiKey: '00000000-1111-2222-3333-444444444444', domain: 'someone' };
	for (let before = 440; before < 520; before++) {
		const shown = readable(
			{ service: synchroteam, credentials },
			`${'x'.repeat(before)}${credentials.apiKey}${'y'.repeat(600)}`,
		);
		expect(shown).not.toMatch(/0000|1111/);
		expect(shown.length).toBeLessThanOrEqual(501);
	}
});

test('a page that is all beginnings of titles takes no time', () => {
	// Of this process alone: a busy machine makes the clock go on.
	const begin = process.cpuUsage();
	expect(titleOf('<title'.repeat(70_000))).toBeUndefined();
	expect(process.cpuUsage(begin).user / 1000).toBeLessThan(200);
	expect(titleOf('<html><TITLE lang="en"> Not\n here </TITLE>')).toBe('Not here');
});

test('a page is known by its beginning: JSON that is cut off may hold pages as well', () => {
	const cut = `{"report": "${'x'.repeat(10_000)}<html>`;
	expect(isDamaged({ status: 200, headers: {}, body: cut })).toBe(true);
	expect(isDamaged({ status: 200, headers: {}, body: `${' '.repeat(9000)}<html>` })).toBe(false);
});

const parsed = (text: string) => parseBytes(Buffer.from(text));

describe('JSON of a response', () => {
	test('keeps every digit of a whole number, as text where a number cannot', () => {
		expect(
			parsed(
				'{"id": 9007199254740993, "b": [-90071992547409931, 12], "t": "9007199254740993 \\" 9007199254740995", ' +
					'"f": 1234567890123456.5, "e": 1234567890123456789e3, "safe": 9007199254740991}',
			),
		).toEqual({
			id: '9007199254740993',
			b: ['-90071992547409931', 12],
			t: '9007199254740993 " 9007199254740995',
			f: 1234567890123456.5,
			e: 1234567890123456789e3,
			safe: 9007199254740991,
		});
	});

	test('keeps them wherever in the response the number stands', () => {
		for (let place = 0; place < 40; place++)
			for (const key of ['a'.repeat(place), 'é'.repeat(place)])
				expect(parsed(`{"${key}": 9007199254740993}`)).toEqual({ [key]: '9007199254740993' });
	});

	test('is text where it is not valid', () => {
		for (const text of ['', '{"a": NaN}', '{"a": Infinity}', '[1,', 'undefined']) expect(parsed(text)).toBe(text);
	});

	test('has fractions of any length beside long numbers', () =>
		expect(parsed('{"id": 9007199254740993, "at": 0.12345678901234567891}')).toEqual({
			id: '9007199254740993',
			at: 0.12345678901234568,
		}));
});

test.each([
	['many backslashes inside', `ab${'\\'.repeat(24)}cd`, `ab${'\\'.repeat(40)}`.repeat(2000)],
	['a backslash at its beginning', '\\abcdefg', '\\'.repeat(30_000)],
	['500 backslashes', '\\'.repeat(500), `${'\\'.repeat(499)}x`.repeat(200)],
	['a whole document', '['.repeat(20_000), '['.repeat(19_999)],
])('a secret with %s takes no time', (_, apiKey, text) => {
	const credentials = { apiKey, domain: 'someone' };
	const started = process.cpuUsage();
	const shown = redacted({ service: synchroteam, credentials }, `${apiKey} ${text}`);
	expect(process.cpuUsage(started).user / 1000).toBeLessThan(500);
	expect(shown).not.toContain(apiKey);
});
