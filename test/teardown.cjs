const { rmSync } = require('node:fs');

module.exports = () => {
	rmSync(process.env.ENGINE_FOLDER, { recursive: true, force: true });
	// A server that a failed test leaves open does not keep jest, which gives its own exit code.
	setTimeout(() => process.exit(), 1000).unref();
};
