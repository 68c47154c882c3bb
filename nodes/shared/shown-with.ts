import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

/** The fields of each operation, shown with it alone. Fields of the same name stand once for several operations. */
export function shownWith(
	resource: string,
	fields: Record<string, INodeProperties[]>,
): INodeProperties[] {
	const operationsOf = new Map<INodeProperties, string[]>();
	for (const [operation, list] of Object.entries(fields)) {
		for (const field of list) {
			operationsOf.set(field, [...(operationsOf.get(field) ?? []), operation]);
		}
	}
	return [...operationsOf].flatMap(([field, operation]) =>
		updateDisplayOptions({ show: { resource: [resource], operation } }, [field]),
	);
}
