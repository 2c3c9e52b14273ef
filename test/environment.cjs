const { TestEnvironment } = require('jest-environment-node');

/** What all suites of one worker share: to load n8n-core anew for each would take longer than most of their tests. */
const worker = { require, process };

// n8n-core has a timer that nobody can reach, and Node.js warns of certificates for addresses, which are meant here.
const { setInterval } = globalThis;
globalThis.setInterval = (...given) => setInterval(...given).unref();
process.noDeprecation = true;

module.exports = class extends TestEnvironment {
	constructor(...given) {
		super(...given);
		this.global.worker = worker;
		// What it throws is an Error for suites as well, and its dates are dates.
		Object.assign(this.global, { Error, Date });
	}
};
