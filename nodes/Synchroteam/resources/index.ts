import type { Resource } from '../../shared/define';
import { customer } from './customer';
import { job } from './job';

/** In the order in which their parameters appear. */
export const resources: Resource[] = [customer, job];
