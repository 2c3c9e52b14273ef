import type { ICredentialDataDecryptedObject, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { InputError } from '../schema/errors';
import { clock } from '../http/clock';
import { networkFailureOf, serviceMessage } from '../http/response';
import { readable, checkedAddress } from '../http/session';
import { certificateAdvice } from '../http/requestErrors';
import type { Service } from '../http/service';

const TIMEOUT_MS = 20_000;

/**
 * The test behind the credential's "Test" button. It is a function because a declarative test can neither count "not found" as
 * a success nor say in plain words that a server cannot be reached.
 */
export async function testCredential(
	context: ICredentialTestFunctions,
	service: Service,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const { probe } = service;
	// This is the only request function that n8n gives a credential test.
	const { helpers } = context;
	try {
		const uri = checkedAddress(service, data) + probe.path;
		const request = helpers.request({
			method: 'GET',
			uri,
			auth: { ...service.login(data), sendImmediately: true },
			headers: { Accept: 'application/json' },
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
			timeout: TIMEOUT_MS,
		}) as Promise<{ statusCode: number; body: unknown }>;
		// The timeout only limits silence; a response may also arrive very slowly.
		const response = await Promise.race([request, clock.sleep(TIMEOUT_MS)]);
		if (!response) return { status: 'Error', message: `${service.name} did not answer in time.` };
		const { statusCode, body } = response;
		const parsed = typeof body === 'string' ? parse(body) : body;
		const isJson = typeof parsed === 'object' && parsed !== null;
		if (probe.works(statusCode, isJson)) return { status: 'OK', message: 'Connection successful!' };
		const said = serviceMessage({ body: parsed ?? body });
		const own = said && readable({ service, credentials: data }, said);
		const known =
			probe.says[statusCode] ??
			(statusCode >= 500
				? `${service.name} is not available at the moment.`
				: `${service.name} sent an unexpected response. Check the Base URL.`);
		return { status: 'Error', message: `${known} (Status ${statusCode}${own ? `: ${own}` : ''})` };
	} catch (error) {
		if (error instanceof InputError) return { status: 'Error', message: `${error.message}. ${error.advice}` };
		const { kind, code } = networkFailureOf(error) ?? {};
		const message =
			kind === 'certificate'
				? `The certificate of ${service.name} is not accepted (${code}). ${certificateAdvice}`
				: `${service.name} cannot be reached${code ? ` (${code})` : ''}. Check the Base URL and the network of this n8n.`;
		return { status: 'Error', message };
	}
}

function parse(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}
