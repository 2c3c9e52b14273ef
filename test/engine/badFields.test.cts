import * as fc from 'fast-check';
import type { Field } from '../../nodes/shared/schema/define';
import { isBlank } from '../../nodes/shared/request/scalars';
import { toApi } from '../../nodes/shared/request/values';
import { anything, fields, ofKind, outcome, zones } from './badInput.cts';

test.each(fields)('%s takes anything, or says why not', (_, field) => {
	fc.assert(
		fc.property(anything, (value) => {
			const result = outcome(() => toApi(field, value, zones));
			if ('sentence' in result) {
				expect(result.sentence.startsWith(field.label)).toBe(true);
				expect(result.sentence.length).toBeLessThan(1000);
				expect(result.advice).toBeTruthy();
			} else if (result.sent !== undefined) expect(JSON.parse(JSON.stringify(result.sent))).toBeDefined();
		}),
		{ numRuns: 60 },
	);
});

describe('kind by kind', () => {
	const check = (kind: Field['kind'], holds: (field: never, sent: unknown) => boolean, runs = 400) =>
		fc.assert(
			fc.property(fc.constantFrom(...(ofKind(kind) as Field[])), anything, (field, value) => {
				const result = outcome(() => toApi(field, value, zones));
				return (
					'sentence' in result ||
					result.sent === undefined ||
					result.sent === null ||
					holds(field as never, result.sent)
				);
			}),
			{ numRuns: runs },
		);

	test('a number lies within its limits', () =>
		check(
			'number',
			({ min = -Infinity, max = Infinity, integer }: Extract<Field, { kind: 'number' }>, sent) =>
				typeof sent === 'number' &&
				Number.isFinite(sent) &&
				sent >= min &&
				sent <= max &&
				(!integer || Number.isInteger(sent)),
		));
	test('a switch is true or false', () => check('flag', (_: never, sent) => typeof sent === 'boolean'));
	test('a choice is one of its values', () =>
		check(
			'choice',
			({ choices }: Extract<Field, { kind: 'choice' }>, sent) =>
				sent === '' || choices.some(({ value }) => value === sent),
		));
	test('a date is written as the service reads it', () =>
		check('moment', ({ precision, format }: Extract<Field, { kind: 'moment' }>, sent) => {
			if (format === 'timestamp') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/.test(String(sent));
			if (format) return /^(\d\d-\d\d-\d{4})?$/.test(String(sent));
			return {
				day: /^\d{4}-\d\d-\d\d$/,
				minute: /^\d{4}-\d\d-\d\d \d\d:\d\d$/,
				second: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
			}[precision].test(String(sent));
		}));
	test('a record is named by one value, under one key or under both that the document uses', () =>
		check(
			'reference',
			({ bare }: Extract<Field, { kind: 'reference' }>, sent) =>
				bare || (typeof sent === 'object' && new Set(Object.values(sent!)).size === 1),
		));
	test('lists are lists of objects', () =>
		check(
			'rows',
			({ whole, pairs }: Extract<Field, { kind: 'rows' }>, sent) =>
				Boolean(whole ?? pairs) ||
				(Array.isArray(sent) &&
					sent.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))),
		));
	test('a custom field has one text', () =>
		check(
			'mapper',
			(_: never, sent) =>
				Array.isArray(sent) && sent.every(({ value }) => typeof value === 'string' && !value.includes('[object')),
		));
	test('a group is an object', () =>
		check('group', (_: never, sent) => typeof sent === 'object' && !Array.isArray(sent)));
});

test('a date is read, or the sentence quotes what was given', () => {
	const dates = ofKind('moment');
	const tries = fc.oneof(
		fc.string(),
		fc.tuple(fc.nat(3000), fc.nat(14), fc.nat(40), fc.nat(30), fc.nat(70)).map(([year, ...rest]) => {
			const [month, day, hour, minute] = rest.map((each) => String(each).padStart(2, '0'));
			return `${year}-${month}-${day}T${hour}:${minute}`;
		}),
		fc.constantFrom(
			'someday',
			'2026-02-30',
			'2026-13-01',
			'2026-11-21T25:00',
			'2026-11-21T10:60',
			'31-02-2026',
			'2026-W54',
			'2026-366',
			'2026-11-21T10:00[Nowhere/Else]',
			'2026-11-21T10:00+99:00',
			'+123456-01-01',
			'0000-01-01',
			'1e10',
			'21.11.26',
		),
	);
	const plain = dates.find(({ format }) => !format)!;
	fc.assert(
		fc.property(tries, (value) => {
			const result = outcome(() => toApi(plain, value, zones));
			if ('sentence' in result)
				expect(result.sentence).toBe(
					`${plain.label}: "${value.length > 100 ? `${value.slice(0, 100)}…` : value}" is not a valid date`,
				);
			else if (!isBlank(value)) expect(result.sent).toMatch(/^\d{4}-\d\d-\d\d/);
		}),
		{ numRuns: 500 },
	);
	for (const value of [
		'someday',
		'2026-02-30',
		'2026-11-21T10:00[Nowhere/Else]',
		'2026-11-21T25:00',
		'+123456-01-01',
		'0000-01-01',
		1e300,
		NaN,
		true,
		{},
		[],
	]) {
		expect(outcome(() => toApi(plain, value, zones))).toHaveProperty('sentence');
	}
});
