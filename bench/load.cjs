// How long it takes n8n to load the package: its nodes required and their descriptions built, in a fresh process.
const { join } = require('node:path');

// n8n has that already.
require('n8n-workflow');
const root = join(__dirname, '..');
const { nodes } = require(join(root, 'package.json')).n8n;
const start = performance.now();
for (const Node of nodes.flatMap((file) => Object.values(require(join(root, file))))) new Node();
console.log(`result ${JSON.stringify({ took: performance.now() - start })}`);
