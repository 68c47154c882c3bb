import { Liquid } from '../../vendor/liquidjs';
import { cleanName } from './names';
import { printsOf, type PlainFilters, type Scope } from './print';
import { TemplateError, understand } from './template-error';

export { TemplateError, type Scope };

export interface ParsedTemplate {
	/** names used anywhere, as written */
	names: string[];
	/** The text, and the placeholders printed without a value and without a default. */
	render(scope: Scope): { text: string; missing: string[] };
}

/** Characters of a template: 10 parts of an SMS hold 1,530. */
const LONGEST = 10_000;
/** Tags that neither repeat, read files, nor set variables. */
const TAGS = new Set(['if', 'unless', 'case', 'comment', '#']);

/**
 * Parses `{first_name | default: "cher client"}` templates once. Limits: 10,000 characters, no loops, no files, own properties only.
 * `{{first_name}}` is read as `{first_name}`, and `{Date d'achat}` as `{date_d_achat}`.
 * @throws TemplateError with line and position
 */
export function parseTemplate(source: string): ParsedTemplate {
	if (source.trim() === '') {
		throw new TemplateError('The template is empty', 'Write the text of the SMS.');
	}
	if (source.length > LONGEST) {
		throw new TemplateError(
			`The template has ${source.length.toLocaleString('en-US')} characters`,
			`An SMS part holds 160; a template may have ${LONGEST.toLocaleString('en-US')}.`,
		);
	}
	const missing = new Set<string>();
	const filters = filtersOf(missing);
	const liquid = engine(filters);
	const prepared = prepare(source);
	const names = understand(() => liquid.variablesSync(liquid.parse(prepared)));
	const paths = understand(() => liquid.fullVariablesSync(liquid.parse(prepared)));
	const path = paths.find((full) => !names.includes(full));
	if (path !== undefined) throw nestedField(path);
	const templates = understand(() => liquid.parse(markNeeded(prepared)));
	const prints = printsOf(liquid, templates, filters);
	return {
		names,
		render(scope) {
			missing.clear();
			let text = '';
			for (const print of prints) text += print(scope);
			return { text, missing: [...missing] };
		},
	};
}

/** @param missing gets the names of placeholders that have nothing to print */
const filtersOf = (missing: Set<string>): PlainFilters =>
	new Map([
		// Liquid's own treats 0 like nothing here; 0 points are points.
		['default', (value, instead) => (isBlank(value) ? instead : value)],
		[
			'needed',
			(value, name) => {
				if (isBlank(value)) missing.add(String(name));
				return value;
			},
		],
	]);

function engine(filters: PlainFilters): Liquid {
	const liquid = new Liquid({
		outputDelimiterLeft: '{',
		outputDelimiterRight: '}',
		ownPropertyOnly: true,
		strictFilters: true,
		jsTruthy: true,
		parseLimit: LONGEST * 2,
		// Milliseconds of one text; without loops only a stalled machine comes near.
		renderLimit: 5_000,
		memoryLimit: 20_000_000,
	});
	for (const tag of Object.keys(liquid.tags)) if (!TAGS.has(tag)) delete liquid.tags[tag];
	for (const [name, filter] of filters) liquid.registerFilter(name, filter);
	return liquid;
}

const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** `{name | filters}`; the name may hold spaces and apostrophes, strings in the filters may hold braces. */
const OUTPUT = /\{(?![%"'{])([^{}|"]+)((?:\|(?:"[^"]*"|'[^']*'|[^{}"'])*)?)\}/g;

/** Same length as the source wherever possible, so that the positions in messages hold. */
function prepare(source: string): string {
	return source
		.replace(/\{\{([^{}]*)\}\}/g, (_, inside: string) => `{ ${inside} }`)
		.replace(OUTPUT, (_, written: string, filters: string) => {
			const name = written.trim();
			const isPlain = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || /^-?\d+(\.\d+)?$/.test(name);
			const isPath = /[.[\]]/.test(name);
			const cleaned = isPlain || isPath ? name : cleanName(name);
			return `{${cleaned.padEnd(written.length)}${filters}}`;
		});
}

/** Every printed placeholder reports when it has nothing to print, unless its `default` is a plain text (which may be empty). */
function markNeeded(prepared: string): string {
	return prepared.replace(OUTPUT, (whole, written: string, filters: string) => {
		const bare = filters.replace(/"[^"]*"|'[^']*'/g, '""');
		if (/\|\s*default\s*:\s*(?:""|[-\d])/.test(bare)) return whole;
		return `{${written}${filters} | needed: "${written.trim()}"}`;
	});
}

const nestedField = (path: string): TemplateError =>
	new TemplateError(
		`The placeholder {${path}} reads inside another field`,
		'Placeholders are single fields: make it a column of its own first, for example with an Edit Fields node.',
	);
