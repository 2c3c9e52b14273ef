/** Reads a value of a record by its path; `customer.name` looks inside. Undefined where there is nothing. */
export const valueAt = (record: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>(
			(value, key) =>
				typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
			record,
		);
