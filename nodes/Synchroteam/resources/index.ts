import type { Resource } from '../../shared/define';
import { activity } from './activity';
import { activityType } from './activityType';
import { block } from './block';
import { contract } from './contract';
import { customer } from './customer';
import { customField } from './customField';
import { equipment } from './equipment';
import { job } from './job';
import { jobReport } from './jobReport';
import { jobSchedulingWindow } from './jobSchedulingWindow';
import { jobType } from './jobType';
import { recurrence } from './recurrence';
import { reportTemplate } from './reportTemplate';
import { site } from './site';
import { taxRate } from './taxRate';
import { team } from './team';
import { user } from './user';

/** In the order in which their parameters appear. */
export const resources: Resource[] = [
	activity, activityType, block, contract, customer, customField, equipment, job,
	jobReport, jobSchedulingWindow, jobType, recurrence, reportTemplate, site, taxRate, team,
	user,
];
