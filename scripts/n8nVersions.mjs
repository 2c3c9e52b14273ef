/**
 * The versions of n8n that `npm run compat` tries, one a line, oldest first: the first is the oldest that the package
 * promises, the last the newest there is. `core`: the n8n-core that this n8n brings. `node`: a Node.js that it runs on.
 */
export const n8nVersions = [
	{ n8n: '1.50', core: '1.50.0', node: '20.20.2' },
	{ n8n: '1.60', core: '1.60.0', node: '20.20.2' },
	{ n8n: '1.72', core: '1.72.1', node: '20.20.2' },
	{ n8n: '1.82', core: '1.81.1', node: '20.20.2' },
	{ n8n: '1.88', core: '1.87.0', node: '20.20.2' },
	{ n8n: '1.100', core: '1.99.0', node: '20.20.2' },
	{ n8n: '1.110', core: '1.109.0', node: '20.20.2' },
	{ n8n: '1.119', core: '1.118.1', node: '20.20.2' },
	{ n8n: '1.123', core: '1.122.48', node: '20.20.2' },
	{ n8n: '2.0', core: '2.0.2', node: '22.23.3' },
	{ n8n: '2.11', core: '2.11.1', node: '22.23.3' },
	{ n8n: '2.20', core: '2.20.6', node: '22.23.3' },
	{ n8n: '2.30', core: '2.30.4', node: '22.23.3' },
	{ n8n: '2.41', core: '2.41.1', node: '24.21.0' },
];
