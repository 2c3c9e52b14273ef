import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { nodeType } from '../engine/engine.cts';
import { operations } from '../contract/documented.cts';
import { declaredNodes } from './package.cts';
import { everyProperty, inside } from './panel.cts';

/** The words of the panel, and the order in which they stand. */

interface Told {
	where: string;
	text: string;
}

/** Everything of a node that a user reads, by kind. */
function textsOf(name: string) {
	const { description } = nodeType(name);
	const properties = everyProperty(description.properties.filter((property) => property.name !== 'requestOptions'));
	const labels: Told[] = [];
	const sentences: Told[] = [];
	const placeholders: Told[] = [];
	for (const property of properties) {
		const where = `${name}: ${property.name}`;
		(property.type === 'notice' ? sentences : labels).push({ where, text: property.displayName });
		if (property.type === 'fixedCollection')
			labels.push(
				...(property.options as INodePropertyCollection[]).map((group) => ({ where, text: group.displayName })),
			);
		for (const mode of property.modes ?? []) {
			labels.push({ where, text: mode.displayName });
			if (mode.placeholder) placeholders.push({ where: `${where} ${mode.name}`, text: mode.placeholder });
		}
		if (property.type === 'options' || property.type === 'multiOptions') {
			for (const option of property.options as INodePropertyOptions[]) {
				labels.push({ where, text: option.name });
				if (option.description) sentences.push({ where: `${where} ${String(option.value)}`, text: option.description });
			}
		}
		for (const text of [property.description, property.hint]) if (text) sentences.push({ where, text });
		if (property.placeholder) placeholders.push({ where, text: property.placeholder });
	}
	return { properties, labels, sentences, placeholders };
}

const all = declaredNodes.map(({ name }) => ({ name, ...textsOf(name) }));
const gather = (kind: 'labels' | 'sentences' | 'placeholders') => all.flatMap((each) => each[kind]);
const listed = ({ where, text }: Told) => `${where}: ${text}`;

/** Words that stay small inside a title. */
const SMALL = new Set([
	'a',
	'an',
	'and',
	'as',
	'at',
	'but',
	'by',
	'for',
	'from',
	'if',
	'in',
	'into',
	'is',
	'nor',
	'of',
	'on',
	'or',
	'per',
	'the',
	'to',
	'until',
	'with',
]);
const isTitleCase = (text: string) =>
	text
		.split(/[\s/()%-]+/)
		.filter(Boolean)
		.every((word, index) => /^[A-Z0-9&+]/.test(word) || (index > 0 && SMALL.has(word)));

test('labels are in Title Case, short, and whole words', () => {
	expect(
		gather('labels')
			.filter(({ text }) => !isTitleCase(text))
			.map(listed),
	).toEqual([]);
	expect(
		gather('labels')
			.filter(({ text }) => text.length > 40)
			.map(listed),
	).toEqual([]);
	expect(
		gather('labels')
			.filter(({ text }) =>
				/…|\.\.|[.:,;!?]$|_|\b(qty|addr|desc|nr|cust|equip|tech|ref|cat|tel|ext|info|misc|approx)\b/i.test(text),
			)
			.map(listed),
	).toEqual([]);
});

test('sentences start with a capital letter, and only several of them have full stops', () => {
	expect(
		gather('sentences')
			.filter(({ text }) => !/^[A-Z"0-9]/.test(text))
			.map(listed),
	).toEqual([]);
	const several = (text: string) => /[.!?] [A-Z]/.test(text);
	expect(
		gather('sentences')
			.filter(({ text }) => !several(text) && text.endsWith('.'))
			.map(listed),
	).toEqual([]);
	expect(
		gather('sentences')
			.filter(({ text }) => several(text) && !/[.!?]$/.test(text))
			.map(listed),
	).toEqual([]);
	expect(
		gather('sentences')
			.filter(({ text }) => text.length < 8 || text.length > 220 || /\s{2}|…|\.\.\.|^\s|\s$/.test(text))
			.map(listed),
	).toEqual([]);
});

test('no text speaks in words that only a programmer knows, or of mistakes', () => {
	const mistakes = 'error|problem|failure|mistake';
	const technical =
		'foreign key|boolean|string|integer|enum|null|payload|endpoint|upsert(?!\\)$)|GUID|UUID|param(eter)?|regex|deserializ\\w*|undefined';
	const words = new RegExp(`\\b(${mistakes}|${technical})\\b`, 'i');
	const texts = [...gather('labels'), ...gather('sentences'), ...gather('placeholders')];
	expect(texts.filter(({ text }) => words.test(text)).map(listed)).toEqual([]);
});

test('placeholders are examples', () => {
	const invitation = /^(Add [A-Za-z ]+|Select an? [a-z ]+\.\.\.)$/;
	expect(
		gather('placeholders')
			.filter(({ text }) => !/^e\.g\. \S/.test(text) && !invitation.test(text))
			.map(listed),
	).toEqual([]);
});

test('switches say what they decide', () => {
	const flags = all.flatMap(({ name, properties }) =>
		properties
			.filter(({ type }) => type === 'boolean')
			.map((flag) => ({ where: `${name}: ${flag.name}`, text: flag.description ?? '' })),
	);
	expect(flags.filter(({ text }) => !text.startsWith('Whether ')).map(listed)).toEqual([]);
});

test('what needs a word of explanation has one, and it says more than the label', () => {
	const explained = all
		.flatMap(({ properties }) => properties)
		.filter(
			({ type, name }) =>
				(type === 'dateTime' || type === 'json' || type === 'resourceMapper' || type === 'fixedCollection') &&
				name !== 'values',
		);
	expect(
		explained.filter(({ description }) => !description).map(({ name, displayName }) => `${name}: ${displayName}`),
	).toEqual([]);
	const plain = (text: string) => text.toLowerCase().replace(/\b(the|a|an|of|name|this)\b|[^a-z]/g, '');
	expect(
		all
			.flatMap(({ properties }) => properties)
			.filter(({ description, displayName }) => description && plain(description) === plain(displayName))
			.map(({ name }) => name),
	).toEqual([]);
});

test('from five on, fields that can be added stand in alphabetical order', () => {
	const label = (each: INodeProperties | INodePropertyOptions) =>
		'displayName' in each ? each.displayName : each.name;
	const lists = all.flatMap(({ name, properties }) =>
		properties.map((property) => {
			// Rows, groups and choices keep the order in which one thinks of them.
			const isCollection = property.type === 'collection';
			const list = isCollection ? inside(property) : ((property.options ?? []) as INodePropertyOptions[]);
			return { where: `${name}: ${property.name}`, list, isCollection };
		}),
	);
	for (const { where, list, isCollection } of lists) {
		const labels = list.map(label);
		if (isCollection && labels.length >= 5)
			expect([where, ...labels]).toEqual([where, ...[...labels].sort((a, b) => rank(a).localeCompare(rank(b)))]);
		// The same label twice only where the two are never shown together.
		const together = list.filter((one, index) =>
			list.some((other, at) => at > index && label(other) === label(one) && !apart(one, other)),
		);
		expect([where, ...together.map(label)]).toEqual([where]);
	}
});

test('actions stand in the order of their use: jobs first, and Create, Get Many and Update before the rest', () => {
	const synchroteam = all.find(({ name }) => name === 'synchroteam')!;
	const [resource, operation] = synchroteam.properties;
	const names = ({ options }: INodeProperties) => (options as INodePropertyOptions[]).map(({ name }) => name);
	expect(names(resource).slice(0, 6)).toEqual(['Job', 'Customer', 'Site', 'Equipment', 'Invoice', 'Quotation']);
	expect(operation.displayOptions?.show?.resource).toEqual(['job']);
	expect(names(operation).slice(0, 4)).toEqual(['Create', 'Get Many', 'Update', 'Get']);
});

/** The end of a span stands behind its start, the bookkeeping of a portal behind everything. */
const rank = (label: string) => (label === 'Portal Bookkeeping' ? '\uffff' : label.replace(/\bEnd\b/, 'Start\uffff'));

/** True for properties whose display conditions exclude each other. */
function apart(one: INodeProperties | INodePropertyOptions, other: INodeProperties | INodePropertyOptions): boolean {
	const conditions = (each: object, kind: 'show' | 'hide') =>
		((each as INodeProperties).displayOptions?.[kind] as Record<string, unknown[]> | undefined) ?? {};
	return [
		[one, other],
		[other, one],
	].some(([first, second]) =>
		Object.entries(conditions(first, 'show')).some(
			([key, values]) =>
				conditions(second, 'show')[key]?.every((value) => !values.includes(value)) ||
				values.every((value) => conditions(second, 'hide')[key]?.includes(value)),
		),
	);
}

describe('operations', () => {
	const actions = all
		.filter(({ name }) => !name.endsWith('Trigger'))
		.flatMap(({ name, properties }) => {
			const resources = properties.find((property) => property.name === 'resource')?.options as INodePropertyOptions[];
			return properties
				.filter((property) => property.name === 'operation')
				.flatMap((property) => {
					const [resource] = (property.displayOptions?.show?.resource ?? []) as string[];
					return (property.options as INodePropertyOptions[]).map((option) => ({
						node: name,
						resource,
						label: resources.find(({ value }) => value === resource)?.name ?? '',
						option,
					}));
				});
		});

	test('are exactly those of the contract', () => {
		const key = (node: string, resource: string, operation: string) => `${node} ${resource} ${operation}`;
		expect(actions.map(({ node, resource, option }) => key(node, resource, String(option.value))).sort()).toEqual(
			operations.map(({ node, resource, operation }) => key(node, resource, operation)).sort(),
		);
	});

	test('have an action in sentence case, without articles, that names the resource', () => {
		const words = (text: string) => text.toLowerCase().split(/\s+/);
		const stem = (word: string) => word.replace(/(ies|y|s)$/, '');
		const wrong = actions.filter(({ label, option: { action = '' } }) => {
			const acronyms = action
				.split(' ')
				.slice(1)
				.filter((word) => /^[A-Z]/.test(word) && word !== word.toUpperCase());
			const names = words(label).every((word) =>
				words(action).some((each) => stem(each).startsWith(stem(word)) || stem(word).startsWith(stem(each))),
			);
			return !/^[A-Z][a-z]/.test(action) || acronyms.length > 0 || /\b(a|an|the)\b/i.test(action) || !names;
		});
		expect(
			wrong.map(({ resource, label, option }) => `${resource} (${label}) ${String(option.value)}: ${option.action}`),
		).toEqual([]);
	});

	test('are told apart by their descriptions', () => {
		expect(
			actions
				.filter(({ option: { description, name } }) => !description || description.length < 12 || description === name)
				.map(({ resource, option }) => `${resource} ${String(option.value)}`),
		).toEqual([]);
		const seen = actions.map(({ node, option }) => `${node}: ${option.description}`);
		expect(seen.filter((each, index) => seen.indexOf(each) !== index)).toEqual([]);
		const titles = actions.map(({ node, option }) => `${node}: ${option.action}`);
		expect(titles.filter((each, index) => titles.indexOf(each) !== index)).toEqual([]);
	});

	test('are named alike everywhere', () => {
		const names = new Map([
			['get', 'Get'],
			['getAll', 'Get Many'],
			['create', 'Create'],
			['update', 'Update'],
			['upsert', 'Create or Update'],
			['delete', 'Delete'],
			['undelete', 'Restore'],
		]);
		expect(
			actions
				.filter(({ option }) => names.has(String(option.value)) && names.get(String(option.value)) !== option.name)
				.map(({ resource, option }) => `${resource} ${option.name}`),
		).toEqual([]);
	});
});
