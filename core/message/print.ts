import { Output, TypeGuards, type Liquid, type Template } from '../../vendor/liquidjs';
import type { FieldValue } from './fields';
import { understand } from './template-error';

/** Values by placeholder as written; what is absent is missing. */
export type Scope = Record<string, FieldValue>;

/** What a stretch of a parsed template prints for a contact. */
export type Print = (scope: Scope) => string;

/** Filters of ours, which need nothing of Liquid's. */
export type PlainFilters = ReadonlyMap<
	string,
	(value: FieldValue, argument: string | number) => FieldValue
>;

/**
 * How each stretch of a parsed template is printed. Nearly all of an SMS is text and fields with a `default`: these are read off
 * what Liquid has parsed and printed as it would, at a tenth of the time that its renderer takes: it steps through
 * generators, for every contact anew. Conditions and all other filters are Liquid's.
 */
export const printsOf = (
	liquid: Liquid,
	templates: readonly Template[],
	filters: PlainFilters,
): Print[] =>
	templates.map((template) => {
		const { token } = template;
		if (TypeGuards.isHTMLToken(token)) {
			const text = token.getContent();
			return () => text;
		}
		return (
			(template instanceof Output ? plainField(template, filters) : undefined) ??
			((scope) => understand(() => String(liquid.renderSync([template], scope))))
		);
	});

/** `{first_name | default: "cher client"}`; undefined for what only Liquid can tell. */
function plainField({ value }: Output, known: PlainFilters): Print | undefined {
	const name = fieldName(value.initial.postfix);
	const filters = value.filters.map((filter) => plainFilter(filter, known));
	if (name === undefined || !filters.every((filter) => filter !== undefined)) return undefined;
	return (scope) => {
		let printed = Object.hasOwn(scope, name) ? scope[name] : undefined;
		for (const filter of filters) printed = filter(printed);
		return printed === undefined ? '' : String(printed);
	};
}

function fieldName([token, ...more]: Output['value']['initial']['postfix']): string | undefined {
	if (more.length > 0 || !TypeGuards.isPropertyAccessToken(token)) return undefined;
	const [name, ...path] = token.props;
	return token.variable === undefined && path.length === 0 && TypeGuards.isWordToken(name)
		? name.content
		: undefined;
}

function plainFilter(
	{ name, args: [argument] }: Output['value']['filters'][number],
	known: PlainFilters,
): ((value: FieldValue) => FieldValue) | undefined {
	const filter = known.get(name);
	const isFixed = TypeGuards.isQuotedToken(argument) || TypeGuards.isNumberToken(argument);
	if (filter === undefined || !isFixed) return undefined;
	const { content } = argument;
	return (value) => filter(value, content);
}
