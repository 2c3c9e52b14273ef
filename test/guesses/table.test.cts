import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { guesses, rows, toDialect } from '../../contract/guesses/index.cts';
import { outSmartResources as outSmartPortal } from '../../nodes/OutSmartPortal/resources/index';
import { synchroteamResources as synchroteam } from '../../nodes/Synchroteam/resources/index';
import type { Fields } from '../../nodes/shared/schema/define';
import { readDialect } from '../../sandbox/dialect.cts';

/** The table of guesses: every row is a switch, every switch a row, every mark in the nodes points at one. */

const sandbox = resolve(__dirname, '../../sandbox');

/** Ids that the sandbox asks for: of the account, or by one of the helpers that do. */
const switches = readdirSync(sandbox, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.cts'))
	.flatMap((file) => [
		...readFileSync(join(sandbox, file), 'utf8').matchAll(/\b(?:reads|extras|oneKey|needed)\(\s*'([\w-]+)'/g),
	])
	.map(([, id]) => id);

function marksOf(fields: Fields): string[] {
	return Object.values(fields).flatMap((field) => [
		...(field.guess ? [field.guess] : []),
		...(field.kind === 'group' || field.kind === 'rows' ? marksOf(field.fields) : []),
	]);
}

const marks = [...outSmartPortal, ...synchroteam].flatMap(({ fields, operations }) => [
	...marksOf(fields),
	...Object.values(operations).flatMap(({ guess, filters = {} }) => [...(guess ? [guess] : []), ...marksOf(filters)]),
]);

test('every row that can be seen has a switch in the sandbox, and every switch has a row', () => {
	const seen = rows.filter(([, { unseen }]) => unseen === undefined).map(([id]) => id);
	expect([...new Set(switches)].sort()).toEqual([...seen].sort());
});

test('a row without a switch says why, has one reading, and there are few', () => {
	const unseen = rows.filter(([, guess]) => guess.unseen !== undefined);
	expect(unseen.filter(([, { readings }]) => Object.keys(readings).length !== 1)).toEqual([]);
	expect(unseen.length).toBeLessThanOrEqual(3);
});

test('every row with a switch has several readings, one of them assumed', () => {
	const odd = rows.filter(
		([, { readings, assumed, unseen }]) =>
			unseen === undefined && (Object.keys(readings).length < 2 || !Object.hasOwn(readings, assumed)),
	);
	expect(odd).toEqual([]);
});

test('every reading that can be seen has an outcome', () => {
	const open = rows.filter(
		([, { readings, unseen }]) =>
			unseen === undefined && Object.values(readings).some(({ outcome }) => outcome === undefined),
	);
	expect(open).toEqual([]);
});

test('every mark in the nodes points at a row', () => {
	expect(marks.length).toBeGreaterThan(40);
	expect(marks.filter((id) => !Object.hasOwn(guesses, id))).toEqual([]);
});

test('a dialect takes ids and readings of the table only, and says which there are', () => {
	expect(toDialect({ 'paid-since': 'day' })).toEqual({ 'paid-since': 'day' });
	expect(() => toDialect({ 'paid-until': 'day' })).toThrow(/no guess "paid-until".*paid-since/s);
	expect(() => toDialect({ 'paid-since': 'week' })).toThrow(
		'"paid-since" cannot be read as "week". Its readings: moment, day',
	);
	expect(readDialect(['paid-since=day,limits=silent', 'answer-zone=utc'])).toEqual({
		'paid-since': 'day',
		limits: 'silent',
		'answer-zone': 'utc',
	});
	expect(() => readDialect(['paid-since'])).toThrow('"paid-since" is not id=reading');
});
