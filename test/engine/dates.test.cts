import { createRequire } from 'node:module';
import fc from 'fast-check';
import { DateTime } from 'luxon';

/** Dates between n8n and the services: there and back, in many zones, held against Luxon. */

const { formatIso, formatWall, fromServiceDate, parseDate, toServiceDate, wallToUtc } = createRequire(__filename)(
	'../../dist/nodes/shared/request/dates.js',
) as typeof import('../../nodes/shared/request/dates.ts');

const zones = [
	'UTC',
	'Europe/Paris',
	'Europe/London',
	'America/New_York',
	'America/St_Johns',
	'America/Sao_Paulo',
	'Asia/Kolkata',
	'Asia/Kathmandu',
	'Asia/Tokyo',
	'Africa/Casablanca',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Chatham',
	'Antarctica/Troll',
];
const zone = fc.constantFrom(...zones);
const SECOND = 1000;
const HOUR = 3_600_000;
/** Whole seconds from 1973 (the last zone left its odd seconds in 1972) to 2100. */
const second = fc
	.integer({ min: Date.UTC(1973, 0) / SECOND, max: Date.UTC(2100, 0) / SECOND })
	.map((value) => value * SECOND);
/** Most of them near a change of the clocks in Europe or America. */
const nearChange = fc.oneof(
	second,
	fc
		.tuple(
			fc.constantFrom(
				'2026-03-29T01:00Z',
				'2026-10-25T01:00Z',
				'2026-03-08T07:00Z',
				'2026-11-01T06:00Z',
				'2026-04-04T15:00Z',
				'2026-10-03T15:30Z',
				'2011-12-30T10:00Z',
			),
			fc.integer({ min: -7200, max: 7200 }),
		)
		.map(([change, offset]) => Date.parse(change) + offset * SECOND),
);
const luxon = (at: number, of: string) => DateTime.fromMillis(at, { zone: of });
const wallOf = (at: number, of: string) => {
	const { year, month, day, hour, minute, second: seconds } = luxon(at, of);
	return { year, month, day, hour, minute, second: seconds, ms: 0 };
};
const given = (value: unknown) => parseDate(value) as { at: number };
/** True for a wall time that the clocks show twice. */
const twice = (at: number, of: string) => luxon(at, of).getPossibleOffsets().length > 1;

describe('wall time', () => {
	test('is what Luxon shows, to the second, minute and day', () => {
		fc.assert(
			fc.property(nearChange, zone, (at, of) => {
				expect(formatWall(at, of, 'second')).toBe(luxon(at, of).toFormat('yyyy-MM-dd HH:mm:ss'));
				expect(formatWall(at + 59_999 - (at % 60_000), of, 'minute')).toBe(luxon(at, of).toFormat('yyyy-MM-dd HH:mm'));
				expect(formatWall(at, of, 'day')).toBe(luxon(at, of).toFormat('yyyy-MM-dd'));
			}),
		);
	});

	test('leads back to its moment; where the clocks show it twice, to the earlier one', () => {
		fc.assert(
			fc.property(nearChange, zone, (at, of) => {
				const back = wallToUtc(wallOf(at, of), of);
				if (!twice(at, of)) expect(back).toBe(at);
				else
					expect(back).toBe(
						Math.min(
							...luxon(at, of)
								.getPossibleOffsets()
								.map((each) => each.toMillis()),
						),
					);
				expect(formatWall(back, of, 'second')).toBe(formatWall(at, of, 'second'));
			}),
		);
	});

	test.each([
		['Europe/Paris', '2026-03-29 02:30:00', '2026-03-29T01:30:00Z', '2026-03-29 03:30:00'],
		['Europe/Paris', '2026-10-25 02:30:00', '2026-10-25T00:30:00Z', '2026-10-25 02:30:00'],
		['America/New_York', '2026-03-08 02:15:00', '2026-03-08T07:15:00Z', '2026-03-08 03:15:00'],
		['America/New_York', '2026-11-01 01:15:00', '2026-11-01T05:15:00Z', '2026-11-01 01:15:00'],
		['Australia/Lord_Howe', '2026-10-04 02:15:00', '2026-10-03T15:45:00Z', '2026-10-04 02:45:00'],
		['Australia/Lord_Howe', '2026-04-05 01:45:00', '2026-04-04T14:45:00Z', '2026-04-05 01:45:00'],
		['Pacific/Apia', '2011-12-30 12:00:00', '2011-12-30T22:00:00Z', '2011-12-31 12:00:00'],
	])('%s %s is %s, shown as %s', (of, wall, moment, shown) => {
		const [year, month, day, hour, minute, seconds] = wall.split(/\D/).map(Number);
		const at = wallToUtc({ year, month, day, hour, minute, second: seconds, ms: 0 }, of);
		expect(new Date(at).toISOString()).toBe(new Date(moment).toISOString());
		expect(formatWall(at, of, 'second')).toBe(shown);
	});
});

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
			/^Start: ".*" is no date$/,
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

	test('a zone that is none is named', () => {
		expect(() =>
			toServiceDate('2026-11-21T10:15Z', 'Start', { zone: 'Mars/Olympus', precision: 'second' }, 'UTC'),
		).toThrow('"Mars/Olympus" is no time zone');
	});
});

describe('between n8n and the service', () => {
	test('a moment with an offset comes to the service in its zone, and back', () => {
		fc.assert(
			fc.property(nearChange, zone, zone, (at, user, service) => {
				const sent = toServiceDate(formatIso(at, user), 'Start', { zone: service, precision: 'second' }, 'Asia/Tokyo');
				expect(sent).toBe(luxon(at, service).toFormat('yyyy-MM-dd HH:mm:ss'));
				const back = given(fromServiceDate(sent, service));
				if (!twice(at, service)) expect(back).toEqual({ at });
			}),
		);
	});

	test('a wall time is that of the zone assumed', () => {
		fc.assert(
			fc.property(nearChange, zone, zone, (at, assumed, service) => {
				fc.pre(!twice(at, assumed));
				const wall = luxon(at, assumed).toFormat("yyyy-MM-dd'T'HH:mm:ss");
				expect(toServiceDate(wall, 'Since', { zone: service, precision: 'second' }, assumed)).toBe(
					luxon(at, service).toFormat('yyyy-MM-dd HH:mm:ss'),
				);
			}),
		);
	});

	test("a wall time of the service's own zone is sent as it is, even one that does not occur", () => {
		fc.assert(
			fc.property(second, zone, (at, of) => {
				const wall = luxon(at, 'UTC').toFormat('yyyy-MM-dd HH:mm:ss');
				expect(toServiceDate(wall, 'Start', { zone: of, precision: 'second' }, of)).toBe(wall);
			}),
		);
	});

	test('what is finer than the service takes is cut, never rounded up', () => {
		fc.assert(
			fc.property(second, zone, (at, of) => {
				const iso = luxon(at, of).plus({ milliseconds: 999 }).toISO();
				expect(toServiceDate(iso, 'Start', { zone: of, precision: 'second' }, 'UTC')).toBe(
					luxon(at, of).toFormat('yyyy-MM-dd HH:mm:ss'),
				);
				expect(toServiceDate(iso, 'Start', { zone: of, precision: 'minute' }, 'UTC')).toBe(
					luxon(at, of).toFormat('yyyy-MM-dd HH:mm'),
				);
			}),
		);
	});

	test.each(['yyyy-MM-dd HH:mm', 'yyyy-MM-dd HH:mm:ss', 'dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm'])(
		'answers in the form %s become ISO 8601',
		(format) => {
			fc.assert(
				fc.property(second, zone, (any, of) => {
					const at = format.endsWith('ss') ? any : any - (((any % 60_000) + 60_000) % 60_000);
					fc.pre(!twice(at, of));
					expect(fromServiceDate(luxon(at, of).toFormat(format), of)).toBe(formatIso(at, of));
				}),
			);
		},
	);

	test.each([
		[null, null],
		[12, 12],
		['', ''],
		['unknown', 'unknown'],
		['2026-11-21', '2026-11-21'],
		['21-11-2026', '2026-11-21'],
		['0000-00-00 00:00:00', null],
		['2026-11-21T09:15:00Z', '2026-11-21T10:15:00+01:00'],
	])('the answer %p becomes %p', (value, expected) => expect(fromServiceDate(value, 'Europe/Paris')).toEqual(expected));

	test('an hour of any day is an hour in every zone', () => {
		fc.assert(
			fc.property(nearChange, zone, (at, of) => {
				expect(given(formatIso(at + HOUR, of)).at - given(formatIso(at, of)).at).toBe(HOUR);
			}),
		);
	});
});
