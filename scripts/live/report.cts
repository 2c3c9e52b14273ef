import { withoutValues } from './deviations.cts';
import type { Finding, Result } from './run.cts';

/** What is shown and written down: verdicts, names and counts, and no value of the account. */

const isAssumed = ({ told, guess }: Finding): boolean => told?.reading === guess.assumed;
const outcomeOf = ({ told, guess }: Finding): string | undefined => told && guess.readings[told.reading].outcome;

/** Whether the nodes do what is meant in the reading that was found. */
export const isRight = (finding: Finding): boolean => isAssumed(finding) || outcomeOf(finding) === 'right';

const verdictOf = (finding: Finding): string => {
	if (!finding.told) return `not tellable because ${finding.why}`;
	if (isAssumed(finding)) return 'as the nodes assume';
	const outcome = outcomeOf(finding);
	return outcome === undefined ? 'otherwise; see docs/guesses.md' : `otherwise: ${outcome}`;
};

/** Services that gave no success at all: their address, their login or the network is not right. */
export const unheard = ({ accounts }: Result): string[] =>
	accounts
		.filter(({ account }) => account.requests > 0)
		.filter(({ account }) => !Object.keys(account.statuses).some((status) => /^2/.test(status)))
		.filter(({ account }) => !account.wasUnderstood)
		.map(({ name }) => name);

/**
 * Exit code: 0 where the nodes are right in all that was told, 3 where something was found to be otherwise, 2 where a service
 * could not be asked, or where something that was made is left.
 */
export function exitCodeOf(result: Result): number {
	if (unheard(result).length || result.left.length) return 2;
	return result.findings.some((each) => each.told && !isRight(each)) ? 3 : 0;
}

export const tableRows = ({ findings }: Result): string[][] =>
	findings.map((finding) => [
		finding.id,
		finding.told?.reading ?? '–',
		verdictOf(finding),
		finding.told?.certainty ?? '–',
		String(finding.requests),
	]);

export const tableHead = ['row', 'reading found', 'what the nodes do with it', 'certainty', 'requests'];

/** @returns the text of live-report.md */
export function reportOf(result: Result, version: string, write: boolean): string {
	const { findings, accounts, left } = result;
	const told = findings.filter((each) => each.told).length;
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [
		'# Live report',
		'',
		`n8n-nodes-synchroteam-outsmart ${version}, ${write ? 'reading and writing' : 'reading only'}. ${told} of ${findings.length} rows of docs/guesses.md are told. This file holds no value of the account.`,
		'',
		line(tableHead),
		line(tableHead.map(() => '---')),
		...tableRows(result).map(line),
		'',
		...accounts.flatMap(({ name, account }) => [
			`## ${name}`,
			'',
			`${account.requests} requests; by status: ${
				Object.entries(account.statuses)
					.map(([status, count]) => `${status}: ${count}`)
					.join(', ') || 'none'
			}.`,
			'',
			'Responses against the contract:',
			'',
			...(Object.keys(account.deviations).length
				? Object.entries(account.deviations).flatMap(([endpoint, texts]) =>
						texts.map((text) => `- \`${endpoint}\`: ${withoutValues(text, account.values)}`),
					)
				: ['- as described']),
			'',
		]),
		...(left.length ? [`${left.length} records that were made could not be taken away.`, ''] : []),
	].join('\n');
}
