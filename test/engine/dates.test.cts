import * as fc from 'fast-check';
import {
	HOUR,
	formatForPeople,
	formatIso,
	formatWall,
	fromServiceDate,
	given,
	luxon,
	nearChange,
	second,
	toServiceDate,
	twice,
	wallOf,
	wallToUtc,
	zone,
} from './dates.cts';

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

	test('is shown to people with the month as a word, up to the next minute, and with its zone', () => {
		fc.assert(
			fc.property(nearChange, zone, (at, of) => {
				const shown = luxon(Math.ceil(at / 60_000) * 60_000, of)
					.setLocale('en-GB')
					.toFormat('d LLL yyyy, HH:mm')
					.replace('Sept', 'Sep');
				expect(formatForPeople(at, of)).toBe(`${shown} (${of})`);
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
		const at = wallToUtc(Date.parse(`${wall}Z`), of);
		expect(new Date(at).toISOString()).toBe(new Date(moment).toISOString());
		expect(formatWall(at, of, 'second')).toBe(shown);
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
		['0001-01-01T00:00:00', null],
		['9999-12-31 23:59', '9999-12-31T23:59:00+01:00'],
		['31/02/2026 10:00', '31/02/2026 10:00'],
		['2026-11-21T09:15:00.000000Z', '2026-11-21T10:15:00+01:00'],
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
