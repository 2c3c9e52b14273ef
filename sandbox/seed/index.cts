import { DateTime } from 'luxon';
import type { Account, AccountData } from '../account.cts';
import { setDialect } from '../dialect.cts';
import type { SeedName } from '../types.cts';
import { seedOwner, seedSetup } from './setup.cts';
import { seedSmall } from './small.cts';

const DAY = 86_400_000;

// Generated once per process, day and zone; every account starts with a copy.
const made = new Map<string, AccountData>();

/** Fills an empty account. All stamps lie before the account's present day; plans lie around it. */
export function seed(account: Account, name: SeedName): void {
	const today = DateTime.fromMillis(account.now(), { zone: account.zone }).startOf('day').toMillis();
	const key = `${name} ${today} ${account.zone}`;
	const data = made.get(key);
	if (data) return account.restore(data);
	const dialect = { ...account.dialect };
	// What is there at the start does not depend on how the account reads requests.
	setDialect(account.dialect, {});
	plant(account, name, today);
	setDialect(account.dialect, dialect);
	const { stores, files, guids } = account.dump();
	made.set(key, { stores: structuredClone(stores), files, guids });
}

function plant(account: Account, name: SeedName, today: number): void {
	const founded = today - 400 * DAY;
	seedOwner(account, founded);
	if (name !== 'empty') seedSetup(account, founded);
	if (name === 'small') seedSmall(account, today);
	if (name === 'company') {
		// The fake-data library takes its time to load: only where it is needed.
		const { seedCompany } = require('./company.cts') as typeof import('./company.cts');
		seedCompany(account, today);
	}
}
