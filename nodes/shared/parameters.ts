import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { findItemDependent } from './item-free';
import { addHint } from './hints';

/**
 * The one reader of node parameters. n8n evaluates an expression in about 1 ms per item: what cannot depend on the item
 * is read once, and what must be the same for all contacts may not depend on it. Nobody ever gets the first contact's value.
 */

interface ReadOptions {
	/** the parameter's label on screen; found in the node's description when absent */
	label?: string;
	/** for resource locators and filters: the plain value */
	extractValue?: boolean;
}

/** A parameter that is one for the whole run (brand, gateway, cap). @throws NodeOperationError when it depends on the item */
export function readOnce<T>(
	context: IExecuteFunctions,
	name: string,
	fallback?: T,
	options: ReadOptions = {},
): T {
	const dependent = findItemDependent(rawValue(context, name));
	if (dependent !== undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`'${options.label ?? labelOf(context, name)}' must be the same for all contacts`,
			{
				itemIndex: 0,
				description: `The expression ${dependent.slice(1)} can differ from one contact to the next. Use a fixed value, or an expression such as {{ $('Settings').first().json.value }} that reads one item.`,
			},
		);
	}
	return value<T>(context, name, 0, fallback, options);
}

/** A parameter that may differ by contact. Reads a fixed one once; hints at the cheaper form when it cannot. */
export function readPerItem<T>(
	context: IExecuteFunctions,
	name: string,
	fallback?: T,
	options: ReadOptions = {},
): (index: number) => T {
	if (findItemDependent(rawValue(context, name)) === undefined) {
		const once = value<T>(context, name, 0, fallback, options);
		return () => once;
	}
	addHint(
		context,
		`'${options.label ?? labelOf(context, name)}' is an expression worked out again for every contact (about 1 ms each). A fixed value or a {placeholder} is much faster.`,
	);
	return (index) => value<T>(context, name, index, fallback, options);
}

function rawValue(context: IExecuteFunctions, name: string): unknown {
	return context.getNodeParameter(name, 0, undefined, { rawExpressions: true });
}

function value<T>(
	context: IExecuteFunctions,
	name: string,
	index: number,
	fallback: T | undefined,
	{ extractValue }: ReadOptions,
): T {
	return context.getNodeParameter(name, index, fallback, { extractValue }) as T;
}

/** The label of a parameter as the editor shows it, e.g. `capPerMonth` → `Most per Month`. */
function labelOf(context: IExecuteFunctions, name: string): string {
	const { type, typeVersion } = context.getNode();
	const first = name.split('.')[0];
	const known = describedLabels(context, type, typeVersion).get(first ?? name);
	return known ?? name;
}

function describedLabels(
	context: IExecuteFunctions,
	type: string,
	typeVersion: number,
): Map<string, string> {
	if (!('workflow' in context)) return new Map();
	const { nodeTypes } = context.workflow as {
		nodeTypes?: {
			getByNameAndVersion(
				name: string,
				version: number,
			): { description: { properties: Array<{ name: string; displayName: string }> } };
		};
	};
	const properties = nodeTypes?.getByNameAndVersion(type, typeVersion).description.properties ?? [];
	return new Map(properties.map((property) => [property.name, property.displayName]));
}
