import { didYouMean, fieldReader, fieldValue, type Columns, type MessageSource } from './fields';
import { cleanName } from './names';
import { findPlaceholder } from './placeholders';
import type { Scope } from './template';
import { TemplateError } from './template-error';

/**
 * Reads the values of a template's placeholders for one contact. Which column answers to which name is settled here, once.
 * @param own values of the whole run, by placeholder name; campaign fields of the contact win, except over `stop`
 * @throws TemplateError for a name that neither the table, nor a column, nor a campaign field knows
 */
export function scopeReader(
	names: readonly string[],
	columns: Columns,
	campaignFields: Iterable<string> = [],
	own: Readonly<Record<string, string>> = {},
): (source: MessageSource) => Scope {
	const given = new Set([...campaignFields].map(cleanName));
	const readers = names.map((written) => {
		const read = fieldReader(written, columns, given);
		if (!read) throw unknownPlaceholder(written, columns);
		const name = findPlaceholder(written)?.name;
		return { written, read: name === 'stop' ? () => undefined : read, own: ownValue(own, name) };
	});
	return (source) => {
		// No prototype: a placeholder named {constructor} finds nothing, one named {__proto__} sets nothing.
		const scope: Scope = Object.create(null);
		for (const { written, read, own: fallback } of readers) {
			scope[written] = read(source) ?? fallback;
		}
		return scope;
	};
}

const ownValue = (own: Readonly<Record<string, string>>, name: string | undefined) =>
	name === undefined || !Object.hasOwn(own, name) ? undefined : fieldValue(own[name]);

function unknownPlaceholder(written: string, columns: Columns): TemplateError {
	const near = didYouMean(written, columns);
	return new TemplateError(
		`The template uses {${written}}, which is neither a known field nor a column of the file`,
		near === undefined
			? `Columns of the file: ${
					[...columns.keys()]
						.slice(0, 30)
						.map((name) => `{${name}}`)
						.join(' ') || 'none'
				}.`
			: `Did you mean {${near}}?`,
	);
}
