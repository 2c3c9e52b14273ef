import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters, INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { nodeType } from '../engine/engine.cts';
import { inside, shownFor } from './panel.cts';

/** The templates as files: that they can be imported and understood. What they do is tried end to end. */

interface TemplateNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, any>;
	credentials?: Record<string, { id: string; name: string }>;
}
interface Template {
	id: string;
	name: string;
	active: boolean;
	nodes: TemplateNode[];
	connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
	settings: { executionOrder: string };
}

const folder = join(__dirname, '../../workflows');
const files = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.sort();
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const templates = files.map((file) => ({ file, template: JSON.parse(textOf(file)) as Template }));
const readme = textOf('README.md');

const own = 'n8n-nodes-synchroteam-outsmart.';
/** n8n's own nodes that templates may use, in a version that 1.123 and 2.40 both have. */
const known: Record<string, number> = {
	...at('n8n-nodes-base.', {
		code: 2,
		compression: 1.1,
		convertToFile: 1.1,
		emailSend: 2.1,
		errorTrigger: 1,
		executeWorkflowTrigger: 1.1,
		extractFromFile: 1,
		filter: 2.2,
		form: 1,
		formTrigger: 2.2,
		httpRequest: 4.2,
		if: 2.2,
		manualTrigger: 1,
		merge: 3,
		noOp: 1,
		readWriteFile: 1,
		removeDuplicates: 2,
		respondToWebhook: 1.1,
		scheduleTrigger: 1.2,
		set: 3.4,
		splitInBatches: 3,
		splitOut: 1,
		stickyNote: 1,
		stopAndError: 1,
		webhook: 2,
	}),
	...at('@n8n/n8n-nodes-langchain.', {
		agent: 3,
		chatTrigger: 1.1,
		lmChatOpenAi: 1.2,
		mcpTrigger: 2,
		memoryBufferWindow: 1.3,
		toolWorkflow: 2.2,
	}),
	...at(own, {
		synchroteam: 1,
		synchroteamTool: 1,
		synchroteamTrigger: 1,
		outSmartPortal: 1,
		outSmartPortalTool: 1,
		outSmartPortalTrigger: 1,
	}),
};
const placeholders: Record<string, string[]> = {
	synchroteamApi: ['synchroteam'],
	outSmartPortalApi: ['outsmart'],
	openAiApi: ['openai'],
	httpBasicAuth: ['form'],
	httpBearerAuth: ['mcp-read', 'mcp-write'],
};

function at(prefix: string, versions: Record<string, number>): Record<string, number> {
	return Object.fromEntries(Object.entries(versions).map(([name, version]) => [prefix + name, version]));
}

const isNote = ({ type }: TemplateNode) => type === 'n8n-nodes-base.stickyNote';
const isExpression = (value: unknown): boolean => typeof value === 'string' && value.startsWith('=');

/** What n8n adds to the properties of our nodes: the schedule of triggers, and the text of tools. */
const added: Record<string, string[]> = { Trigger: ['pollTimes'], Tool: ['descriptionType', 'toolDescription'] };

/** What is wrong with the parameters of one of our nodes, held against the built description. */
function complaints({ type, parameters }: TemplateNode): string[] {
	const [, name, kind = ''] = /^(.+?)(Trigger|Tool)?$/.exec(type.slice(own.length))!;
	const { description } = nodeType(kind === 'Trigger' ? `${name}Trigger` : name);
	const { resource, operation, ...rest } = parameters;
	const given = Object.fromEntries(Object.entries(rest).filter(([key]) => !(added[kind] ?? []).includes(key)));
	const shown = shownFor(description, { resource, operation }, given as INodeParameters);
	const missing = shown
		.filter(({ required, name: key }) => required && !given[key])
		.map(({ name: key }) => `${key} is missing`);
	const choices =
		kind === 'Trigger'
			? []
			: ['resource', 'operation'].filter((key) => !offers(description.properties, key, parameters));
	return [...choices.map((key) => `${key} "${parameters[key]}" is unknown`), ...missing, ...unknownIn(given, shown)];
}

const offers = (properties: INodeProperties[], key: string, { resource, [key]: value }: Record<string, any>) =>
	properties
		.filter(
			({ name, displayOptions }) =>
				name === key && (key === 'resource' || displayOptions?.show?.resource?.includes(resource)),
		)
		.some(({ options }) => (options as INodePropertyOptions[]).some((option) => option.value === value));

/** Names and choices that the properties do not have, at any depth. */
function unknownIn(given: Record<string, any>, properties: INodeProperties[], path = ''): string[] {
	return Object.entries(given).flatMap(([key, value]) => {
		const property = properties.find(({ name }) => name === key);
		if (!property) return [`${path}${key} is unknown`];
		if (isExpression(value)) return [];
		switch (property.type) {
			case 'collection':
				return unknownIn(value, inside(property), `${path}${key}.`);
			case 'fixedCollection':
				return Object.entries(value as object).flatMap(([group, rows]) =>
					groupsOf(property).includes(group)
						? [rows].flat().flatMap((row) => unknownIn(row, inside(property), `${path}${key}.`))
						: [`${path}${key}.${group} is unknown`],
				);
			case 'resourceLocator':
				return property.modes?.some(({ name }) => name === value.mode)
					? []
					: [`${path}${key} has no mode ${value.mode}`];
			case 'options':
			case 'multiOptions': {
				const values = (property.options as INodePropertyOptions[]).map((option) => option.value);
				return [value]
					.flat()
					.filter((one) => !values.includes(one))
					.map((one) => `${path}${key} has no choice ${one}`);
			}
			default:
				return [];
		}
	});
}

const groupsOf = ({ options }: INodeProperties) => (options as INodePropertyCollection[]).map(({ name }) => name);

/** Where a node stands on the canvas, with its name below it. */
function boxOf(node: TemplateNode) {
	const [left, top] = node.position;
	const { width, height } = isNote(node)
		? (node.parameters as { width: number; height: number })
		: {
				width: /\.(agent|mcpTrigger)$/.test(node.type) ? 256 : 96,
				// Beyond the second, each input makes a node taller.
				height: 150 + 32 * Math.max(0, (node.parameters.numberInputs ?? 2) - 2),
			};
	return { name: node.name, left, top, right: left + width, bottom: top + height };
}

const nodeOf = (nodes: TemplateNode[], name: string) => nodes.find((node) => node.name === name)!;

/** The names of the texts with their places for values, at any depth. */
const shapeOf = (value: string | object): unknown =>
	typeof value === 'string'
		? (value.match(/\{\w+\}/g) ?? []).sort()
		: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each as string)]));

/** Whether what leaves a node by an output comes to one that creates. */
function reaches(links: Template['connections'], name: string, output: number, nodes: TemplateNode[]): boolean {
	const seen = new Set<string>();
	const open = (links[name]?.main?.[output] ?? []).map(({ node }) => node);
	for (const next of open) {
		if (seen.has(next)) continue;
		seen.add(next);
		if (nodeOf(nodes, next).parameters.operation === 'create') return true;
		open.push(...(links[next]?.main ?? []).flat().map(({ node }) => node));
	}
	return false;
}

test('no two templates have the same id or name', () => {
	expect(new Set(templates.map(({ template }) => template.id)).size).toBe(files.length);
	expect(new Set(templates.map(({ template }) => template.name)).size).toBe(files.length);
});

describe.each(templates)('$file', ({ file, template }) => {
	const { nodes, connections } = template;
	const working = nodes.filter((node) => !isNote(node));
	const names = nodes.map(({ name }) => name);
	const links = Object.entries(connections).flatMap(([from, kinds]) =>
		Object.values(kinds)
			.flat(2)
			.map(({ node }) => [from, node]),
	);

	test('can be imported: an id that n8n 1 takes, its nodes known to both lines, not active', () => {
		expect(template.id).toMatch(/^[A-Za-z0-9]{1,16}$/);
		expect(template.active).toBe(false);
		expect(template.settings.executionOrder).toBe('v1');
		expect(
			nodes
				.filter(({ type, typeVersion }) => known[type] !== typeVersion)
				.map(({ type, typeVersion }) => `${type} ${typeVersion}`),
		).toEqual([]);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	});

	test('hangs together: every node is linked, and every name in an expression is that of a node', () => {
		expect(links.flat().filter((name) => !names.includes(name))).toEqual([]);
		expect(working.filter(({ name }) => !links.flat().includes(name)).map(({ name }) => name)).toEqual([]);
		const used = working.flatMap(({ parameters }) =>
			[...JSON.stringify(parameters).matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name),
		);
		expect(used.filter((name) => !names.includes(name))).toEqual([]);
	});

	test('starts by hand and by itself', () => {
		const starts = working.filter(
			({ name }) => !links.some(([, to]) => to === name) && links.some(([from]) => from === name),
		);
		const types = starts.map(({ type }) => type).filter((type) => /(trigger|webhook)$/i.test(type));
		expect(types).toContain('n8n-nodes-base.manualTrigger');
		expect(types.length).toBeGreaterThan(1);
	});

	test('our nodes have the parameters that the template sets', () => {
		const wrong = nodes
			.filter(({ type }) => type.startsWith(own))
			.flatMap((node) => complaints(node).map((text) => `${node.name}: ${text}`));
		expect(wrong).toEqual([]);
	});

	test('a note explains it, and nothing overlaps', () => {
		const [note] = nodes.filter(isNote);
		expect(note.parameters.content.startsWith(`## ${template.name}\n`)).toBe(true);
		expect(note.parameters.content).toMatch(/\*\*Set this first\*\*\n1\. .*credential/);
		const boxes = nodes.map(boxOf);
		const overlaps = boxes.flatMap((one, index) =>
			boxes
				.slice(index + 1)
				.filter(
					(other) =>
						one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
				)
				.map((other) => `${one.name}, ${other.name}`),
		);
		expect(overlaps).toEqual([]);
	});

	test('the note says what it costs in requests and what it does not do', () => {
		const [{ parameters }] = nodes.filter(isNote);
		expect(parameters.content).toMatch(/\*\*Requests\*\*/);
		expect(parameters.content).toMatch(/\*\*(Not done here|It does not)\*\*/);
	});

	test('one node Settings holds what is to be set, each text for customers in English, French and Dutch', () => {
		const settings = working.filter(({ name }) => name === 'Settings');
		expect(settings).toHaveLength(1);
		const values = settings[0].parameters.assignments.assignments as Array<{ name: string; value: string }>;
		const texts = values.find(({ name }) => name === 'texts');
		if (!texts) return;
		const { en, fr, nl } = JSON.parse(texts.value) as Record<string, string | object>;
		expect(shapeOf(fr)).toEqual(shapeOf(en));
		expect(shapeOf(nl)).toEqual(shapeOf(en));
		expect(JSON.stringify(fr)).not.toBe(JSON.stringify(en));
	});

	test('cuts no time out of a text', () => {
		// The spreadsheet import reads what people wrote into a file, not dates of the node.
		if (working.some(({ name }) => name === 'Rows of the file')) return;
		const cuts = /(start|end|date\w*|time\w*|moment)\b[^;,\n]{0,12}\.(slice|substring|substr|split)\(/i;
		expect(working.filter(({ parameters }) => cuts.test(JSON.stringify(parameters))).map(({ name }) => name)).toEqual(
			[],
		);
	});

	test('a Code node throws texts that n8n 1 shows whole: it cuts at a colon, and a value may have one', () => {
		const thrown = working.flatMap(({ parameters }) => parameters.jsCode?.match(/throw new Error\([^;]*\);/g) ?? []);
		expect(thrown.filter((text: string) => /:|\$\{|' \+/.test(text))).toEqual([]);
	});

	test('who looks before it creates creates only what the service says is not there', () => {
		const looks = working.filter(
			({ name, type, parameters }) =>
				type.startsWith(own) && parameters.operation === 'get' && reaches(connections, name, 1, working),
		);
		const unsure = looks.filter(({ name }) =>
			(connections[name].main[1] ?? []).some(
				({ node }) => !/errorType/.test(JSON.stringify(nodeOf(nodes, node).parameters)),
			),
		);
		expect(unsure.map(({ name }) => name)).toEqual([]);
	});

	test('holds no secrets, and addresses only to be set', () => {
		const credentials = nodes.flatMap((node) => Object.entries(node.credentials ?? {}));
		expect(credentials.filter(([type, { id }]) => !placeholders[type]?.includes(id))).toEqual([]);
		const lacking = nodes.filter(({ type, credentials: has }) => type.startsWith(own) && !has);
		expect(lacking.map(({ name }) => name)).toEqual([]);
		const rest = JSON.stringify(nodes.filter(({ name }) => name !== 'Settings' && name !== 'About this workflow'));
		// The names of XML's vocabularies look like addresses and are none.
		expect(rest).not.toMatch(
			/https?:\/\/(?!schemas\.openxmlformats\.org)|(?<![\w})])\/(home|root|tmp|work|Users|var|opt|mnt)\//,
		);
		expect(textOf(file)).not.toMatch(
			/\/(root|tmp|work|Users|home\/(?!node\/))\b|password|apiKey|\b(Bearer|Basic) (?!Auth\b)/,
		);
	});

	test('is listed in the README', () => {
		expect(readme).toContain(`(${file})`);
		expect(readme).toContain(template.name);
	});
});
