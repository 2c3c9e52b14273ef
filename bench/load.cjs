// How long it takes n8n to load the package: its nodes required and their descriptions built, in a fresh process.
const { join } = require('node:path');

// n8n has that already.
require('n8n-workflow');
const root = join(__dirname, '..');
const { nodes } = require(join(root, 'package.json')).n8n;
const before = process.cpuUsage();
const start = performance.now();
const built = nodes.flatMap((file) => Object.values(require(join(root, file)))).map((Node) => new Node());
const took = performance.now() - start;
const { user, system } = process.cpuUsage(before);
console.log(
	`result ${JSON.stringify({ took, cpu: (user + system) / 1000, description: built.map(({ description }) => [description.name, Buffer.byteLength(JSON.stringify(description))]) })}`,
);
