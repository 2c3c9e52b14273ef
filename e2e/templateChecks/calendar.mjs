/** A calendar as an outside library and the rules of the format see it (RFC 5545). */
import assert from 'node:assert/strict';
import ICAL from 'ical.js';

/**
 * @param {string} text what a calendar program was sent
 * @returns {{uid: string, summary: string, description: string, location: string, status: string, start: Date, end: Date}[]}
 * @throws AssertionError where it is not a valid calendar
 */
export function eventsOf(text) {
	assert.ok(text.endsWith('\r\n') && !/[^\r]\n/.test(text), 'lines end with CR and LF');
	assert.ok(
		text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75),
		'lines have 75 octets at most',
	);
	ICAL.design.strict = true;
	const calendar = new ICAL.Component(ICAL.parse(text));
	assert.equal(calendar.name, 'vcalendar');
	assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
	return calendar.getAllSubcomponents('vevent').map((component) => {
		const { uid, summary, description, location, startDate, endDate } = new ICAL.Event(component);
		assert.ok(uid && component.getFirstPropertyValue('dtstamp'), 'every event has UID and DTSTAMP');
		assert.equal(startDate.zone, ICAL.Timezone.utcTimezone, 'times are in UTC');
		return {
			...{ uid, summary, description, location },
			status: component.getFirstPropertyValue('status'),
			start: startDate.toJSDate(),
			end: endDate.toJSDate(),
		};
	});
}
