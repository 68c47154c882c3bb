/** Reads the pages of an n8n form as text: its fields, its buttons, what it says. Pure: HTML in, plain data out. */

export interface FormField {
	name: string;
	label: string;
	kind: 'file' | 'choice' | 'choices' | 'text' | 'hidden';
	/** what n8n fills in */
	value: string;
	options: string[];
}

const ENTITIES: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	nbsp: ' ',
	'#39': "'",
	'#x27': "'",
	'#x3D': '=',
	'#x60': '`',
};

export function decoded(html: string): string {
	return html.replace(/&(#x?[\da-f]+|[a-z]+);/gi, (whole, name: string) => {
		const known = ENTITIES[name] ?? ENTITIES[name.toLowerCase()];
		if (known !== undefined) return known;
		const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
		return Number.isNaN(code) ? whole : String.fromCodePoint(code);
	});
}

const attribute = (tag: string, name: string): string =>
	decoded(new RegExp(`\\s${name}=(['"])(.*?)\\1`, 's').exec(tag)?.[2] ?? '');

const KINDS: Record<string, FormField['kind']> = { file: 'file', hidden: 'hidden' };

/** The fields of the page's form, in order. */
export function fieldsOf(html: string): FormField[] {
	const form = /<form[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
	const labels = new Map(
		[...form.matchAll(/<label[^>]*for=['"](field-\d+)['"][^>]*>([\s\S]*?)<\/label>/g)].map(
			([, id, label]) => [id, plain(label ?? '')],
		),
	);
	const many = [
		...form.matchAll(/<label[^>]*>([^<]*)<\/label>\s*(<div\s+class='multiselect[^>]*>)/g),
	];
	const fields = [
		...form.matchAll(/<(input|select|textarea)\b[^>]*name=['"]field-\d+['"][^>]*>/g),
	].map((found) => field(form, found, labels));
	const choices = many.map(([, label, tag]) => manyField(form, plain(label ?? ''), tag ?? ''));
	return [...fields, ...choices].sort((a, b) => place(a) - place(b));
}

const place = ({ name }: FormField): number => Number(name.slice('field-'.length));

function field(
	form: string,
	found: RegExpExecArray,
	labels: Map<string | undefined, string>,
): FormField {
	const [tag, element] = found;
	const name = attribute(tag, 'name');
	const base = { name, label: labels.get(name) ?? '' };
	if (element === 'input')
		return {
			...base,
			kind: KINDS[attribute(tag, 'type')] ?? 'text',
			value: attribute(tag, 'value'),
			options: [],
		};
	const inside = form.slice(found.index + tag.length, form.indexOf(`</${element}`, found.index));
	if (element === 'textarea') return { ...base, kind: 'text', value: decoded(inside), options: [] };
	const choices = [...inside.matchAll(/<option[^>]*>/g)].map(([option]) => option);
	const chosen = choices.find((option) => /\sselected/.test(option) && !/\sdisabled/.test(option));
	const options = choices.map((option) => attribute(option, 'value')).filter(Boolean);
	return { ...base, kind: 'choice', value: chosen ? attribute(chosen, 'value') : '', options };
}

/** n8n sends tick boxes as a JSON list under the id of their box. */
function manyField(form: string, label: string, tag: string): FormField {
	const name = attribute(tag, 'id');
	const boxes = [...form.matchAll(/<input[^>]*multiselect-checkbox[^>]*>/g)]
		.map(([box]) => box)
		.filter((box) => attribute(box, 'id').endsWith(`_${name}`));
	const ticked = boxes.filter((box) => /\schecked/.test(box)).map((box) => attribute(box, 'value'));
	return {
		name,
		label,
		kind: 'choices',
		value: JSON.stringify(ticked),
		options: boxes.map((box) => attribute(box, 'value')),
	};
}

function plain(html: string): string {
	return decoded(html.replace(/<[^>]*>/g, ''))
		.replace(/\s+/g, ' ')
		.trim();
}

export interface PageText {
	title: string;
	/** what the page says, a line a paragraph or table row, cells parted by two spaces or more */
	lines: string[];
	button?: string;
}

/** What a person reads on the page. Table rows come as lines with their cells aligned. */
export function textOf(html: string): PageText {
	const body =
		(/<form[\s\S]*?<\/form>/.exec(html) ?? /<section>[\s\S]*<\/section>/.exec(html))?.[0] ?? html;
	const content = body
		.replace(/<(svg|style|script|button|select)[\s\S]*?<\/\1>/g, '')
		.replace(/<p class='error-[\s\S]*?<\/p>/g, '')
		.replace(/<h1[\s\S]*?<\/h1>/, '');
	const rows = content
		.replace(/\s*\n\s*/g, ' ')
		.replace(/<\/t[dh]>\s*<t[dh][^>]*>/g, '\t')
		.replace(/<(br|\/label|\/p|\/pre|\/sub|\/tr|\/li|\/h\d|\/div|\/ul|\/table)[^>]*>/g, '\n')
		.split('\n')
		.map((row) => row.split('\t').map(plain))
		.filter((cells) => cells.some((cell) => cell !== ''));
	const button = /<button[^>]*type='submit'[^>]*>([\s\S]*?)<\/button>/.exec(html)?.[1];
	return {
		title: plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? ''),
		lines: aligned(rows),
		...(button === undefined ? {} : { button: plain(button) }),
	};
}

function aligned(rows: string[][]): string[] {
	const width = Math.max(
		0,
		...rows.filter((cells) => cells.length > 1).map(([first]) => first?.length ?? 0),
	);
	return rows.map(([first = '', ...others]) =>
		others.length === 0 ? first : [first.padEnd(width), ...others].join('  '),
	);
}
