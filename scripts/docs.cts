import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadContract } from '../contract/load.cts';
import { entriesFrom, operationsPath, operationsText } from '../contract/operations.cts';
import { outSmartResources as outSmartPortal } from '../nodes/OutSmartPortal/resources/index';
import { synchroteamResources as synchroteam } from '../nodes/Synchroteam/resources/index';
import {
	chosenBy,
	type Field,
	type Fields,
	type Identifier,
	type Operation,
	type RecordType,
	type Resource,
	collectedFields,
	collectedFilters,
	topField,
	topFields,
	deciding,
} from '../nodes/shared/schema/define';
import { labelOf, modeLabel, orList } from '../nodes/shared/schema/labels';
import { flatName } from '../nodes/shared/schema/record';
import { guessesDocument, guessesPath, guessNote } from './guesses.cts';
import { code, table } from './markdown.cts';

/**
 * Writes what is derived: docs/operations.md and the table of the README from the definitions of the nodes,
 * contract/operations.json from the documents beside it, docs/guesses.md from the table of guesses.
 */

const root = resolve(__dirname, '..');
const nodes: Array<{ title: string; prefix: string; resources: Resource[] }> = [
	{ title: 'Synchroteam', prefix: '/api/v3', resources: synchroteam },
	{ title: 'OutSmart Portal', prefix: '/portal-new/{portalName}/api', resources: outSmartPortal },
];

const sentences = (...parts: Array<string | false | undefined>) =>
	parts
		.filter(Boolean)
		.map((part) => (/[.!?]$/.test(part as string) ? part : `${String(part)}.`))
		.join(' ');
const byLabel = <T extends { label: string }>(list: T[]): T[] =>
	[...list].sort((a, b) => a.label.localeCompare(b.label));
const anchor = (text: string) => text.toLowerCase().replaceAll(' ', '-');

const precisions = { second: 'date and time', minute: 'date and time to the minute', day: 'day' };

/** What a field takes, in words. */
function typeOf(field: Field): string {
	switch (field.kind) {
		case 'text':
			return field.multiline ? 'long text' : 'text';
		case 'number': {
			const range = [field.min !== undefined && `from ${field.min}`, field.max !== undefined && `to ${field.max}`]
				.filter(Boolean)
				.join(' ');
			return `${field.integer ? 'whole number' : 'number'}${range ? ` ${range}` : ''}`;
		}
		case 'flag':
			return 'yes or no';
		case 'choice':
			return `one of ${field.choices.map(({ value }) => code(String(value))).join(', ')}`;
		case 'choices':
			return `some of ${field.choices.map(({ value }) => code(String(value))).join(', ')}`;
		case 'moment':
			return field.precision === 'day'
				? 'day'
				: `${precisions[field.precision]}, ${field.zone === 'utc' ? 'UTC' : "account's zone"}`;
		case 'texts':
			return field.numbers ? 'list of whole numbers' : 'list of texts';
		case 'reference':
			return `${field.to.label.toLowerCase()} ${named(field.modes, field.to)}`;
		case 'group':
			return 'group of fields';
		case 'rows':
			return 'list of rows, or JSON';
		case 'json':
			return field.array ? 'JSON array' : 'JSON object';
		case 'mapper':
			return 'the custom fields of the account';
	}
}

/** As the panel calls the ways: "From List, By ID or By Own ID". */
const named = (by: readonly Identifier[], record: RecordType): string =>
	orList([...(chosenBy(record, by) ? (['list'] as const) : []), ...by].map(modeLabel));

/** A row for a field and one for each inside it. */
function fieldRows(name: string, field: Field, more: string[], path: string[] = []): string[][] {
	const labels = [...path, field.label];
	const note = sentences(field.description, field.guess && guessNote(field.guess));
	const row = [labels.join(' → '), code(field.key ?? name), typeOf(field), ...more, note];
	const inner = field.kind === 'group' || field.kind === 'rows' ? field.fields : {};
	return [
		row,
		...entriesOf(inner).flatMap(({ name: each, field: one }) =>
			fieldRows(
				each,
				one,
				more.map(() => ''),
				labels,
			),
		),
	];
}

const entriesOf = (fields: Fields) =>
	byLabel(Object.entries(fields).map(([name, field]) => ({ name, field, label: field.label })));

/** Names in the API of a filter that is a reference, e.g. `customer_id`, `customer_myId`. */
function filterKey(name: string, field: Field): string {
	if (field.kind !== 'reference') return field.key ?? name;
	return field.modes
		.map((by) =>
			(field.key ?? '{stem}_{by}')
				.replace('{stem}', name)
				.replace('{by}', by)
				.replace('{By}', by[0].toUpperCase() + by.slice(1)),
		)
		.join('`, `');
}

function operationNotes(resource: Resource, operation: Operation): string {
	const { by, check, key, kind, namesakes, idIn, details, guess, oneOf = [], required = [], filters = {} } = operation;
	const label = (name: string) => (filters[name] ?? resource.fields[name])?.label ?? name;
	const needed = (name: string) => (resource.fields[name]?.when ? `${label(name)} (if chosen)` : label(name));
	const { record } = resource;
	return sentences(
		by && idIn !== 'path' && `${record.label} ${named(by, record)}`,
		key && `Decides by ${deciding(operation).map(labelOf).join(' or ')}`,
		required.length > 0 && `Needs ${required.map(needed).join(', ')}`,
		oneOf.length > 0 && `Needs ${oneOf.map(label).join(' or ')}`,
		check && kind === 'create' && 'Looks first for the keys that it gives the record',
		check && kind === 'update' && 'Looks first whether the record exists, unless it was chosen From List',
		namesakes && 'By name it acts on every record of that name',
		details && 'Include Details reads each record in full',
		guess && guessNote(guess),
	);
}

/** What Simplified returns, once for all operations that return the same. */
function simplifiedLines(operations: Operation[]): string[] {
	const byText = new Map<string, string[]>();
	for (const { name, kind, simplify } of operations) {
		if (!simplify) continue;
		const { keep, optional = [] } = simplify;
		const later = kind === 'list' && optional !== 'all' ? optional : [];
		const namesOf = (paths: readonly string[]) => paths.map((path) => code(flatName(path))).join(', ');
		const text = [
			optional === 'all' ? 'what the response has of ' : '',
			namesOf(keep.filter((path) => !later.includes(path))),
			later.length ? `, and where the response has them ${namesOf(later)}` : '',
		].join('');
		byText.set(text, [...(byText.get(text) ?? []), name]);
	}
	return [...byText].flatMap(([text, names]) => ['', `Simplified of ${names.join(', ')}: ${text}.`]);
}

/** Fields of a resource, each with the operations that take it. */
function fieldsTable(resource: Resource): string[] {
	const operations = Object.values(resource.operations).map((operation) => ({
		operation,
		takes: [...topFields(resource, operation), ...collectedFields(resource, operation)],
	}));
	const withBody = operations.filter(({ takes }) => takes.some((name) => name in resource.fields));
	if (!withBody.length) return [];
	const rows = entriesOf(resource.fields).flatMap(({ name, field }) => {
		const takers = withBody.filter(({ takes }) => takes.includes(name)).map(({ operation }) => operation.name);
		if (!takers.length) return [];
		return fieldRows(name, field, [takers.length === withBody.length ? 'all' : takers.join(', ')]);
	});
	return [
		'',
		`Fields${withBody.length === 1 ? '' : ` of ${withBody.map(({ operation }) => operation.name).join(', ')}`}:`,
		'',
		table(['Field', 'Name in the API', 'Takes', 'Operations', 'Notes'], rows),
	];
}

function listTables(resource: Resource): string[] {
	return Object.values(resource.operations).flatMap((operation) => {
		const top = topFields(resource, operation).filter((name) => operation.filters?.[name]);
		const filters: Fields = {
			...Object.fromEntries(top.map((name) => [name, topField(resource, operation, name)])),
			...collectedFilters(operation),
		};
		const rows = entriesOf(filters).map(({ name, field }) => [
			field.label,
			code(filterKey(name, field)),
			typeOf(field),
			sentences(field.description, field.guess && guessNote(field.guess)),
		]);
		const sort =
			operation.sort &&
			`Sorted by ${Object.entries(operation.sort.by)
				.map(([value, label]) => `${label} (${code(value)})`)
				.join(', ')}; ${operation.sort.order} unless said otherwise.`;
		return [
			...(rows.length
				? ['', `Filters of ${operation.name}:`, '', table(['Filter', 'Name in the API', 'Takes', 'Notes'], rows)]
				: []),
			...(sort ? ['', sort] : []),
		];
	});
}

function section(resource: Resource, prefix: string): string {
	const operations = byLabel(
		Object.values(resource.operations).map((operation) => ({ operation, label: operation.name })),
	);
	return [
		`### ${resource.plural}`,
		'',
		table(
			['Operation', 'Endpoint', 'Does', 'Notes'],
			operations.map(({ operation }) => [
				operation.name,
				code(`${operation.verb} ${prefix}${operation.path}`),
				operation.description,
				operationNotes(resource, operation),
			]),
		),
		...simplifiedLines(operations.map(({ operation }) => operation)),
		...fieldsTable(resource),
		...listTables(resource),
		'',
	].join('\n');
}

/** The text of docs/operations.md. */
export function operationsDocument(): string {
	const count = nodes.flatMap(({ resources }) => resources.flatMap((each) => Object.keys(each.operations))).length;
	return [
		'# Operations',
		'',
		'<!-- Written by `npm run docs` from the definitions in nodes/: change those, not this. -->',
		'',
		`${count} operations, with every field, filter and identifier. **Not verified** marks what the API documents leave open and nobody has tried on a live account; [guesses.md](guesses.md) explains it.`,
		'',
		'- Enter a date in any form of ISO 8601. With an offset, it is converted to the time zone named. Without one, it is read in that time zone (for UTC: in that of the workflow).',
		'- Operations that send fields also have Additional Body Fields (JSON): an object that is added last.',
		'- To enter a list of rows with an expression, use the field with the same name and (JSON).',
		'',
		...nodes.flatMap(({ title, prefix, resources }) => [
			`## ${title}`,
			'',
			'How to do a thing, and what to do when a step stops: [Questions and answers](faq.md).',
			'',
			byLabel(resources.map((each) => ({ ...each, label: each.plural })))
				.map(({ plural }) => `[${plural}](#${anchor(plural)})`)
				.join(' · '),
			'',
			...byLabel(resources).map((each) => section(each, prefix)),
		]),
	].join('\n');
}

/** The table of the README: what can be done with what. */
export function operationsTable(): string {
	return nodes
		.map(({ title, resources }) =>
			[
				`**${title}**`,
				'',
				table(
					['resource', 'operations'],
					byLabel(resources).map(({ label, plural, operations }) => [
						`[${label}](docs/operations.md#${anchor(plural)})`,
						Object.values(operations)
							.map(({ name }) => name)
							.sort((a, b) => a.localeCompare(b))
							.join(', '),
					]),
				),
			].join('\n'),
		)
		.join('\n\n');
}

/** The README with the table between its two markers; throws where they are missing. */
export function withTable(readme: string): string {
	const [begin, end] = ['<!-- operations -->', '<!-- /operations -->'];
	const [before, rest] = readme.split(begin);
	const after = rest?.split(end)[1];
	if (after === undefined) throw new Error(`README.md has no ${begin} … ${end}`);
	return `${before}${begin}\n${operationsTable()}\n${end}${after}`;
}

export const documentPath = join(root, 'docs/operations.md');
export const readmePath = join(root, 'README.md');

if (require.main === module) {
	writeFileSync(documentPath, operationsDocument());
	writeFileSync(guessesPath, guessesDocument());
	writeFileSync(readmePath, withTable(readFileSync(readmePath, 'utf8')));
	void loadContract().then((contract) => writeFileSync(operationsPath, operationsText(entriesFrom(contract))));
}
