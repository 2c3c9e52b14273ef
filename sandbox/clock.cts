/** The clock of the sandbox: a base clock (the real one by default) and an offset that tests move. */
export class Clock {
	private offset = 0;

	constructor(private readonly base: () => number = Date.now) {}

	/** Epoch milliseconds. */
	now(): number {
		return this.base() + this.offset;
	}

	/** Makes it `ms` now; time goes on from there. */
	set(ms: number): void {
		this.offset = ms - this.base();
	}

	/** Goes forward by `ms` (back, when negative). */
	advance(ms: number): void {
		this.offset += ms;
	}

	/** Back to the base clock. */
	reset(): void {
		this.offset = 0;
	}
}
