/** Reads a value of a record by its path; `customer.name` looks inside. Undefined where there is nothing. */
export const valueAt = (record: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>(
			(value, key) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, key)
					? (value as Record<string, unknown>)[key]
					: undefined,
			record,
		);

/** Name of the field into which the value at a path is put: `customer.name` becomes `customerName`. */
export const flatName = (path: string): string =>
	path
		.split('.')
		.map((part, index) => (index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
		.join('');
