/** What goes into a package of one service: made from the build of the whole, without a line of source of its own. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from './prepare.mjs';

const whole = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** `folder`: of its nodes; `prefix`: how the names of their types begin. */
export const services = [
	{
		name: 'n8n-nodes-synchroteam',
		title: 'Synchroteam',
		folder: 'Synchroteam',
		prefix: 'synchroteam',
		description:
			'n8n nodes for Synchroteam (jobs, customers, sites, equipment, invoices, stock), with a polling trigger',
		keywords: ['n8n-community-node-package', 'n8n', 'synchroteam', 'field-service', 'work-orders'],
	},
	{
		name: 'n8n-nodes-outsmart-portal',
		title: 'OutSmart Portal',
		folder: 'OutSmartPortal',
		prefix: 'outSmartPortal',
		description: 'n8n nodes for OutSmart Portal (work orders, notes), with a trigger for those that you name',
		keywords: ['n8n-community-node-package', 'n8n', 'outsmart', 'field-service', 'work-orders'],
	},
];

/** Names of node types with the package that has them now. */
const renamed = (text) =>
	services.reduce(
		(renaming, { name, prefix }) =>
			renaming.replace(new RegExp(`\\b${whole.name}\\.(?=${prefix}(?:Tool|Trigger)?\\b)`, 'g'), `${name}.`),
		text,
	);

/**
 * Puts the content of a service's package into a folder, ready to be packed.
 * @param {(typeof services)[number]} service
 * @param {string} target folder that is empty or not there
 */
export function layOut(service, target) {
	const own = (path) => path.split('/').at(-1).startsWith(service.folder);
	const nodes = whole.n8n.nodes.filter(own);
	const credentials = whole.n8n.credentials.filter(own);
	for (const file of withAllRequired([...nodes, ...credentials])) put(file, target, readFileSync(join(root, file)));
	for (const node of nodes) put(node.replace(/\.js$/, '.json'), target, renamed(read(node.replace(/\.js$/, '.json'))));
	cpSync(join(root, schemasOf(service)), join(target, schemasOf(service)), { recursive: true });
	const templates = templatesOf(service);
	for (const { file, text } of templates) put(`templates/${file}`, target, text);
	for (const file of ['LICENSE.md', whole.main]) put(file, target, read(file));
	put('package.json', target, `${JSON.stringify(manifestOf(service, nodes, credentials), null, '\t')}\n`);
	put('README.md', target, readmeOf(service, templates));
}

const read = (file) => readFileSync(join(root, file), 'utf8');
const schemasOf = ({ folder }) => `dist/nodes/${folder}/__schema__`;

function put(file, target, content) {
	mkdirSync(dirname(join(target, file)), { recursive: true });
	writeFileSync(join(target, file), content);
}

/** These files, and all that they require or name as their icon, whichever way they do it. */
function withAllRequired(files) {
	const found = new Set();
	const visit = (file) => {
		if (found.has(file)) return;
		found.add(file);
		if (!file.endsWith('.js')) return;
		const beside = (name) => relative(root, resolve(root, dirname(file), name)).replaceAll('\\', '/');
		const text = read(file);
		for (const [, icon] of text.matchAll(/'file:([^']+)'/g)) visit(beside(icon));
		for (const [, name] of text.matchAll(/\brequire\(["'](\.[^"']*)["']\)/g))
			visit([`${name}.js`, `${name}/index.js`].map(beside).find((each) => existsSync(join(root, each))));
	};
	files.forEach(visit);
	return [...found].sort();
}

/** Templates that have a node of the service; some have one of the other as well. */
const templatesOf = ({ name, prefix }) =>
	readdirSync(join(root, 'workflows'))
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => ({ file, text: renamed(read(`workflows/${file}`)) }))
		.filter(({ text }) => text.includes(`"${name}.${prefix}`))
		.map(({ file, text }) => ({ file, text, title: JSON.parse(text).name }));

function manifestOf({ name, description, keywords }, nodes, credentials) {
	const { version, license, homepage, author, repository, bugs, publishConfig, engines, main, n8n, peerDependencies } =
		whole;
	return {
		name,
		version,
		description,
		keywords,
		license,
		homepage,
		author,
		repository,
		bugs,
		publishConfig,
		engines,
		main,
		files: ['dist', 'templates'],
		n8n: { ...n8n, credentials, nodes },
		peerDependencies,
	};
}

/** What the README of the whole says, as far as it is about the service. */
function readmeOf({ name, title, description }, templates) {
	const text = read('README.md');
	const section = (heading) => part(text, `## ${heading}\n`, '\n## ');
	const block = (within, heading) => part(within, `**${heading}`, '\n\n**').replace(/\n<!--[^]*/, '');
	const full = whole.homepage.replace('#readme', '');
	const installation = section('Installation').replaceAll(whole.name, name);
	const parts = [
		`# ${name}`,
		`${description}. This is the ${title} part of [${whole.name}](${full}), from the same build: install one of the two, not both.`,
		`## Installation\n\n${installation}`,
		`## Credentials\n\n${block(section('Credentials'), `${title} API`)}`,
		`## Operations\n\n${block(section('Operations'), `${title}**`)}`,
		`## Trigger\n\n${block(section('Triggers').replace(/ (?=\*\*OutSmart Portal Trigger)/, '\n\n'), `${title} Trigger`)}`,
		`## Templates\n\n${templates.map(({ file, title: called }) => `- \`templates/${file}\`: ${called}`).join('\n')}`,
		`## License\n\nMIT. For everything else, see the [documentation of the whole package](${full}#readme).`,
	];
	return absolute(`${parts.join('\n\n')}\n`, full);
}

/** Links into the repository lead there from anywhere. */
const absolute = (text, full) =>
	text
		.replace(/\]\((?!https?:|#)([^)]+)\)/g, (_, path) => `](${full}/blob/main/${path})`)
		.replace(/\]\(#/g, `](${full}#`);

function part(text, from, to) {
	const begin = text.indexOf(from);
	if (begin < 0) return '';
	const start = from.startsWith('##') ? begin + from.length : begin;
	const end = text.indexOf(to, start);
	return text.slice(start, end < 0 ? undefined : end).trim();
}
