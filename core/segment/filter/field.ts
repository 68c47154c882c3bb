/** A field of a contact as the filter names it: `={{ $json.sms.contact['loyaltyTier'] }}` → the keys to follow. */

export type Json = Readonly<Record<string, unknown>>;
export type FieldPath = readonly string[];

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const QUOTED = String.raw`"[^"\\{}\n\r]*"|'[^'\\{}\n\r]*'`;
const STEP = String.raw`\??\.${NAME}|(?:\?\.)?\[\s*(?:${QUOTED}|0|[1-9]\d*)\s*\]`;
const PLAIN = new RegExp(String.raw`^=\{\{\s*\$json((?:${STEP})+)\s*\}\}$`, 'u');
const STEPS = new RegExp(STEP, 'gu');

/** Names that n8n's expression sandbox refuses with an error of its own (n8n-workflow 2.41, `unsafeObjectProperties`). */
const REFUSED = new Set([
	'__proto__',
	'prototype',
	'getPrototypeOf',
	'setPrototypeOf',
	'getOwnPropertyDescriptor',
	'getOwnPropertyDescriptors',
	'defineProperty',
	'defineProperties',
	'mainModule',
	'binding',
	'_linkedBinding',
	'_load',
	'prepareStackTrace',
	'__lookupGetter__',
	'__lookupSetter__',
	'__defineGetter__',
	'__defineSetter__',
	'caller',
	'callee',
	'arguments',
	'getBuiltinModule',
	'dlopen',
	'execve',
	'loadEnvFile',
	'___n8n_data',
	'__sanitize',
]);

/** Below the contact itself a value may be a text or a list, which have names of their own (`link`, `search`, `at` …). */
const BUILT_IN = [Object, String, Number, Boolean, Array].map(({ prototype }) => prototype);

const isPlainKey = (key: string, depth: number): boolean =>
	!REFUSED.has(key) &&
	!key.startsWith('constructor') &&
	!(key in Object.prototype) &&
	!(depth > 0 && key !== 'length' && BUILT_IN.some((prototype) => key in prototype));

/**
 * The path of an expression that does nothing but name a field: dots, brackets with a fixed key, optional chaining.
 * Undefined for everything else, which n8n itself must evaluate.
 * @param expression with its leading `=`
 */
export function fieldOf(expression: string): FieldPath | undefined {
	const steps = PLAIN.exec(expression)?.[1];
	if (steps === undefined) return undefined;
	const path = (steps.match(STEPS) ?? []).map(keyOf);
	return path.every(isPlainKey) ? path : undefined;
}

function keyOf(step: string): string {
	const bracket = step.indexOf('[');
	if (bracket === -1) return step.slice(step.indexOf('.') + 1);
	const inner = step.slice(bracket + 1, -1).trim();
	return /^["']/.test(inner) ? inner.slice(1, -1) : inner;
}

/** As a person says it: `sms.contact.loyaltyTier`, `interests[0]`. */
export const fieldName = (path: FieldPath): string =>
	path.map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : (index ? '.' : '') + key)).join('');

/** A value that n8n changes on the way into an expression (a Date, a class instance): only n8n knows its answer. */
export const BEYOND: unique symbol = Symbol('beyond');

/** Follows the path as JavaScript does inside n8n, where a missing step gives `undefined` instead of an error. */
export function readField(json: Json, path: FieldPath): unknown {
	let value: unknown = json;
	for (const key of path) {
		if (value === null || value === undefined) return undefined;
		value = Reflect.get(Object(value), key);
	}
	if (typeof value === 'function') return BEYOND;
	return typeof value === 'object' && value !== null ? plainOrBeyond(value) : value;
}

function plainOrBeyond(value: object): unknown {
	if (!Array.isArray(value)) return isPlain(value) ? value : BEYOND;
	const plain = value.every((one) => typeof one !== 'object' || one === null || isPlain(one));
	return plain ? value : BEYOND;
}

/** Also true for objects of another realm, such as those of a Code node. */
function isPlain(value: object): boolean {
	if (Array.isArray(value)) return true;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
