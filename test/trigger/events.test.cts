import { events } from '../../nodes/Synchroteam/events';
import { operationOf } from '../../nodes/shared/schema/define';

/** What events name is there: a filter, a sort or a status that a list does not have would fail in the middle of a poll. */

test.each(Object.entries(events))('%s names what its list has', (_name, { source, detects, without = [] }) => {
	const { filters = {}, sort } = operationOf(source.resource, 'getAll');
	expect(filters[source.since]).toMatchObject({ kind: 'moment' });
	if (source.sort) expect(Object.keys(sort?.by ?? {})).toContain(source.sort);
	expect(Object.keys(filters)).toEqual(expect.arrayContaining(without));
	if (detects.kind !== 'entered') return;
	const field = filters[detects.status];
	const states = 'choices' in field ? field.choices.map(({ value }) => String(value)) : ['true', 'false'];
	expect(['choice', 'choices', 'flag']).toContain(field.kind);
	expect(states).toEqual(expect.arrayContaining([...(detects.into ?? []), ...Object.keys(detects.dates ?? {})]));
});
