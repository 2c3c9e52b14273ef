import type { Resource } from '../../shared/schema/define';
import { activity } from './activity';
import { activityType } from './activityType';
import { attachment } from './attachment';
import { block } from './block';
import { contract } from './contract';
import { creditNote } from './creditNote';
import { customer } from './customer';
import { customField } from './customField';
import { depot } from './depot';
import { equipment } from './equipment';
import { invoice } from './invoice';
import { job } from './job';
import { jobReport } from './jobReport';
import { jobSchedulingWindow } from './jobSchedulingWindow';
import { jobType } from './jobType';
import { message } from './message';
import { part } from './part';
import { partMovement } from './partMovement';
import { partRequest } from './partRequest';
import { quotation } from './quotation';
import { recurrence } from './recurrence';
import { reportTemplate } from './reportTemplate';
import { site } from './site';
import { task } from './task';
import { taxRate } from './taxRate';
import { team } from './team';
import { timeline } from './timeline';
import { user } from './user';

/** In the order in which their parameters appear. */
export const resources: Resource[] = [
	activity,
	activityType,
	attachment,
	block,
	contract,
	creditNote,
	customer,
	customField,
	depot,
	equipment,
	invoice,
	job,
	jobReport,
	jobSchedulingWindow,
	jobType,
	message,
	part,
	partMovement,
	partRequest,
	quotation,
	recurrence,
	reportTemplate,
	site,
	task,
	taxRate,
	team,
	timeline,
	user,
];
