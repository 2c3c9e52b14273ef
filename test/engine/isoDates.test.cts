import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { formatIso, given, luxon, nearChange, parseDate, second, toServiceDate, zone, zones } from './dates.cts';

describe('ISO 8601', () => {
	test('is written as Luxon writes it, and read back', () => {
		fc.assert(
			fc.property(nearChange, zone, (at, of) => {
				const written = formatIso(at, of);
				expect(written.replace('+00:00', 'Z')).toBe(
					luxon(at, of).toISO({ suppressMilliseconds: true })!.replace('+00:00', 'Z'),
				);
				expect(given(written)).toEqual({ at });
			}),
		);
	});

	const forms: Array<[string, (moment: DateTime) => unknown]> = [
		['extended', (moment) => moment.toISO()],
		['basic', (moment) => moment.toISO({ format: 'basic' })],
		['with a blank', (moment) => moment.toFormat('yyyy-MM-dd HH:mm:ssZZ')],
		['with a blank before the offset', (moment) => moment.toFormat('yyyy-MM-dd HH:mm:ss ZZ')],
		['in lower case', (moment) => moment.toUTC().toISO()!.toLowerCase()],
		['fractions with a comma', (moment) => moment.toFormat("yyyy-MM-dd'T'HH:mm:ss,SSS000ZZ")],
		['UTC', (moment) => moment.toUTC().toISO()],
		['JavaScript date', (moment) => moment.toJSDate()],
		['milliseconds', (moment) => moment.toMillis()],
		['milliseconds as text', (moment) => String(moment.toMillis())],
		['Luxon', (moment) => moment],
	];
	test.each(forms)('%s form is read', (name, write) => {
		// Thirteen digits of milliseconds begin in 2001.
		const from = name.startsWith('milliseconds') ? second.filter((at) => at >= 1e12) : nearChange;
		fc.assert(
			fc.property(from, zone, (at, of) => {
				expect(given(write(luxon(at, of)))).toEqual({ at });
			}),
		);
	});

	test.each([
		['2026-11-21T10:15+01:00', '2026-11-21T09:15:00Z'],
		['2026-11-21T10+01', '2026-11-21T09:00:00Z'],
		['20261121T1015Z', '2026-11-21T10:15:00Z'],
		['2026-11-21T10:15:30.1239Z', '2026-11-21T10:15:30.123Z'],
		['2026-11-21T10:15-0330', '2026-11-21T13:45:00Z'],
		['21.11.2026 10:15:30 +01:00', '2026-11-21T09:15:30Z'],
	])('%s is %s', (value, moment) => expect(given(value)).toEqual({ at: Date.parse(moment) }));

	test.each([
		['2026-11-21', '2026-11-21'],
		['20261121', '2026-11-21'],
		['21.11.2026', '2026-11-21'],
		['1.2.2026', '2026-02-01'],
		['  2026-11-21 ', '2026-11-21'],
	])('%s is the day %s, whatever the zones', (value, day) => {
		for (const of of zones) expect(toServiceDate(value, 'Day', { zone: of, precision: 'day' }, 'Asia/Tokyo')).toBe(day);
	});

	test.each([
		'',
		'soon',
		'2026-13-01',
		'2026-02-29',
		'2026-11-31',
		'2026-04-31T10:00Z',
		'2026',
		'2026-11',
		'2026-325',
		'2026-W48',
		'2026-1121',
		'2026-11-21T24:00',
		'21.11.26',
		'32.1.2026',
		'2026-00-10',
		'31/02/2026',
		'11/21/2026',
		'2026-11-21T25:00',
		'2026-11-21T10:60',
		'2026-11-21T24:01',
		'2026-11-21T10:15:61',
		'2026-11-21T10:15+24:00',
		'2026-11-21T10:15+01:75',
		'2026-11-21T',
		'2026-11-21T1:15',
		'202611',
		'17000000000000',
		'1e12',
		'{{ $now }}',
		'2026-11-21T10:15:00+01:00Z',
		1700000000,
		NaN,
		Infinity,
		true,
		null,
		undefined,
		{},
		[],
		new Date(NaN),
		DateTime.invalid('test'),
	])('%p is no date', (value) => {
		expect(parseDate(value)).toBeUndefined();
		expect(() => toServiceDate(value, 'Start', { zone: 'UTC', precision: 'second' }, 'UTC')).toThrow(
			/^Start: ".*" is not a valid date$/,
		);
	});

	test('a year that has five digits where the service reads it is not a date', () => {
		const read = () => toServiceDate('9999-12-31T23:59-05:00', 'End', { zone: 'UTC', precision: 'second' }, 'UTC');
		expect(read).toThrow('End: "9999-12-31T23:59-05:00" is not a valid date');
	});

	test('every millisecond is kept', () => {
		for (let ms = 0; ms < 1000; ms++) {
			const iso = new Date(Date.UTC(2026, 10, 21, 10, 15, 30, ms)).toISOString();
			expect(given(iso)).toEqual({ at: Date.parse(iso) });
		}
	});

	test('no text makes it fail', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+\d:TWZ. /]{1,30}$/)), (value) => {
				const parsed = parseDate(value);
				if (parsed && 'at' in parsed) expect(Number.isFinite(parsed.at)).toBe(true);
			}),
			{ numRuns: 1000 },
		);
	});

	test.each(['01/02/2026', '21/11/2026', '11/21/2026 10:15', '1/2/26', '21-11-2026'])(
		'%s is not guessed: the sentence shows how a date is written',
		(value) => {
			const read = () => toServiceDate(value, 'Start', { zone: 'UTC', precision: 'second' }, 'UTC');
			expect(read).toThrow(`Start: "${value}" is not a valid date`);
			expect(read).toThrow(
				expect.objectContaining({
					advice: expect.stringMatching(
						/^Day and month could be taken for each other\. Write it as 2026-11-21, 2026-11-21 10:15 or/,
					),
				}),
			);
		},
	);

	test('no language writes the month first in a date with periods whose year is last', () => {
		const languages = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((one, _, all) => all.map((other) => one + other));
		const orders = Intl.DateTimeFormat.supportedLocalesOf(languages)
			.flatMap((language) => [language, ...['US', 'CH', 'CA'].map((country) => `${language}-${country}`)])
			.flatMap((language) =>
				(['short', 'medium'] as const).map((dateStyle) =>
					new Intl.DateTimeFormat(language, { dateStyle }).formatToParts(),
				),
			)
			.filter((parts) => parts[1].value.trim() === '.' && parts.at(-1)?.type !== 'month' && parts[0].type !== 'year')
			.map(([first]) => first.type);
		expect(orders.length).toBeGreaterThan(50);
		expect(new Set(orders)).toEqual(new Set(['day']));
	});

	test('a zone that is none is refused, and not repeated', () => {
		expect(() =>
			toServiceDate('2026-11-21T10:15Z', 'Start', { zone: 'Mars/Olympus', precision: 'second' }, 'UTC'),
		).toThrow('The time zone of the credential or of the workflow is not valid');
	});
});
