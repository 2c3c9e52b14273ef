import type { IDataObject } from 'n8n-workflow';
import { outSmartResources } from '../../nodes/OutSmartPortal/resources';
import { synchroteamResources } from '../../nodes/Synchroteam/resources';
import { toRequest } from '../../nodes/shared/request/toRequest';
import { InputError } from '../../nodes/shared/schema/errors';

/** Parameters of one item → request, without the engine. */

const zones = { account: 'Europe/Paris', workflow: 'America/New_York' };

/** What is sent, or the sentence. Anything but a sentence to the user is thrown. */
export function request(
	resource: string,
	operation: string,
	parameters: Record<string, unknown>,
	expressions: string[] = [],
) {
	const found = [...synchroteamResources, ...outSmartResources].find(({ name }) => name === resource)!;
	const read = (name: string) =>
		name.split('.').reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], parameters);
	try {
		return toRequest(
			found,
			found.operations[operation],
			Object.assign(read, { isExpression: (path: string) => expressions.includes(path) }),
			zones,
		);
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		expect(error.advice).toBeTruthy();
		return { sentence: error.message };
	}
}
export const record = (mode: string, value: unknown) => ({ __rl: true, mode, value });
