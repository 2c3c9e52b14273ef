import * as n8n from 'n8n-workflow';

/**
 * n8n 1.50 is the oldest that can show the icons of the nodes; an older one would end with a sentence nobody understands.
 * It is known by what it still has and what it does not have yet, so that no later one is ever refused.
 * @throws Error while the nodes are loaded, which n8n writes into its log
 */
export function refuseOldN8n(found: object = n8n): void {
	if ('RoutingNode' in found && !('randomInt' in found))
		throw new Error('This package needs n8n 1.50 or newer, and this n8n is older: update n8n');
}

/** The connection that items go through; an n8n of 1.50 has no other name for it in n8n-workflow. */
export const MAIN = 'main';
