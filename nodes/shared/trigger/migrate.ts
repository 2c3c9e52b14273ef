import { trackedPaths, type PollConfiguration } from './event';
import { trace } from './fingerprint';
import { encode, type KnownRecord, type SourceState } from './memory';

/** A state of version 1, which knew one event, becomes one of a list source. */

interface StateV1 {
	version: 1;
	watch: string;
	since: number;
	at: number;
	complete: boolean;
	ended: boolean;
	doubt: boolean;
	/** `when|row|whole|open|value`, the first in seconds. */
	seen: Record<string, string>;
}

export const isV1 = (state: unknown): state is StateV1 =>
	typeof state === 'object' && state !== null && (state as { version?: unknown }).version === 1 && 'seen' in state;

/**
 * @returns undefined where it belongs to another set-up
 */
export function fromV1(state: StateV1, configuration: PollConfiguration, slack: number): SourceState | undefined {
	if (state.watch !== configuration.signatureV1) return undefined;
	// Everything up to `at` was delivered, so nothing from before it is an event any more.
	const since = Math.max(state.since, state.at - configuration.overlapMs + slack);
	const records = new Map(
		Object.entries(state.seen).map(([id, text]): [string, KnownRecord] => {
			const [when, row, whole, , ...value] = text.split('|');
			const { detects } = configuration.events[0];
			const counts = detects.kind === 'changed';
			return [
				id,
				{
					listed: parseInt(when, 36) * 1000,
					row: row.slice(0, 7),
					tracked: tracesOf(configuration, value.join('|'), whole ?? ''),
					...(counts && whole && { whole: whole.slice(0, 7) }),
				},
			];
		}),
	);
	return {
		signature: configuration.signature,
		since,
		watermark: state.at,
		previous: state.at,
		complete: state.complete,
		ended: state.ended,
		doubt: state.doubt,
		unmarked: true,
		seen: encode(records, since),
	};
}

/** Version 1 kept a state's value, and the date that the record showed for it. */
function tracesOf(configuration: PollConfiguration, value: string, date: string): string[] {
	const { detects } = configuration.events[0];
	return trackedPaths(configuration).map((path) => {
		if (detects.kind === 'dated') return trace(value);
		if (detects.kind !== 'entered') return '';
		if (path === detects.state) return trace(value);
		return detects.dates?.[value] === path ? trace(date) : UNKNOWN;
	});
}

/** A date that version 1 did not keep: the first one seen is no change. */
export const UNKNOWN = '???';
