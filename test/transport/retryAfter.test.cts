import { clock } from '../../nodes/shared/http/clock';
import { retryDelay } from '../../nodes/shared/http/retry';

/** How long is waited before a request is repeated. */

const after = (value?: string) =>
	retryDelay(0, {
		kind: 'response',
		response: { status: 503, headers: value === undefined ? {} : { 'retry-after': value }, body: '' },
	});

beforeEach(() => jest.spyOn(clock, 'random').mockReturnValue(0.5));

test.each([
	['nothing', undefined, 1000],
	['seven seconds', '7', 7000],
	['an hour: a minute at most', '3600', 60_000],
])('503 with Retry-After of %s', (_, value, expected) => expect(after(value)).toBe(expected));
