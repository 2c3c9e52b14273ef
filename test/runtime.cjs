require('tsx/cjs');
const { createRequire } = require('node:module');
const { dirname, join, sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');

const root = dirname(__dirname);
const { N8N_CORE_FROM: line } = process.env;
/** n8n-workflow is the one that n8n-core and the built nodes have. */
const besideCore = createRequire(line ? `${line}/package.json` : __filename);
const ours = ['sandbox', 'contract'].map((each) => join(root, each) + sep);
const isShared = (path) => path.includes(`${sep}node_modules${sep}`) || ours.some((each) => path.startsWith(each));

/**
 * Packages, the sandbox and the contract are loaded once for all suites of a worker: that takes longer than most of their
 * tests. What is tested is loaded for each suite, so that what a test changes in it ends with the suite.
 */
module.exports = class extends Runtime {
	requireModule(from, name, options, ...more) {
		if (name && !options?.isInternalModule && !this._resolution.isCoreModule(name)) {
			if (name === 'n8n-workflow') return besideCore(name);
			const path = this._resolution.resolveCjs(from, name);
			if (isShared(path)) return require(path);
		}
		return super.requireModule(from, name, options, ...more);
	}
};
