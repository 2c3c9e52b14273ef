import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { nodeType } from '../engine/engine.cts';
import { declaredNodes } from './package.cts';
import { everyProperty } from './panel.cts';

/** What people type who look for a node: in English, and in the languages of those who use the products. */
const field = ['field service', 'work order', 'ticket', 'client', 'appointment', 'planning', 'dispatch', 'visit'];
const synchroteam = [
	...[...field, 'technician', 'scheduling', 'photos', 'inventory', 'stock', 'quote'],
	...['chantier', 'intervention', 'devis', 'facture', 'werkbon', 'opdracht'],
];
const outSmartPortal = [...field, 'technician', 'werkbon', 'opdracht', 'buitendienst', "bon d'intervention"];
const typed: Record<string, string[]> = {
	// n8n shows one entry for node and trigger, and searches the words of the node.
	synchroteam: [
		...synchroteam,
		...[
			'schedule job',
			'assign technician',
			'new job',
			'job completed',
			'complete job',
			'photos of job',
			'send message',
		],
		...['create invoice', 'invoice paid', "bon d'intervention", 'avoir', 'contrat', 'pièce', 'SAV', 'tournée'],
		...['werkorder', 'creditnota', 'onderdelen', 'buitendienst'],
	],
	synchroteamTrigger: [...synchroteam, 'invoice paid', 'job completed'],
	outSmartPortal,
	outSmartPortalTrigger: outSmartPortal,
};

/** How the built descriptions are made: what they cost the engine, and whether everything in them leads somewhere. */

describe.each(declaredNodes)('$name', ({ name }) => {
	const type = nodeType(name);
	const { description, methods } = type;
	const own = description.properties.filter((property) => property.name !== 'requestOptions');
	const every = everyProperty(own);

	test('has at most 450 properties at the top', () => {
		expect(own.length).toBeLessThanOrEqual(450);
	});

	test('is light', () => {
		expect(Buffer.byteLength(JSON.stringify(description))).toBeLessThanOrEqual(500 * 1000);
	});

	test('holds no expression but in its subtitle and the titles of rows, which the editor alone reads', () => {
		const { subtitle = '', ...rest } = description;
		expect(subtitle).toMatch(/^=\{\{.+\}\}$/);
		const read = JSON.stringify(rest, (key, value: unknown) => (key === 'itemTitle' ? undefined : value));
		expect(read).not.toMatch(/"=|\{\{/);
	});

	test('searches only by methods that exist, and an action node by each of them', () => {
		const searched = new Set(
			every.flatMap(({ modes = [] }) => modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? [])),
		);
		const known = Object.keys(methods?.listSearch ?? {});
		expect(known).toEqual(expect.arrayContaining([...searched]));
		if (!name.endsWith('Trigger')) expect(searched).toEqual(new Set(known));
		const mapped = every.flatMap(({ typeOptions }) => typeOptions?.resourceMapper?.resourceMapperMethod ?? []);
		expect(new Set(mapped)).toEqual(new Set(Object.keys(methods?.resourceMapping ?? {})));
		expect(every.flatMap(({ typeOptions }) => typeOptions?.loadOptionsMethod ?? [])).toEqual(
			Object.keys(methods?.loadOptions ?? {}),
		);
	});

	test('shows nothing under conditions that cannot be met', () => {
		const values = (property: string) =>
			new Set(
				own
					.filter((each) => each.name === property)
					.flatMap((each) => (each.options as INodePropertyOptions[]).map(({ value }) => value)),
			);
		for (const { name: shown, displayOptions } of every) {
			for (const [key, wanted] of Object.entries({ ...displayOptions?.show, ...displayOptions?.hide })) {
				const [other] = key.replace('/', '').split('.');
				expect([shown, own.some((each) => each.name === other)]).toEqual([shown, true]);
				if (['resource', 'operation', 'events'].includes(other))
					expect([shown, (wanted as unknown[]).filter((each) => !values(other).has(each as string))]).toEqual([
						shown,
						[],
					]);
			}
		}
	});

	test('has a default of the right kind for every property', () => {
		const wrong = every.filter(({ type: kind, name: called, default: given, options, typeOptions }) => {
			if (kind === 'options') return !(options as INodePropertyOptions[]).some(({ value }) => value === given);
			if (kind === 'multiOptions') return !Array.isArray(given);
			if (kind === 'boolean') return typeof given !== 'boolean';
			if (kind === 'number') return typeof given !== 'number';
			// A list starts without a row, and a list of records without an order.
			if (kind === 'fixedCollection' && (typeOptions?.multipleValues || called.endsWith('Sort')))
				return JSON.stringify(given) !== '{}';
			// A group opens at once, with a value for each of its fields: n8n marks a choice without one in red.
			if (kind === 'fixedCollection') {
				const [{ values }] = options as INodePropertyCollection[];
				const presets = Object.fromEntries(values.map(({ name, default: of }) => [name, of]));
				return JSON.stringify(given) !== JSON.stringify({ values: presets });
			}
			// Filters that are there from the beginning stand open with the default of their own.
			if (kind === 'collection') {
				const own = (options as INodeProperties[]).map(({ name, default: of }) => [name, JSON.stringify(of)]);
				return Object.entries(given as object).some(
					([name, value]) => !own.some(([of, text]) => of === name && text === JSON.stringify(value)),
				);
			}
			return kind === 'string' && typeof given !== 'string';
		});
		expect(wrong.map((property: INodeProperties) => property.name)).toEqual([]);
	});

	test('offers locators with the list first, and identifiers by the API’s names', () => {
		for (const { name: shown, type: kind, modes = [] } of every) {
			if (kind !== 'resourceLocator') continue;
			const names = modes.map((mode) => mode.name);
			expect([shown, names.indexOf('list') <= 0, new Set(names).size]).toEqual([shown, true, names.length]);
			expect([
				shown,
				names.filter(
					(each) => !['list', 'id', 'myId', 'num', 'name', 'email', 'reference', 'login', 'rate'].includes(each),
				),
			]).toEqual([shown, []]);
		}
	});

	test('is a tool for agents when it acts, and never when it watches', () => {
		expect(description.usableAsTool).toBe(name.endsWith('Trigger') ? undefined : true);
		expect(description.inputs).toEqual(name.endsWith('Trigger') ? [] : ['main']);
	});

	test('is found by those who search for it', () => {
		const { folder, className } = declaredNodes.find((each) => each.name === name)!;
		const codex = require(`../../nodes/${folder}/${className}.node.json`) as {
			node: string;
			categories: string[];
			alias?: string[];
			resources: Record<string, Array<{ url: string }>>;
		};
		expect(codex.node).toBe(`n8n-nodes-synchroteam-outsmart.${name}`);
		const known = [
			'AI',
			'Analytics',
			'Communication',
			'Data & Storage',
			'Development',
			'Finance & Accounting',
			'HITL',
			'Marketing & Content',
			'Marketing',
			'Miscellaneous',
			'Productivity',
			'Sales',
			'Utility',
			'Core Nodes',
		];
		expect(codex.categories.filter((each) => !known.includes(each))).toEqual([]);
		expect(codex.alias).toEqual(expect.arrayContaining(typed[name]));
		expect(new Set(codex.alias).size).toBe(codex.alias?.length);
		// Accents are often left out.
		expect(codex.alias).toEqual(
			expect.arrayContaining(codex.alias?.map((each) => each.normalize('NFD').replace(/\p{M}/gu, '')) ?? []),
		);
		// n8n puts ?utm… behind it, which would become part of a section's name.
		expect(codex.resources.primaryDocumentation.map(({ url }) => url)).toEqual([
			description.documentationUrl?.replace(/#.+/, ''),
		]);
		for (const { url } of Object.values(codex.resources).flat()) expect(url).toMatch(/^https:\/\//);
	});

	test('leads to the page and section that tell of it', () => {
		const [, page, section] = /\/blob\/main\/(docs\/\w+\.md)#([\w-]+)$/.exec(description.documentationUrl ?? '') ?? [];
		const headings = readFileSync(join(__dirname, '../..', page), 'utf8').match(/^## .+$/gm) ?? [];
		expect(headings.map((each) => each.slice(3).toLowerCase().replaceAll(' ', '-'))).toContain(section);
	});
});
