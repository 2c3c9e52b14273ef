import { statusName } from './errors.cts';
import type { ApiAnswer, ApiRequest, Fault, ServiceName } from './types.cts';

interface Armed extends Fault {
	id: string;
	left: number;
	toSkip: number;
}

// These need the true answer before they can spoil it.
const needsAnswer = new Set<Fault['kind']>([
	'delay',
	'drip',
	'edited',
	'corruptEncoding',
	'resetMidAnswer',
	'truncated',
	'wrongType',
]);

/** Faults on demand: what goes wrong, for which requests, how often. */
export class Faults {
	private armed: Armed[] = [];
	private count = 0;
	private draw = draws();

	/** Arms a fault. @returns its id. @throws SyntaxError where `path` is no regular expression */
	add(fault: Fault): string {
		new RegExp(fault.path);
		if (fault.kind === 'edited' && !fault.edit) throw new TypeError('An edited answer needs `edit`');
		const id = String(++this.count);
		const left = fault.times === null ? Infinity : (fault.times ?? 1);
		this.armed.push({ ...fault, id, left, toSkip: fault.skip ?? 0 });
		return id;
	}

	clear(): void {
		this.armed = [];
		this.draw = draws();
	}

	list(): Fault[] {
		return this.armed.map(({ toSkip: _, left, ...fault }) => ({
			...fault,
			times: left === Infinity ? null : left,
		}));
	}

	/** The first armed fault for a request, used up by one. */
	take(service: ServiceName, request: ApiRequest): Fault | undefined {
		const fault = this.armed.find((one) => {
			if (one.left <= 0 || (one.service && one.service !== service)) return false;
			if (one.method && one.method.toUpperCase() !== request.method) return false;
			if (!new RegExp(one.path).test(request.path)) return false;
			if (one.toSkip-- > 0) return false;
			return one.chance === undefined || this.draw() < one.chance;
		});
		if (fault) fault.left -= 1;
		return fault;
	}
}

/** Numbers from 0 to 1 that look random and are the same in every run (a linear congruential generator). */
function draws(): () => number {
	let state = 1;
	return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Whether the service carries the request out before the fault shows. */
export const carriesOut = (fault: Fault): boolean => fault.afterEffect === true || needsAnswer.has(fault.kind);

/** The answer as the fault leaves it. `answer` is the true one where {@link carriesOut} says so, else an empty 200. */
export function spoil(fault: Fault, answer: ApiAnswer, request: ApiRequest): ApiAnswer {
	const headers = { ...answer.headers, ...fault.headers };
	const json = { ...headers, 'content-type': 'application/json; charset=utf-8' };
	switch (fault.kind) {
		case 'delay':
			return { ...answer, headers };
		case 'status': {
			const status = fault.status ?? 500;
			const error = statusName(status);
			const body = fault.body ?? { error, message: `${error} on demand` };
			return { status, headers: json, body: typeof body === 'string' ? body : JSON.stringify(body) };
		}
		case 'html': {
			const status = fault.status ?? 403;
			const title = `${status} ${statusName(status)}`;
			const page = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
			return {
				status,
				headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
				body: typeof fault.body === 'string' ? fault.body : page,
			};
		}
		case 'empty':
			return { status: fault.status ?? 200, headers, body: '' };
		case 'redirect':
			return {
				status: fault.status ?? 302,
				headers: { ...headers, location: fault.location ?? 'http://127.0.0.1:9/' },
				body: '',
			};
		case 'truncated':
			return { ...answer, headers, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) };
		case 'wrongType':
			return { ...answer, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } };
		case 'reset':
			return { ...answer, cut: 'before' };
		case 'resetMidAnswer':
			return { ...answer, headers, cut: 'middle' };
		case 'drip':
			return { ...answer, headers, dripMs: fault.delayMs ?? 1000 };
		case 'switchingProtocols':
			return { status: 101, headers: {}, body: '' };
		case 'corruptEncoding':
			return { ...answer, headers: { ...headers, 'content-encoding': fault.encoding ?? 'gzip' } };
		case 'edited': {
			const edited = fault.edit!(JSON.parse(String(answer.body)), request);
			return { ...answer, status: fault.status ?? answer.status, headers, body: JSON.stringify(edited) ?? '' };
		}
	}
}
