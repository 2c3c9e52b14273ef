const { TestEnvironment } = require('jest-environment-node');

/** What all suites of one worker share: to load n8n-core anew for each would take longer than most of their tests. */
const worker = { require, process };

module.exports = class extends TestEnvironment {
	constructor(...given) {
		super(...given);
		this.global.worker = worker;
		// What it throws is an Error for suites as well.
		this.global.Error = Error;
	}
};
