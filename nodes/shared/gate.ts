import type { Answer } from './messages';
import type { Session } from './service';

/** What all requests of one account in this process pass: it bounds how many are under way. */
export class Gate {
	private underWay = 0;
	private readonly waiting: Array<() => void> = [];

	/** Sends when there is room. */
	async pass(session: Session, request: () => Promise<Answer>): Promise<Answer> {
		while (this.underWay >= session.concurrency) await new Promise<void>((resolve) => this.waiting.push(resolve));
		this.underWay++;
		try {
			return await request();
		} finally {
			this.underWay--;
			this.waiting.shift()?.();
		}
	}
}

const gates = new Map<string, Gate>();

/** The gate of the session's account. */
export function gateOf(session: Session): Gate {
	const key = `${session.base} ${session.service.account(session.credentials)}`;
	const gate = gates.get(key) ?? new Gate();
	gates.set(key, gate);
	return gate;
}
