import { createRequire } from 'node:module';
import fc from 'fast-check';
import { DateTime } from 'luxon';

/** Dates between n8n and the services: there and back, in many zones, held against Luxon. */

export const { formatForPeople, formatIso, formatWall, fromServiceDate, parseDate, toServiceDate, wallToUtc } =
	createRequire(__filename)(
		'../../dist/nodes/shared/request/dates.js',
	) as typeof import('../../nodes/shared/request/dates.ts');

export const zones = [
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
export const zone = fc.constantFrom(...zones);
export const SECOND = 1000;
export const HOUR = 3_600_000;
/** Whole seconds from 1973 (the last zone left its odd seconds in 1972) to 2100. */
export const second = fc
	.integer({ min: Date.UTC(1973, 0) / SECOND, max: Date.UTC(2100, 0) / SECOND })
	.map((value) => value * SECOND);
/** Most of them near a change of the clocks in Europe or America. */
export const nearChange = fc.oneof(
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
export const luxon = (at: number, of: string) => DateTime.fromMillis(at, { zone: of });
/** What the clock of a zone shows, as if it were UTC. */
export const wallOf = (at: number, of: string) => luxon(at, of).setZone('utc', { keepLocalTime: true }).toMillis();
export const given = (value: unknown) => parseDate(value) as { at: number };
/** True for a wall time that the clocks show twice. */
export const twice = (at: number, of: string) => luxon(at, of).getPossibleOffsets().length > 1;
