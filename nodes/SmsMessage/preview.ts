import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { describeHours } from '../../core/calendar/describe';
import { isE164, maskPhone } from '../../core/contact/phone';
import { sendingHoursOf } from '../../core/eligibility';
import type { SmsItem, SmsMessage } from '../../core/item';
import { summarise } from '../../core/message/summary';
import { DateTime } from 'luxon';
import { groupByBrand } from '../shared/brand';
import { clock } from '../shared/clock';
import { countCold } from '../shared/cold-prospects';
import { readGateway } from '../shared/gateway';
import { addHint, count } from '../shared/hints';
import { pageCss } from '../shared/html';
import { countReasons, readSms } from '../shared/items';
import { openLedger } from '../shared/open-ledger';
import { countBySegment } from '../shared/segment-counts';
import { footerView, type FooterView } from './preview-footer';
import { previewHtml, type Preview } from './preview-html';
import { standingOf, type Standing } from './standing';

/**
 * All contacts that come in, whatever became of them, summed up in one item that a form page can show: before sending
 * who is ready, after sending who was reached.
 */
export async function preview(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[], []];
	const gateway = readGateway(context);
	const ledger = await openLedger(context);
	const [first] = await groupByBrand(context, ledger, items.slice(0, 1));
	const sms = items.map(({ json }) => readSms(json));
	const now = clock.now();
	const standings = sms.map((one) => standingOf(one, now));
	const of = (...wanted: Standing[]) =>
		sms.filter((_, index) => wanted.includes(standings[index] ?? 'held'));
	const [sent, failed, toCheck, held] = [of('sent'), of('failed'), of('toCheck'), of('held')];
	const hasOutcome = sent.length + failed.length + toCheck.length > 0;
	const ready = of('ready', 'waiting');
	const withText = (hasOutcome ? sent : ready).filter(hasMessage);
	const { longest, shortest, samples, parts, cost, byParts, encodings } = summarise(
		withText.map(({ message }) => message),
	);
	const brand = first?.brand;
	const { language = 'fr', stopCodes = {}, timezone = 'Europe/Paris' } = brand ?? {};
	const marketing = withText.some(({ purpose }) => purpose !== 'transactional');
	const footer = footerView({ stopCodes }, language, gateway);
	const waiting = of('waiting', 'later');
	const reached = hasOutcome ? { sent, failed, toCheck } : { ready };
	const prospects = countCold({ ...reached, later: waiting, held });
	const summary: Preview = {
		contacts: items.length,
		...(hasOutcome
			? { sent: sent.length, failed: failed.length, toCheck: toCheck.length }
			: { ready: ready.length }),
		held: countReasons(items.filter((_, index) => standings[index] === 'held')),
		later: waiting.length,
		laterFrom: firstMoment(waiting, timezone, language),
		...(Object.keys(prospects).length > 0 && { prospects }),
		segments: countBySegment(hasOutcome ? sent : ready),
		parts,
		cost,
		byParts,
		encodings,
		...(longest && { longest }),
		...(shortest && { shortest }),
		samples: samples.flatMap((at) => shown(withText[at], footer)),
		...(marketing &&
			brand && {
				sendingHours: describeHours(sendingHoursOf(brand, gateway.capabilities.live), language),
			}),
		...(marketing && { stopFooter: footer.stopFooter }),
	};
	const withoutFooter = withText.filter((one) => footer.lacks(one, one.message)).length;
	if (withoutFooter > 0) {
		addHint(
			context,
			`Marketing texts without a STOP footer: ${count(withoutFooter)}. SMS Send would hold them: choose ${gateway.displayName} also in the SMS Message node that writes them`,
			'warning',
		);
	}
	const withoutText = hasOutcome ? 0 : ready.length - withText.length;
	if (withoutText > 0) {
		addHint(
			context,
			`${count(withoutText)} contacts have no text yet: put an SMS Message node with the operation Compose before this one`,
			'warning',
		);
	}
	const html = previewHtml(summary, language);
	const json: IDataObject = { ...asJson(summary), html, css: pageCss() };
	return [[{ json, pairedItem: items.map((_, item) => ({ item })) }], []];
}

type Composed = SmsItem & { message: SmsMessage };
const hasMessage = (sms: SmsItem): sms is Composed => typeof sms.message?.text === 'string';

/** When the first of those who wait may be written to, on the brand's clock. */
function firstMoment(
	waiting: readonly SmsItem[],
	zone: string,
	locale: string,
): string | undefined {
	const moments = waiting.flatMap(({ nextAllowedAt }) => nextAllowedAt ?? []);
	const [first] = moments.sort((a, b) => Date.parse(a) - Date.parse(b));
	if (first === undefined) return undefined;
	return DateTime.fromISO(first, { zone, locale }).toFormat('ccc d LLL HH:mm');
}

/** A sample for people: whole text, masked number. */
function shown(sms: Composed | undefined, footer: FooterView): Preview['samples'] {
	if (!sms) return [];
	const to = isE164(sms.to) ? maskPhone(sms.to) : '';
	return [{ to, ...footer.onPhone(sms, sms.message) }];
}

/** One currency is the rule: `cost` is one amount; several are listed. */
function asJson({ cost, ...rest }: Preview): IDataObject {
	const [only, ...others] = cost.map((money) => ({ ...money }));
	const plain: IDataObject = JSON.parse(JSON.stringify(rest));
	return others.length > 0
		? { ...plain, costs: cost.map((money) => ({ ...money })) }
		: { ...plain, ...(only && { cost: only }) };
}
