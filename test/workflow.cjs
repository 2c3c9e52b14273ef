/** For suites: the n8n-workflow that n8n-core and the built nodes have, which suites of one worker share. */
const { createRequire } = globalThis.worker.require('node:module');
const { N8N_CORE_FROM: line } = process.env;
module.exports = createRequire(line ? `${line}/package.json` : __filename)('n8n-workflow');
