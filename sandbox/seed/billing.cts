import type { Faker } from '@faker-js/faker';
import type { Account } from '../account.cts';
import { insert } from '../resource.cts';
import { creditNotes, invoices, line, quotations, sums } from '../resources/billing.cts';
import type { Row } from '../types.cts';

const DAY = 86_400_000;

/** Invoices for done jobs, quotations for customers, and a few credit notes. */
export function seedBilling(
	account: Account,
	{ helpers, number }: Faker,
	done: Row[],
	clients: Row[],
	today: number,
): void {
	const parts = account.stores.parts.filter((row) => row.status === 'active');
	const lines = () =>
		helpers
			.arrayElements(parts, number.int({ min: 1, max: 4 }))
			.map(({ reference }) =>
				line(account, { partReference: reference, quantity: String(number.int({ min: 1, max: 5 })) }, 'line'),
			);
	for (const [at, job] of done.slice(-130).entries()) {
		const num = at + 1;
		const status = at < 90 ? 'paid' : helpers.arrayElement(['draft', 'new', 'sent', 'late', 'cancelled']);
		const createdAt = Math.min(job.modifiedAt + DAY, today - 2 * DAY);
		const paidAt = status === 'paid' ? createdAt + DAY : null;
		const body = lines();
		const row = insert(invoices, account, {
			...{ num, reference: `${num}_Invoice`, status, description: job.description },
			...{ customer: job.customer, site: job.site, job: job.id, lines: body, ...sums(body) },
			...{ paidAt, paymentDate: paidAt, createdAt, modifiedAt: paidAt ?? createdAt },
		});
		if (status === 'cancelled') {
			const { customer, site, job: of, description } = row;
			const number_ = account.stores.creditNotes.next('num');
			insert(creditNotes, account, {
				...{ num: number_, reference: `${number_}_CreditNote`, status: 'new', description },
				...{ customer, site, job: of, lines: body, ...sums(body), createdAt: createdAt + DAY / 2 },
			});
		}
	}
	for (const [at, client] of clients.slice(0, 60).entries()) {
		const num = at + 1;
		const body = lines();
		insert(quotations, account, {
			...{ num, reference: `${num}_Quotation`, description: 'New installation', customer: client.id },
			...{ status: helpers.arrayElement(['draft', 'new', 'sent', 'accepted']), lines: body, ...sums(body) },
			createdAt: today - number.int({ min: 2, max: 90 }) * DAY,
		});
	}
}
