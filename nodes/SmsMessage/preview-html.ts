import type { SmsMessage } from '../../core/item';
import { explain, type Language, type Reason } from '../../core/reasons';
import type { MessageSummary } from '../../core/message/summary';
import { coldProspects } from '../shared/cold-prospects';
import { escape, section, table, tag, type Row } from '../shared/html';
import { WORDS } from './preview-words';
import type { Standing } from './standing';

/** The figures of a campaign: `ready` before it is sent; `sent`, `failed` and `toCheck` after. */
export interface Preview extends Omit<MessageSummary, 'samples' | 'messages'> {
	contacts: number;
	ready?: number;
	sent?: number;
	failed?: number;
	toCheck?: number;
	/** contacts by reason */
	held: Partial<Record<Reason, number>>;
	/** who waits for the sending hours or for *Send At* */
	later: number;
	/** when the first of them may be written to, on the brand's clock */
	laterFrom?: string;
	/** in words; absent when nothing is marketing */
	sendingHours?: string;
	/** cold prospects among them, by where they stand; absent when there are none */
	prospects?: Partial<Record<(typeof STANDINGS)[number], number>>;
	/** ready contacts by segment */
	segments: Record<string, number>;
	/** real texts as they read on the phone, numbers masked */
	samples: Array<SmsMessage & { to: string }>;
	/** absent when nothing is marketing */
	stopFooter?:
		{ text: string; addedBy: 'us' } | { text: string; addedBy: 'gateway'; gateway: string };
}

/** In the order of the page; who waits is counted as later. */
const STANDINGS = [
	'ready',
	'sent',
	'failed',
	'toCheck',
	'later',
	'held',
] as const satisfies ReadonlyArray<Exclude<Standing, 'waiting'>>;

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-US' };
/** What stands for the details that differ from one contact to the next. */
const ANY = { value: '…', at: '…', sender: '…', topic: '…', link: '…', parts: '…', max: '…' };

const reasonOf = (reason: Reason, language: Language): string =>
	explain(reason, language, { ...ANY, field: WORDS[language].field }).replace(
		/\s*[:(]?\s*…\)?$/,
		'',
	);

/** A fragment for a form page, in the brand's language. Everything that comes from data is escaped. */
export function previewHtml(preview: Preview, language: Language): string {
	const words = WORDS[language];
	const number = (value: number) => value.toLocaleString(LOCALES[language]);
	const held = Object.entries(preview.held) as Array<[Reason, number]>;
	const total = held.reduce((sum, [, several]) => sum + several, 0);
	const figures: Row[] = [
		[words.contacts, number(preview.contacts)],
		...(['ready', 'sent', 'failed', 'toCheck'] as const).flatMap((standing) => {
			const several = preview[standing];
			return several === undefined ? [] : [[words[standing], number(several)] as const];
		}),
		...(preview.later > 0
			? [[words.later, waiting(number(preview.later), preview.laterFrom, words.from)] as const]
			: []),
		[words.held, number(total)],
		[words.parts, number(preview.parts)],
		...preview.cost.map(
			({ amount, currency }) => [words.cost, price(amount, currency, language)] as const,
		),
		...(preview.sendingHours ? [[words.hours, preview.sendingHours] as const] : []),
		...(preview.stopFooter ? [[words.footer, footerOf(preview.stopFooter, words)] as const] : []),
	];
	const reasons = held
		.sort(([, a], [, b]) => b - a)
		.map(([reason, several]) => [reasonOf(reason, language), number(several)] as const);
	const segments = Object.entries(preview.segments).map(
		([name, several]) => [name, number(several)] as const,
	);
	const cold = STANDINGS.flatMap((standing): Row[] => {
		const several = preview.prospects?.[standing];
		return several === undefined ? [] : [[words[standing], number(several)]];
	});
	return [
		section(words.figures, table(figures)),
		cold.length > 0 ? section(coldProspects(language), table(cold)) : '',
		segments.length > 0 ? section(words.segments, table(segments)) : '',
		reasons.length > 0 ? section(words.why, table(reasons)) : '',
		preview.samples.length > 0 ? section(words.texts, bubbles(preview.samples, words)) : '',
	].join('');
}

const footerOf = (
	footer: NonNullable<Preview['stopFooter']>,
	words: (typeof WORDS)[Language],
): string =>
	`${footer.text} (${footer.addedBy === 'us' ? words.us : words.addedBy(footer.gateway)})`.trim();

const waiting = (several: string, since: string | undefined, from: string): string =>
	since ? `${several} (${from} ${since})` : several;

/** The first sample is the longest text of all. */
const bubbles = (samples: Preview['samples'], words: (typeof WORDS)[Language]): string =>
	samples
		.map(({ text, to, parts, encoding }, index) => {
			const facts = [index === 0 ? words.longest : '', to, words.billed(parts), encoding];
			return tag('pre', escape(text)) + tag('sub', escape(facts.filter(Boolean).join(' · ')));
		})
		.join('');

/** A total is read in cents; below one unit the thousandths matter. */
const price = (amount: number, currency: string, language: Language): string =>
	amount.toLocaleString(LOCALES[language], {
		style: 'currency',
		currency,
		maximumFractionDigits: amount < 1 ? 3 : 2,
	});
