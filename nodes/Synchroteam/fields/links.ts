import { reference, type Field, type Identifier } from '../../shared/schema/define';
import { targets } from '../targets';

const ids: Identifier[] = ['id', 'myId'];
type Place = 'customer' | 'site' | 'equipment' | 'job';

/**
 * The records that bills, notes, tasks and files belong to.
 * @param noun the record that belongs to them, e.g. "task"
 * @param named identifiers of customers, sites and equipment; most bodies take their name as well
 */
export const links = (noun: string, named: Identifier[] = [...ids, 'name']): Record<Place, Field> => ({
	customer: reference(targets.customer, `Customer that the ${noun} belongs to`, { modes: named }),
	site: reference(targets.site, `Site that the ${noun} belongs to`, { modes: named }),
	equipment: reference(targets.equipment, `Equipment that the ${noun} belongs to`, { modes: named }),
	job: reference(targets.job, `Job that the ${noun} belongs to`),
});

/** Filters by these records. */
export const linkFilters = (plural: string): Record<Place, Field> => ({
	customer: reference(targets.customer, `Only ${plural} of this customer`, { modes: ids }),
	site: reference(targets.site, `Only ${plural} of this site`, { modes: ids }),
	equipment: reference(targets.equipment, `Only ${plural} of this equipment`, { modes: ids }),
	job: reference(targets.job, `Only ${plural} of this job`),
});
