import type { Resource } from '../../shared/define';
import { customer } from './customer';
import { equipment } from './equipment';
import { job } from './job';
import { site } from './site';
import { user } from './user';

/** In the order in which their parameters appear. */
export const resources: Resource[] = [customer, equipment, job, site, user];
