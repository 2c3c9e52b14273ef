import type { Account } from '../account.cts';
import { seedSmall } from './small.cts';
export const seedCompany = (account: Account, today: number): void => seedSmall(account, today);
