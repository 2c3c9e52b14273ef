import { UserError } from 'n8n-workflow';

/**
 * Something the user has to put right before a request can be sent: `message` names the parameter and what is wrong
 * with it, `advice` says what to do.
 */
export class InputError extends UserError {
	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
	}
}
