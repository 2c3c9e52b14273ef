import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** The first property of that name among those of a resource, wherever it stands. */
export function findProperty(
	properties: INodeProperties[],
	resource: string,
	name: string,
): INodeProperties | undefined {
	const inside = (each: INodeProperties): INodeProperties[] => [
		each,
		...((each.options ?? []) as INodeProperties[]).flatMap((one) => ('type' in one ? inside(one) : valuesOf(one))),
	];
	const valuesOf = (one: unknown) => ((one as INodePropertyCollection).values ?? []).flatMap(inside);
	return properties
		.filter(({ name: own }) => own === `${resource}Fields`)
		.flatMap(inside)
		.find((each) => each.name === name);
}
