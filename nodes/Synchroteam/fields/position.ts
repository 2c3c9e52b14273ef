import { InputError } from '../../shared/schema/errors';
import { toExactNumber } from '../../shared/request/scalars';
import { group, text, type FieldOf, type Fields, type Row } from '../../shared/schema/define';

/** A coordinate, which travels as text (section "Positions"). The document bounds longitudes by 90 too, which leaves half the earth out. */
function degrees(label: string, name: string, given: Row[string], most: number) {
	if (given === undefined || given === null) return given;
	const value = toExactNumber(given, `${label}: ${name}`, most);
	if (Math.abs(value) <= most) return String(value);
	throw new InputError(
		`${label}: ${name}: "${String(given)}" is not a number between -${most} and ${most}`,
		'Enter degrees as a decimal number, e.g. 48.8566. Nothing was sent.',
	);
}

/**
 * Coordinates on the map: both, or none.
 * @param more fields beside them
 */
export const position = (label: string, description: string, more: Fields = {}): FieldOf<'group'> =>
	group(
		label,
		description,
		{
			...more,
			latitude: text('Latitude', undefined, { placeholder: 'e.g. 48.8566' }),
			longitude: text('Longitude', undefined, { placeholder: 'e.g. 2.3522' }),
		},
		({ latitude, longitude, ...others }) => {
			const at = {
				latitude: degrees(label, 'Latitude', latitude, 90),
				longitude: degrees(label, 'Longitude', longitude, 180),
			};
			const missing = at.latitude === undefined ? 'Latitude' : at.longitude === undefined ? 'Longitude' : undefined;
			if (at.latitude === at.longitude && at.latitude === undefined) return others;
			if (missing)
				throw new InputError(`${label}: ${missing} is empty`, 'Fill in both coordinates, or none. Nothing was sent.');
			return { ...others, ...at };
		},
	);
