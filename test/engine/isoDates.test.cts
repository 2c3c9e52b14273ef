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
		['week', (moment) => moment.toFormat("kkkk-'W'WW-c'T'HH:mm:ssZZ")],
		['basic week', (moment) => moment.toFormat("kkkk'W'WWc'T'HHmmssZZZ")],
		['ordinal', (moment) => moment.toFormat("yyyy-ooo'T'HH:mm:ssZZ")],
		['basic ordinal', (moment) => moment.toFormat("yyyyooo'T'HHmmssZZZ")],
		['fractions with a comma', (moment) => moment.toFormat("yyyy-MM-dd'T'HH:mm:ss,SSS000ZZ")],
		['UTC', (moment) => moment.toUTC().toISO()],
		['with the zone in brackets', (moment) => moment.toISO({ extendedZone: true })],
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
		['2026-11-21T24:00Z', '2026-11-22T00:00:00Z'],
		['2026-12-31T23:59:60Z', '2027-01-01T00:00:00Z'],
		['2026-11-21T10:15:30.1239Z', '2026-11-21T10:15:30.123Z'],
		['2026-11-21T10:15-0330', '2026-11-21T13:45:00Z'],
		['2026-11-21T10:15[Asia/Tokyo]', '2026-11-21T01:15:00Z'],
	])('%s is %s', (value, moment) => expect(given(value)).toEqual({ at: Date.parse(moment) }));

	test.each([
		['2026-11-21', '2026-11-21'],
		['20261121', '2026-11-21'],
		['2026-11', '2026-11-01'],
		['2026', '2026-01-01'],
		['2026-W01', '2025-12-29'],
		['2026-W53-7', '2027-01-03'],
		['2024-366', '2024-12-31'],
		['21/11/2026', '2026-11-21'],
		['21-11-2026', '2026-11-21'],
		['21.11.2026', '2026-11-21'],
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
		'2026-00-10',
		'2026-W54',
		'2025-W53',
		'2026-W00-1',
		'2026-366',
		'2026-000',
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

	test('the hours that zones were asked for are not kept without end', () => {
		const asked = jest.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
		for (let hour = 0; hour <= 10_000; hour++) formatIso(hour * 3_600_000, 'Asia/Kolkata');
		asked.mockClear();
		formatIso(10_000 * 3_600_000, 'Asia/Kolkata');
		expect(asked).not.toHaveBeenCalled();
		formatIso(0, 'Asia/Kolkata');
		expect(asked).toHaveBeenCalled();
		asked.mockRestore();
	});

	test('a zone that is none is named', () => {
		expect(() =>
			toServiceDate('2026-11-21T10:15Z', 'Start', { zone: 'Mars/Olympus', precision: 'second' }, 'UTC'),
		).toThrow('"Mars/Olympus" is not a valid time zone');
	});
});
