import { built, n8n } from '../engine/engine.cts';

const { refuseOldN8n } = built<{ refuseOldN8n: (found?: object) => void }>('shared/schema/oldest');

test('an n8n that is too old is told so, in one sentence, while the nodes are loaded', () => {
	const before = { RoutingNode: class {}, sleep: () => undefined };
	expect(() => refuseOldN8n(before)).toThrow('This package needs n8n 1.50 or newer, and this n8n is older: update n8n');
});

test.each([
	['1.50', { RoutingNode: class {}, randomInt: () => 1 }],
	['this one', n8n],
	['one that has neither any more', {}],
])('%s is taken', (_, found) => {
	expect(() => refuseOldN8n(found)).not.toThrow();
});
