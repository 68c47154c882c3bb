/** A template that cannot be used: `message` says what and where, `hint` what to do. */
export class TemplateError extends Error {
	constructor(
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'TemplateError';
	}
}

/** Does `work` and tells Liquid's errors in a marketer's words. */
export function understand<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		if (error instanceof TemplateError || !(error instanceof Error)) throw error;
		const [, said = error.message, line, column] =
			/^(.*), line:(\d+), col:(\d+)/s.exec(error.message) ?? [];
		const where = line === undefined ? '' : ` at line ${line}, position ${column}`;
		throw new TemplateError(`The template cannot be read${where}: ${explained(said)}`, HINT);
	}
}

const HINT =
	'Write placeholders as {first_name} or {first_name | default: "cher client"}, conditions as {% if points > 100 %} … {% endif %}.';

/** What Liquid says → what we say. */
const SENTENCES: ReadonlyArray<readonly [RegExp, (found: RegExpExecArray) => string]> = [
	[/^output "?(.{0,40}).*" not closed/s, ([, text]) => `the brace of ${text} is not closed with }`],
	[/^tag "(.{0,40}).*" not closed/s, ([, text]) => `${text} is not closed with %}`],
	[
		/^tag (\{%.{0,40}?%\}) not closed/s,
		([, text]) => `${text} has no matching end, such as {% endif %}`,
	],
	[
		/^tag "(\w+)" not found/,
		([, tag]) => `{% ${tag} %} is not known; there are if, unless and case`,
	],
	[/^undefined filter: (\w+)/, ([, filter]) => `the filter "${filter}" is not known`],
	[/^invalid value expression: "\s*"/, () => 'there is nothing between the braces'],
	[/^invalid value expression: "(.{0,40}?)"?$/s, ([, text]) => `{${text}} is not a placeholder`],
];

function explained(message: string): string {
	for (const [pattern, sentence] of SENTENCES) {
		const found = pattern.exec(message);
		if (found) return sentence(found);
	}
	return message;
}
