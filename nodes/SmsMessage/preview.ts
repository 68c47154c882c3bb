import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isE164, maskPhone } from '../../core/contact/phone';
import type { SmsItem, SmsMessage } from '../../core/item';
import { stopFooter } from '../../core/message/stop-footer';
import { summarise } from '../../core/message/summary';
import { groupByBrand } from '../shared/brand';
import { readGateway } from '../shared/gateway';
import { addHint, count } from '../shared/hints';
import { countReasons, readSms } from '../shared/items';
import { openLedger } from '../shared/open-ledger';
import { previewCss, previewHtml, type Preview } from './preview-html';

/** All contacts that come in, ready, held and later alike, summed up in one item that a form page can show. */
export async function preview(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[], []];
	const gateway = readGateway(context);
	const ledger = await openLedger(context);
	const [first] = await groupByBrand(context, ledger, items.slice(0, 1));
	const sms = items.map(({ json }) => readSms(json));
	const ready = sms.filter(({ status }) => status !== 'held' && status !== 'later');
	const withText = ready.filter(hasMessage);
	const { longest, shortest, samples, parts, cost, byParts, encodings } = summarise(
		withText.map(({ message }) => message),
	);
	const { language = 'fr', stopCodes = {} } = first?.brand ?? {};
	const addedBy = gateway.capabilities.stopFooter;
	const summary: Preview = {
		contacts: items.length,
		ready: ready.length,
		held: countReasons(items.filter((_, index) => sms[index]?.status === 'held')),
		later: sms.filter(({ status }) => status === 'later').length,
		segments: bySegment(ready),
		parts,
		cost,
		byParts,
		encodings,
		...(longest && { longest }),
		...(shortest && { shortest }),
		samples: samples.flatMap((at) => shown(withText[at])),
		...(withText.some(({ purpose }) => purpose !== 'transactional') && {
			stopFooter: { text: footerText(stopCodes[gateway.id], language, addedBy), addedBy },
		}),
	};
	const withoutText = ready.length - withText.length;
	if (withoutText > 0) {
		addHint(
			context,
			`${count(withoutText)} contacts have no text yet: put an SMS Message node with the operation Compose before this one`,
			'warning',
		);
	}
	const html = previewHtml(summary, language);
	const json: IDataObject = { ...asJson(summary), html, css: previewCss() };
	return [[{ json, pairedItem: items.map((_, item) => ({ item })) }], []];
}

type Composed = SmsItem & { message: SmsMessage };
const hasMessage = (sms: SmsItem): sms is Composed => typeof sms.message?.text === 'string';

/** A sample for people: whole text, masked number. */
function shown(sms: Composed | undefined): Preview['samples'] {
	if (!sms) return [];
	const to = isE164(sms.to) ? maskPhone(sms.to) : '';
	return [{ to, ...sms.message }];
}

function bySegment(ready: readonly SmsItem[]): Record<string, number> {
	const segments = new Map<string, number>();
	for (const { segment } of ready) {
		if (segment !== undefined) segments.set(segment, (segments.get(segment) ?? 0) + 1);
	}
	return Object.fromEntries(segments);
}

function footerText(
	code: string | undefined,
	language: 'fr' | 'en',
	addedBy: 'us' | 'gateway',
): string {
	if (code === undefined) return '';
	const footer = stopFooter('marketing', language, { code, addedBy });
	return footer.mention === '' ? footer.reserved.trim() : footer.mention;
}

/** One currency is the rule: `cost` is one amount; several are listed. */
function asJson({ cost, ...rest }: Preview): IDataObject {
	const [only, ...others] = cost.map((money) => ({ ...money }));
	const plain: IDataObject = JSON.parse(JSON.stringify(rest));
	return others.length > 0
		? { ...plain, costs: cost.map((money) => ({ ...money })) }
		: { ...plain, ...(only && { cost: only }) };
}
