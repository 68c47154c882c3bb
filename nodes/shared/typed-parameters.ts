import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { readOnce } from './parameters';

/**
 * Parameters that are one for the whole run, of one kind. An expression may give anything, whatever the form shows: what
 * cannot be used is an error that names the parameter, never a crash further down.
 */

/** A text without spaces around it; numbers are taken as written. @throws NodeOperationError for anything else */
export function readText(context: IExecuteFunctions, name: string, label: string): string {
	const given = readOnce<unknown>(context, name, '', { label });
	if (given === undefined || given === null) return '';
	if (typeof given === 'string' || typeof given === 'number') return String(given).trim();
	throw unusable(context, `'${label}' is not a text: ${JSON.stringify(given)}`, 'Give a text.');
}

/** One of the values of a dropdown; the first of `known` is the default. @throws NodeOperationError for any other */
export function readChoice<T extends string>(
	context: IExecuteFunctions,
	name: string,
	label: string,
	known: readonly [T, ...T[]],
): T {
	const given = readOnce<unknown>(context, name, known[0], { label });
	const found = known.find((one) => one === given);
	if (found !== undefined) return found;
	throw unusable(
		context,
		`'${label}' is unknown: "${String(given)}"`,
		`Use one of: ${known.join(', ')}.`,
	);
}

/** A whole number of at least `least`. @throws NodeOperationError for any other */
export function readWhole(
	context: IExecuteFunctions,
	name: string,
	label: string,
	{ fallback, least }: { fallback: number; least: number },
): number {
	const given = readOnce<unknown>(context, name, fallback, { label });
	const number = typeof given === 'string' && given.trim() === '' ? Number.NaN : Number(given);
	if (Number.isInteger(number) && number >= least) return number;
	throw unusable(
		context,
		`'${label}' is not usable: ${String(given)}`,
		`Give a whole number of at least ${least}.`,
	);
}

const unusable = (context: IExecuteFunctions, message: string, description: string) =>
	new NodeOperationError(context.getNode(), message, { itemIndex: 0, description });
