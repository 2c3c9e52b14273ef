/** What was checked in one n8n-core, by groups. Only what does not hold is told. */
export class Report {
	passed = 0;
	failed = 0;
	private readonly counts = new Map<string, { passed: number; failed: number }>();

	/** @param only checks whose group and name hold this text */
	constructor(private readonly only = '') {}

	/** Runs a check; what it throws is its failure, and the others go on. */
	async check(group: string, name: string, work: () => void | Promise<void>): Promise<void> {
		if (!`${group}: ${name}`.includes(this.only)) return;
		if (process.env.TRACE) console.log(new Date().toISOString(), group, name);
		const count = this.counts.get(group) ?? { passed: 0, failed: 0 };
		this.counts.set(group, count);
		try {
			await work();
			this.passed++;
			count.passed++;
		} catch (error) {
			this.failed++;
			count.failed++;
			const { message, stack } = error as Error;
			console.log(`FAILED  ${group}: ${name}\n${(process.env.STACKS ? stack : message)?.replace(/^/gm, '          ')}`);
		}
	}

	/** E.g. `load 3, operations 240 of 242`. */
	groups(): string {
		return [...this.counts]
			.map(([group, { passed, failed }]) => `${group} ${passed}${failed ? ` of ${passed + failed}` : ''}`)
			.join(', ');
	}

	/** As jest ends, for those who add it up. */
	summary(): string {
		return `Tests: ${this.failed} failed, ${this.passed} passed, ${this.passed + this.failed} total`;
	}
}
