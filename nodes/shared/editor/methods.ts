import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	ILoadOptionsFunctions,
	INodeCredentialTestResult,
	INodeListSearchResult,
	ResourceMapperFields,
} from 'n8n-workflow';
import type { Service } from '../http/service';
import { searchMethod, type Identifier, type Resource } from '../schema/define';

/**
 * What the editor calls while a node is set up: the test of its credential, the choices of "From List", and the custom fields.
 * Here are only the names: the code behind them is loaded when it is first called.
 * @param customFields path of the list of custom fields, if the account has any
 */
export function methodsOf(service: Service, resources: Resource[] = [], customFields?: string) {
	return {
		credentialTest: {
			[`${service.credential}Test`]: async function (
				this: ICredentialTestFunctions,
				{ data = {} }: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				const { testCredential } = await import('./credentialTest');
				return await testCredential(this, service, data);
			},
		},
		listSearch: listSearchOf(service, resources),
		...(customFields && {
			resourceMapping: {
				async customFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
					const { readCustomFields } = await import('./lookup');
					return await readCustomFields(this, service, customFields, resources);
				},
			},
		}),
	};
}

type ListSearch = (this: ILoadOptionsFunctions, filter?: string, page?: string) => Promise<INodeListSearchResult>;

/** Search methods for each kind of record that can be listed: one for its ID, and one for each other identifier of a choice. */
function listSearchOf(service: Service, resources: Resource[]) {
	const methods: Record<string, ListSearch> = {};
	for (const resource of resources) {
		const { name, record, operations } = resource;
		const list = operations.getAll;
		const { listed } = record;
		if (!listed || record.name !== name || list?.kind !== 'list') continue;
		for (const by of ['id', ...(listed.as ?? [])] as Identifier[])
			methods[searchMethod(name, by)] = async function (filter, page) {
				const { search } = await import('./lookup');
				return await search(this, service, resource, { listed, list, by }, filter, page);
			};
	}
	return methods;
}
