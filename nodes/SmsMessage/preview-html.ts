import type { SmsMessage } from '../../core/item';
import { explain, type Language, type Reason } from '../../core/reasons';
import type { MessageSummary } from '../../core/message/summary';

/** The figures of a campaign before it is sent. */
export interface Preview extends Omit<MessageSummary, 'samples' | 'messages'> {
	contacts: number;
	ready: number;
	/** contacts by reason */
	held: Partial<Record<Reason, number>>;
	later: number;
	/** ready contacts by segment */
	segments: Record<string, number>;
	/** real texts, numbers masked */
	samples: Array<SmsMessage & { to: string }>;
	/** absent when nothing is marketing */
	stopFooter?: { text: string; addedBy: 'us' | 'gateway' };
}

/**
 * n8n's form page strips `style` and `class` from its HTML elements and keeps plain tags, so the fragment reads well bare;
 * `previewCss` gives the same looks for the page's own styling option.
 */
const STYLES = {
	table: 'border-collapse:collapse;width:100%;margin:8px 0',
	th: 'text-align:left;font-weight:normal;padding:4px 8px;border-bottom:1px solid #e5e7eb',
	td: 'text-align:right;font-weight:bold;padding:4px 8px;border-bottom:1px solid #e5e7eb',
	pre: 'white-space:pre-wrap;overflow-wrap:anywhere;font-family:inherit;margin:4px 0 2px;padding:10px 14px;max-width:320px;background:#e9f5f3;color:#134e4a;border-radius:16px 16px 16px 4px',
	sub: 'display:block;color:#6b7280;margin-bottom:12px',
};

const WORDS = {
	fr: {
		figures: 'La campagne en chiffres',
		contacts: 'Contacts',
		ready: 'Prêts à recevoir le SMS',
		later: 'Plus tard (horaires)',
		held: 'Retenus',
		parts: 'SMS facturés',
		cost: 'Coût',
		why: 'Pourquoi des contacts sont retenus',
		texts: 'Trois vrais textes',
		longest: 'Le plus long',
		segments: 'Segments',
		footer: 'Mention STOP',
		us: 'dans le texte',
		gateway: "ajoutée par l'opérateur",
		billed: (parts: number) => `${parts} SMS facturé${parts > 1 ? 's' : ''}`,
	},
	en: {
		figures: 'The campaign in figures',
		contacts: 'Contacts',
		ready: 'Ready to receive the SMS',
		later: 'Later (sending hours)',
		held: 'Held',
		parts: 'Billed parts',
		cost: 'Cost',
		why: 'Why contacts are held',
		texts: 'Three real texts',
		longest: 'The longest',
		segments: 'Segments',
		footer: 'STOP footer',
		us: 'in the text',
		gateway: 'added by the gateway',
		billed: (parts: number) => `${parts} billed part${parts > 1 ? 's' : ''}`,
	},
};

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-US' };
const BLANKS = {
	value: '…',
	at: '…',
	sender: '…',
	topic: '…',
	link: '…',
	parts: '…',
	max: '…',
	field: '…',
};

/** A fragment for a form page, in the brand's language. Everything that comes from data is escaped. */
export function previewHtml(preview: Preview, language: Language): string {
	const words = WORDS[language];
	const number = (value: number) => value.toLocaleString(LOCALES[language]);
	const held = Object.entries(preview.held) as Array<[Reason, number]>;
	const total = held.reduce((sum, [, several]) => sum + several, 0);
	const figures: Row[] = [
		[words.contacts, number(preview.contacts)],
		[words.ready, number(preview.ready)],
		...(preview.later > 0 ? [[words.later, number(preview.later)] as const] : []),
		[words.held, number(total)],
		[words.parts, number(preview.parts)],
		...preview.cost.map(
			({ amount, currency }) => [words.cost, price(amount, currency, language)] as const,
		),
		...(preview.stopFooter
			? [
					[
						words.footer,
						`${preview.stopFooter.text} (${words[preview.stopFooter.addedBy]})`,
					] as const,
				]
			: []),
	];
	const reasons = held
		.sort(([, a], [, b]) => b - a)
		.map(([reason, several]) => [explain(reason, language, BLANKS), number(several)] as const);
	const segments = Object.entries(preview.segments).map(
		([name, several]) => [name, number(several)] as const,
	);
	return [
		section(words.figures, table(figures)),
		segments.length > 0 ? section(words.segments, table(segments)) : '',
		reasons.length > 0 ? section(words.why, table(reasons)) : '',
		preview.samples.length > 0 ? section(words.texts, bubbles(preview.samples, words)) : '',
	].join('');
}

/** The same looks by tag, for the styling option of n8n's form page. */
export const previewCss = (): string =>
	Object.entries(STYLES)
		.map(([name, style]) => `${name}{${style}}`)
		.join('\n');

type Row = readonly [label: string, value: string];

const section = (title: string, content: string): string => `<h3>${escape(title)}</h3>${content}`;

const tag = (name: keyof typeof STYLES, content: string): string =>
	`<${name} style="${STYLES[name]}">${content}</${name}>`;

const table = (rows: readonly Row[]): string =>
	tag(
		'table',
		`<tbody>${rows.map(([label, value]) => `<tr>${tag('th', escape(label))}${tag('td', escape(value))}</tr>`).join('')}</tbody>`,
	);

/** The first sample is the longest text of all. */
const bubbles = (samples: Preview['samples'], words: (typeof WORDS)[Language]): string =>
	samples
		.map(({ text, to, parts, encoding }, index) => {
			const facts = [index === 0 ? words.longest : '', to, words.billed(parts), encoding];
			return tag('pre', escape(text)) + tag('sub', escape(facts.filter(Boolean).join(' · ')));
		})
		.join('');

const price = (amount: number, currency: string, language: Language): string =>
	`${amount.toLocaleString(LOCALES[language], { minimumFractionDigits: 2, maximumFractionDigits: 6 })} ${currency}`;

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
