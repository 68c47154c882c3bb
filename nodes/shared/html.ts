/**
 * Fragments for n8n's form pages. The page strips `style` and `class` from its HTML elements and keeps plain tags, so a
 * fragment reads well bare; `pageCss` gives the same looks for the page's own styling option.
 */
const STYLES = {
	table: 'border-collapse:collapse;width:100%;margin:8px 0',
	th: 'text-align:left;font-weight:normal;padding:4px 8px;border-bottom:1px solid #e5e7eb',
	td: 'text-align:right;font-weight:bold;padding:4px 8px;border-bottom:1px solid #e5e7eb',
	h3: 'text-align:left;margin:16px 0 4px',
	pre: 'text-align:left;white-space:pre-wrap;overflow-wrap:anywhere;font-family:inherit;margin:4px 0 2px;padding:10px 14px;max-width:320px;background:#e9f5f3;color:#134e4a;border-radius:16px 16px 16px 4px',
	sub: 'display:block;text-align:left;color:#6b7280;margin-bottom:12px',
};

/** The same looks by tag, for the styling option of n8n's form page. */
export const pageCss = (): string =>
	Object.entries(STYLES)
		.map(([name, style]) => `${name}{${style}}`)
		.join('\n');

export const tag = (name: keyof typeof STYLES, content: string): string =>
	`<${name} style="${STYLES[name]}">${content}</${name}>`;

export const section = (title: string, content: string): string =>
	tag('h3', escape(title)) + content;

export type Row = readonly [label: string, value: string];

export const table = (rows: readonly Row[]): string =>
	tag(
		'table',
		`<tbody>${rows.map(([label, value]) => `<tr>${tag('th', escape(label))}${tag('td', escape(value))}</tr>`).join('')}</tbody>`,
	);

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

export const escape = (text: string): string =>
	text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
