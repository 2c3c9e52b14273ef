/**
 * What the contract knows and a node does not send, with the reason. Every operation of a line has to need every place of
 * it; what is no longer needed fails the test.
 */
export interface Exception {
	/** Node, resource and operation, e.g. `synchroteam job create`. */
	operations: string[];
	/** Places in the request, e.g. `body.lines[].id`, or `body.status = late` for a single value. */
	places: string[];
	reason: string;
}

export const exceptions: Exception[] = [
	{
		operations: ['invoice', 'quotation'].flatMap((each) => [
			`synchroteam ${each} create`,
			`synchroteam ${each} update`,
		]),
		places: ['body.type'],
		reason: 'The kind of document has one value, which the address says: a field with one choice asks nothing.',
	},
	{
		operations: ['synchroteam contract create'],
		places: ['body.num'],
		reason: 'The service gives the number; in a body it names the contract to change.',
	},
	{
		operations: ['synchroteam job create', 'synchroteam job update', 'synchroteam job upsert'],
		places: ['body.validateBy.name', 'body.validateBy.date'],
		reason:
			'Who validates is named by ID or login, as in Validate, which is the documented way; the service stamps the moment.',
	},
	{
		operations: ['create', 'update', 'upsert'].map((each) => `synchroteam site ${each}`),
		places: ['body.customer.name'],
		reason: 'The table asks for ID or own ID; by name the service refuses a new record.',
	},
	{
		operations: ['job', 'equipment'].flatMap((resource) =>
			['create', 'update', 'upsert'].map((each) => `synchroteam ${resource} ${each}`),
		),
		places: ['body.customer.name', 'body.site.name'],
		reason: 'The table asks for ID or own ID; by name the service refuses a new record.',
	},
	{
		operations: ['synchroteam user get'],
		places: ['query.sort', 'query.sortOrder'],
		reason: 'They sort nothing where there is one record.',
	},
];
