import manifest from '../../package.json';

/** The nodes that package.json declares, e.g. `synchroteam`, with folder and class. */
export const declaredNodes = manifest.n8n.nodes.map((file) => {
	const [, , folder, name] = file.split('/');
	const className = name.replace('.node.js', '');
	return { name: className[0].toLowerCase() + className.slice(1), folder, className };
});
