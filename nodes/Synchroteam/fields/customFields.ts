import { mapper, number, rows, text } from '../../shared/schema/define';

/**
 * Values of custom fields: by the mapper, or by hand where the list cannot be read (section "Custom field values").
 * @param key what the endpoint calls them
 */
export const customFieldsAs = (key: string) => ({
	customFields: mapper('Custom Fields', 'Values of the custom fields of this account', { key }),
	customFieldValues: rows(
		'Custom Fields by Label',
		'Custom Field',
		'Values of custom fields by ID or label, e.g. from expressions',
		{
			id: number('Field ID', 'ID of the custom field; leave empty to use its label', {
				integer: true,
			}),
			label: text('Field Label', 'Label of the custom field; needed without an ID'),
			value: text('Value', 'A checkbox takes 1 or 0', { clears: true }),
		},
		{ key },
	),
});

export const customFields = customFieldsAs('customFieldValues');

/** Only by hand, for records whose custom fields the service does not list. */
export const customFieldValues = customFields.customFieldValues;
