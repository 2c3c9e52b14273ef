import type { Resource } from '../../shared/schema/define';
import { note } from './note';
import { workOrder } from './workOrder';

/** In the order in which their parameters appear. */
export const outSmartResources: Resource[] = [note, workOrder];
