// n8n reads the nodes from the `n8n` entry of package.json; `main` only has to exist.
module.exports = {};
