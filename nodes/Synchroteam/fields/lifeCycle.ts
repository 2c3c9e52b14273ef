import { act, remove, type Identifier, type Operation } from '../../shared/schema/define';
import { noun, one } from '../../shared/schema/labels';

const touched =
	(
		of: string,
		name: string,
		describe: (label: string) => string,
		flag: string,
		by: Identifier[],
		namesakes: Operation['namesakes'] = 'counted',
	): ReturnType<typeof act> =>
	(at) =>
		act(of, name, describe(at.label), { by, idIn: 'query', answer: { as: 'flag', flag }, namesakes })(at);

/**
 * How customers, sites and equipment leave and come back (sections "Customers", "Sites", "Equipment"). By name every
 * record of that name is touched.
 * @param deleted identifiers that delete and undelete take
 * @param switched identifiers that activate and deactivate take
 */
export const lifeCycle = (path: string, deleted: Identifier[], switched = deleted) => ({
	delete: remove(`DELETE ${path}/delete`, deleted),
	undelete: touched(
		`POST ${path}/undelete`,
		'Undelete',
		(label) => `Bring a deleted ${noun(label)} back`,
		'undeleted',
		deleted,
		'uncounted',
	),
	activate: touched(
		`POST ${path}/activate`,
		'Activate',
		(label) => `Put ${one(label)} back into use`,
		'activated',
		switched,
	),
	deactivate: touched(
		`POST ${path}/desactivate`,
		'Deactivate',
		(label) => `Take ${one(label)} out of use without deleting it`,
		'deactivated',
		switched,
	),
});
