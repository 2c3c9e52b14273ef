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

/** In the order of the Resource dropdown and of n8n's list of actions: what an office uses most comes first. */
export const synchroteamResources: Resource[] = [
	job,
	customer,
	site,
	equipment,
	invoice,
	quotation,
	part,
	jobReport,
	attachment,
	task,
	message,
	user,
	contract,
	recurrence,
	activity,
	timeline,
	partRequest,
	partMovement,
	depot,
	creditNote,
	jobType,
	team,
	customField,
	reportTemplate,
	activityType,
	jobSchedulingWindow,
	block,
	taxRate,
];
