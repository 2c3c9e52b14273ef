import type { IDataObject } from 'n8n-workflow';
import type { Session } from '../http/session';
import { isNever, parseServiceDate } from '../request/dates';
import type { Request } from '../request/call';
import { isBlank, isEmptyList } from '../request/scalars';
import { namesOf } from '../request/unverified';
import { underOwnNames, unknownNames } from '../response/toItems';
import { isObject, type Json } from '../schema/define';

/** Finds what the service left out of a change, if the response shows it. Only fields that rest on an assumption are compared. */

/** Warns in n8n's log and next to the output about fields that were not saved. */
export function hintLeftOut(session: Session, request: Request, records: IDataObject[]): void {
	const { body, unverified = [], operation } = request;
	const [record] = records.map((each) => underOwnNames(each, operation.simplify));
	if (!record || records.length !== 1 || !isObject(body)) return;
	const left = unverified.filter(
		({ key }) => key !== undefined && body[key] !== undefined && !isTaken(body[key], record[key]),
	);
	if (!left.length) return;
	const { labels, where } = namesOf(left);
	hint(
		session,
		`${session.service.name} saved the record, but its response does not show what ` +
			`was sent for ${labels}. Check the record. For a workaround, see ${where}.`,
	);
}

/** Warns about names under Fields to Return that no record has. */
export function hintUnknown(session: Session, request: Request, records: IDataObject[]): void {
	const names = unknownNames(records, request);
	if (!names.length) return;
	const details = request.operation.details && !request.includeDetails ? ', or turn on Include Details' : '';
	hint(
		session,
		`Fields to Return: there is no ${names.map((each) => `"${each}"`).join(', ')}. Use the ` +
			`names that Output shows for Simplified or Raw, or the label of a custom field${details}.`,
	);
}

function hint(session: Session, message: string): void {
	session.caller.logger.warn(message);
	if ('addExecutionHints' in session.caller)
		session.caller.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
}

/** Whether a value was saved, judging by the response. One that is missing there, or cannot be compared, counts as saved. */
function isTaken(sent: Json, shown: unknown): boolean {
	if (shown === undefined) return true;
	if (sent === null) return isNothing(shown);
	if (isNothing(shown)) return isNothing(sent);
	if (typeof sent === 'object' || typeof shown === 'object') return true;
	if (String(sent) === String(shown) || Number(sent) === Number(shown)) return true;
	return parseServiceDate(sent) !== undefined || parseServiceDate(shown) !== undefined;
}

const isNothing = (value: unknown): boolean =>
	isBlank(value) || isEmptyList(value) || value === 0 || value === false || isNever(value);
