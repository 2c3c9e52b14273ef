import type { IExecuteFunctions } from 'n8n-workflow';
import type { Session } from '../http/session';
import { formatIso } from '../request/dates';
import { toCollection, type ParameterReader } from '../request/parameters';
import { isBlank } from '../request/scalars';
import type { Fields, Resource } from '../schema/define';
import type { ActionNode } from './runItem';

/** What a list says beside its items: that the dates of its filters were read in another zone than the workflow's. */

/** True where the list was asked for a span of the account's wall time. */
function isAskedByTime({ name, operations }: Resource, read: ParameterReader): boolean {
	const filters: Fields = operations[String(read('operation'))]?.filters ?? {};
	const given = toCollection(read(`${name}Filters`), 'Filters');
	return Object.entries(filters).some(
		([key, field]) => field.kind === 'moment' && field.zone === 'account' && !isBlank(given[key]),
	);
}

/** Names both zones in the output where a day of the workflow does not begin with the account's. */
export function hintZones(
	context: IExecuteFunctions,
	{ resources }: ActionNode,
	read: ParameterReader,
	{ zone }: Session,
): void {
	const workflow = context.getTimezone();
	const now = Date.now();
	if (formatIso(now, zone) === formatIso(now, workflow)) return;
	const resource = resources.get(String(read('resource')));
	if (!resource || !isAskedByTime(resource, read)) return;
	context.addExecutionHints({
		message: `Dates in filters were read in ${zone}, the time zone of the account. $now and $today of this workflow are in ${workflow}, so their days and weeks start at another hour. The zones are set in the credential and in the workflow settings.`,
		location: 'outputPane',
	});
}
