import type { IBinaryData, ICredentialDataDecryptedObject, INodeExecutionData } from 'n8n-workflow';
import type { ParameterReader } from './parameters';

/** One item of an execution, whichever entry point of n8n it came through. */
export interface Item {
	index: number;
	/** What came in: a failed item keeps it. */
	input: INodeExecutionData;
	read: ParameterReader;
	/** Whether the user wants an item that failed to become an item with the message (Continue On Fail). */
	continueOnFail: boolean;
	/** The credential of a type: it may hold expressions that differ from item to item. */
	credentials(type: string): Promise<ICredentialDataDecryptedObject>;
	files: Files;
}

/** The binary fields of an item. */
export interface Files {
	/** @throws NodeOperationError where the item has no such field */
	find(field: string): IBinaryData;
	/** @param file name of the field, or the file itself */
	content(file: string | IBinaryData): Promise<Buffer>;
	prepare(content: Buffer, fileName: string): Promise<IBinaryData>;
}
