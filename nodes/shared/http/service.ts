import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** How a service is asked whether a credential works. */
export interface Probe {
	/** Path of a harmless GET. */
	path: string;
	/** True for a response that shows that the login was accepted. */
	works(status: number, isJson: boolean): boolean;
	/** What the user reads for other responses, by status. */
	says: Record<number, string>;
}

/** What differs between the two services. */
export interface Service {
	name: string;
	/** Name of its credential type. */
	credential: string;
	/** Concurrent requests, unless the user says otherwise. */
	concurrency: number;
	/** Start of every path, as the API document writes it, e.g. `/api/v3`. */
	routes: string;
	/** The same for one account: OutSmart's contains the name of the portal. */
	prefix(credentials: ICredentialDataDecryptedObject): string;
	/** Identifies the account (not secret): different accounts do not share limits. */
	account(credentials: ICredentialDataDecryptedObject): string;
	/** Time zone in which the service writes and reads wall time; undefined for that of the workflow. */
	zone(credentials: ICredentialDataDecryptedObject): string | undefined;
	/** Time zone of the dates in responses, if it may be another one. */
	responseZone?(credentials: ICredentialDataDecryptedObject): string | undefined;
	/** Why the service refuses a request, in a response whose status is a success; undefined if it does not. */
	refusal?(body: unknown): string | undefined;
	/** Whether such a response says that the record does not exist, rather than that something went wrong. */
	foundNothing?(body: unknown): boolean;
	/** User and password of HTTP Basic, as they are sent. */
	login(credentials: ICredentialDataDecryptedObject): { user: string; pass: string };
	/** Fields of the credential that have to be filled in, with their labels. */
	required: Record<string, string>;
	/** What a user can do about a status, if it differs from the general advice. */
	advice: Record<number, string>;
	probe: Probe;
	/** References that narrow the choices of others next to them, the narrowest first. */
	narrowing: string[];
}
