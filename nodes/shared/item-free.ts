/**
 * Whether an n8n expression gives the same value for every item, decided from its text.
 * Only what is known to be free of the item passes; anything else counts as item-dependent, which is slower but never wrong.
 */

/** `$('Node').first()`, `.last()`, `.all()` read a fixed place of another node's output. */
const FIXED_READ = /\$(?:\(\s*(['"`])[^'"`\\$]*\1\s*\)|input)\s*\??\.\s*(?:first|last|all)\s*\(/g;
const NODE_FACT = /\$\(\s*(['"`])[^'"`\\$]*\1\s*\)\s*\??\.\s*(?:isExecuted|params)\b/g;

/** Names that n8n gives the same value for a whole run of a node. */
const RUN_WIDE = new Set([
	'$now',
	'$today',
	'$workflow',
	'$execution',
	'$vars',
	'$env',
	'$secrets',
	'$runIndex',
	'$prevNode',
	'$nodeVersion',
	'$nodeId',
	'$webhookId',
	'$jmespath',
	'$if',
	'$ifEmpty',
	'$min',
	'$max',
]);

export const isExpression = (value: unknown): value is string =>
	typeof value === 'string' && value.startsWith('=');

/** @param expression with its leading `=` */
export function isItemFree(expression: string): boolean {
	if (!expression.includes('{{')) return true;
	const rest = expression.replace(FIXED_READ, '').replace(NODE_FACT, '');
	const names = rest.match(/\$[\w$]*/g) ?? [];
	return names.every((name) => RUN_WIDE.has(name));
}

/** The first item-dependent expression anywhere in a parameter's raw value, if there is one. */
export function findItemDependent(raw: unknown): string | undefined {
	if (isExpression(raw)) return isItemFree(raw) ? undefined : raw;
	if (typeof raw !== 'object' || raw === null) return undefined;
	for (const value of Object.values(raw)) {
		const found = findItemDependent(value);
		if (found !== undefined) return found;
	}
	return undefined;
}
