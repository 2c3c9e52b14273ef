const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** One folder for all that the engines of a test run write; teardown.cjs removes it. n8n's own log is not for the reader of tests. */
module.exports = () => {
	process.env.ENGINE_FOLDER = mkdtempSync(join(tmpdir(), 'n8n-tests-'));
	process.env.N8N_LOG_LEVEL ??= 'silent';
};
