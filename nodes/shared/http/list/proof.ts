import type { IDataObject } from 'n8n-workflow';
import { hasId, keysOf } from './page';
import type { Pass } from './pass';

/**
 * What shows that no row is missing that was there throughout. Three proofs, and nothing else:
 *
 * 1. One pass over parts that overlap in which nothing moved: all parts share exactly the rows that they have to, every
 *    answer says the same number of rows, and as many different ones were read. As long as the rows keep their order, none
 *    can slip from one part to the next without the shared ones telling; as long as the same rows are there, a row that is
 *    missing, in whatever order, leaves another one at two places.
 * 2. Rows that were read both before and after some answer were there when it was given. If they are as many as the list
 *    had by this answer, they are all: in any order, and whatever came, went or moved before and after.
 * 3. Where the list's own number is wrong or missing: a pass in which nothing moved, all of whose rows were read again
 *    afterwards, in the same order. So none of them had left, and none can have slipped past in a list that keeps its order.
 *    A record that stood at the same two places both times did not move either: the list shows it twice.
 */
export class Proof {
	private readonly passes: Pass[] = [];
	/** When a row was read first and last: twice the number of its pass for a first page, one more for the others. */
	private readonly seen = new Map<string, { first: number; last: number; row: IDataObject }>();
	/** Whether the list has shown more rows than it says it has. */
	private isDisproved = false;

	get count(): number {
		return this.passes.length;
	}

	get requests(): number {
		return this.passes.reduce((count, { pages }) => count + pages.length, 0);
	}

	add(pass: Pass): void {
		const time = 2 * this.passes.push(pass) - 2;
		const front = new Set(keysOf(pass.pages[0].rows));
		for (const [index, { rows, page, size, total = Infinity }] of pass.pages.entries()) {
			const now = time + Math.min(index, 1);
			const keys = keysOf(rows);
			// A service that gives all rows whatever is asked for shows the same ones on a later page.
			const isBehind =
				rows.length > 0 && (pass.regular || keys.filter((key) => front.has(key)).length < keys.length / 2);
			this.isDisproved ||= isBehind && (page - 1) * size + rows.length > total;
			keys.forEach((key, at) => {
				const first = this.seen.get(key)?.first ?? now;
				this.seen.set(key, { first, last: now, row: rows[at] });
			});
		}
	}

	/** The first proof, for the last pass. @param limit rows wanted at most: the beginning of a list is shown by its parts */
	ofOnePass(limit: number): boolean {
		const pass = this.passes[this.passes.length - 1];
		const { pages, places, exact, ended, overlaps } = pass;
		if (!exact || !ended || !(overlaps || pages.length === 1)) return false;
		const [{ total }] = pages;
		if (limit !== Infinity && places.length >= limit && (total ?? limit) >= limit) return true;
		return pages.every((page) => page.total === places.length) && places.every(({ row }) => hasId(row));
	}

	/** The second proof, for the first page of any pass. */
	ofOneMoment(): boolean {
		const seen = [...this.seen.values()];
		return this.passes.some(({ pages: [{ total }] }, index) => {
			const count = seen.filter(({ first, last }) => first <= 2 * index && last >= 2 * index).length;
			this.isDisproved ||= total !== undefined && count > total;
			return count === total && !this.isDisproved;
		});
	}

	/** The third proof, for the last two passes. */
	ofOrder(limit: number): boolean {
		const [before, now] = this.passes.slice(-2);
		if (!now?.ended || !before.ended) return false;
		if (this.isTwice(limit)) return true;
		if (!before.exact) return false;
		let at = 0;
		for (const { key } of now.places) if (at < before.places.length && before.places[at].key === key) at++;
		return at === before.places.length;
	}

	/** Whether the last two passes show the same at every place. */
	private isTwice(limit: number): boolean {
		const [before, now] = this.passes.slice(-2).map(({ places }) => places.slice(0, limit).map(({ key }) => key));
		return (
			this.passes.slice(-2).every(({ fits }) => fits) &&
			before.length === now?.length &&
			before.every((key, at) => key === now[at])
		);
	}

	/** All rows that were read: as the last pass shows them, then those that only earlier ones did. */
	rows(limit: number): IDataObject[] {
		const { exact, places, pages } = this.passes[this.passes.length - 1];
		const inPlace = exact || this.isTwice(limit);
		const keys = new Set(inPlace ? places.map(({ key }) => key) : pages.flatMap(({ rows }) => keysOf(rows)));
		const earlier = [...this.seen].filter(([key]) => !keys.has(key)).map(([, { row }]) => row);
		return [...(inPlace ? places.map(({ row }) => row) : [...keys].map((key) => this.seen.get(key)!.row)), ...earlier];
	}
}
