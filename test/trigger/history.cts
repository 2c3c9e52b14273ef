import fc from 'fast-check';
import type { Deed } from './world.cts';
import { subjects } from './subjects.cts';

/** Random histories of an account and of the polls that watch it. */

export type Step =
	| { is: 'deed'; deed: Deed; who: number; after: number }
	/** Many records at once: so many are made and changed. */
	| { is: 'burst'; count: number; after: number }
	/** `fails`: number of the request that comes to nothing; `between`: deeds before the requests of that number. */
	| { is: 'poll'; after: number; fails?: number; between: Array<{ before: number; deed: Deed; who: number }> }
	/** n8n starts again, with the state that it saved last. */
	| { is: 'restart' };

export interface History {
	event: string;
	zone: string;
	/** Activation, epoch milliseconds of the service. */
	start: number;
	/** By how much the clock of n8n is ahead of the service's, in milliseconds. */
	ahead: number;
	inclusive: boolean;
	delay: number;
	jobZone: 'utc' | 'account';
	/** Whether the zone of the filter is given as an option. */
	told: boolean;
	listAll: boolean;
	details: boolean;
	limit: number;
	/** Ages of records at activation, in milliseconds. */
	before: number[];
	/** Which of them are in the watched state already. */
	already: boolean[];
	steps: Step[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Nights in which clocks are changed, by zone: the moment of the change. */
const nights: Record<string, number[]> = {
	'Europe/Paris': [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)],
	'America/New_York': [Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6)],
	'Australia/Lord_Howe': [Date.UTC(2026, 3, 4, 15), Date.UTC(2026, 9, 3, 15, 30)],
};

const gap = fc.oneof(
	{ weight: 2, arbitrary: fc.constant(0) },
	{ weight: 4, arbitrary: fc.integer({ min: 1, max: 999 }) },
	{ weight: 5, arbitrary: fc.integer({ min: 1000, max: MINUTE }) },
	{ weight: 3, arbitrary: fc.integer({ min: MINUTE, max: 10 * MINUTE }) },
	{ weight: 1, arbitrary: fc.integer({ min: 10 * MINUTE, max: 6 * HOUR }) },
);
const deed = fc.constantFrom<Deed>(
	'create',
	'create',
	'change',
	'change',
	'change',
	'hide',
	'hide',
	'happen',
	'happen',
	'happen',
	'leave',
	'delete',
	'restore',
);
const who = fc.nat(12);

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 12, arbitrary: fc.record({ is: fc.constant('deed' as const), deed, who, after: gap }) },
	{
		weight: 9,
		arbitrary: fc.record({
			is: fc.constant('poll' as const),
			after: fc.oneof(
				{ weight: 3, arbitrary: fc.constant(MINUTE) },
				{ weight: 2, arbitrary: gap },
				{ weight: 1, arbitrary: fc.integer({ min: HOUR, max: 72 * HOUR }) },
			),
			fails: fc.option(fc.nat(3), { freq: 5, nil: undefined }),
			between: fc.array(fc.record({ before: fc.nat(4), deed, who }), { maxLength: 2 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ is: fc.constant('restart' as const) }) },
);

/** @param bursts how many records a burst has; none without */
export const histories = (
	bursts?: { min: number; max: number },
	events = Object.keys(subjects),
): fc.Arbitrary<History> =>
	fc.constantFrom(...Object.keys(nights)).chain((zone) =>
		fc.record({
			event: fc.constantFrom(...events),
			zone: fc.constant(zone),
			start: fc.oneof(
				{ weight: 2, arbitrary: fc.integer({ min: Date.UTC(2026, 0, 5), max: Date.UTC(2026, 11, 20) }) },
				{
					weight: 1,
					arbitrary: fc
						.tuple(fc.constantFrom(...nights[zone]), fc.integer({ min: -2 * HOUR, max: HOUR }))
						.map(([at, off]) => at + off),
				},
			),
			ahead: fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE }),
			inclusive: fc.boolean(),
			delay: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5000 })),
			jobZone: fc.constantFrom('utc' as const, 'account' as const),
			told: fc.boolean(),
			listAll: fc.boolean(),
			details: fc.boolean(),
			limit: fc.oneof(
				{ weight: 3, arbitrary: fc.constant(1000) },
				{ weight: 1, arbitrary: fc.integer({ min: 1, max: bursts ? 90 : 4 }) },
			),
			before: fc.array(
				fc.oneof(
					fc.integer({ min: 0, max: 3000 }),
					fc.integer({ min: 3000, max: 3 * MINUTE }),
					fc.integer({ min: 3 * MINUTE, max: 5 * HOUR }),
				),
				{ maxLength: 6 },
			),
			already: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
			steps: bursts
				? fc
						.tuple(
							fc.array(step, { maxLength: 8 }),
							fc.record({ is: fc.constant('burst' as const), count: fc.integer(bursts), after: gap }),
							fc.array(step, { minLength: 2, maxLength: 12 }),
						)
						.map(([a, b, c]) => [...a, b, ...c])
				: fc.array(step, { minLength: 8, maxLength: 60, size: 'max' }),
		}),
	);
