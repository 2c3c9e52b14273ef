import type { IExecuteFunctions } from 'n8n-workflow';
import type { Session } from '../http/session';
import { formatIso } from '../request/dates';
import { toCollection, type ParameterReader } from '../request/parameters';
import { isBlank } from '../request/scalars';
import { namesOf, unverifiedFilters } from '../request/unverified';
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

/** Names the filters that rest on a guess, where the account's time is not UTC: what they mean hangs on a zone. */
export function hintUnverified(
	context: IExecuteFunctions,
	{ resources }: ActionNode,
	read: ParameterReader,
	{ zone }: Session,
): void {
	const resource = resources.get(String(read('resource')));
	const operation = resource?.operations[String(read('operation'))];
	if (!resource || operation?.kind !== 'list' || formatIso(Date.now(), zone).endsWith('+00:00')) return;
	const found = unverifiedFilters(operation, toCollection(read(`${resource.name}Filters`), 'Filters'));
	if (!found.length) return;
	const { labels, where } = namesOf(found);
	context.addExecutionHints({
		message: `Not verified on live accounts: how the service reads ${labels}. If records are missing or there are too many, see ${where}.`,
		location: 'outputPane',
	});
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
