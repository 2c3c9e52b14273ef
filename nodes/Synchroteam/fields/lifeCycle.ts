import { act, remove, type Identifier, type OperationOf, type Path, type Route } from '../../shared/schema/define';
import { noun, one } from '../../shared/schema/labels';

const touched = <By extends Identifier = never>(
	route: Route<'POST'>,
	name: string,
	describe: (label: string) => string,
	flag: string,
	by?: readonly By[],
	namesakes: OperationOf<'act'>['namesakes'] = 'counted',
) =>
	act<never, By>(route, name, describe, {
		by,
		idIn: 'query',
		response: { as: 'flag', flag },
		repeatable: true,
		namesakes,
	});

/**
 * Deletes, restores, activates and deactivates customers, sites and equipment (sections "Customers", "Sites", "Equipment").
 * By name, every record with that name is affected.
 * @param deleted identifiers that delete and undelete take, if not all of them; activate and deactivate take all
 */
export const lifeCycle = <By extends Identifier = never>(path: Path, deleted?: readonly By[]) => ({
	delete: remove(`DELETE ${path}/delete`, { by: deleted }),
	undelete: touched(
		`POST ${path}/undelete`,
		'Restore',
		(label) => `Restore a deleted ${noun(label)}`,
		'undeleted',
		deleted,
		'uncounted',
	),
	activate: touched(`POST ${path}/activate`, 'Activate', (label) => `Set ${one(label)} to active`, 'activated'),
	deactivate: touched(
		`POST ${path}/desactivate`,
		'Deactivate',
		(label) => `Set ${one(label)} to inactive without deleting it`,
		'deactivated',
	),
});
