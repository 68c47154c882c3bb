import type { INodeExecutionData } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { maskPhone } from '../../core/contact/phone';
import type { SmsItem } from '../../core/item';
import type { Brand } from '../../core/ledger';
import { fromMicros, toMicros } from '../../core/money';
import { coldSentence, countCold } from '../shared/cold-prospects';
import { count } from '../shared/hints';
import { readSms } from '../shared/items';
import { reasonWords } from '../shared/reason-words';
import { segmentSentence } from '../shared/segment-counts';
import type { Sorted } from './places';
import type { TestRun } from './test-run';

/**
 * "1,240 sent (1,251 parts, 61.30 EUR), 8 later (from Mon 23 Nov 08:00), 62 held: 54 at the cap, 8 without consent"
 * @param perSecond SMS that left per second, of a run that was long enough to tell
 */
export function liveSummary(places: Sorted, brand: Brand | undefined, perSecond?: number): string {
	const sent = contactsOf(places.sent);
	const fresh = sent.filter(({ replayed }) => replayed !== true);
	const before = sent.filter(({ replayed }) => replayed === true);
	const said = joined([
		`${count(fresh.length)} sent${billed(fresh)}`,
		perSecond !== undefined && `${perSecond.toFixed(1)} per second`,
		before.length > 0 && `${count(before.length)} ${BEFORE}`,
		...notSent(places, brand),
	]);
	const cold = coldOf({ sent: fresh, [BEFORE]: before }, places);
	return `${said}${cold}${segmentSentence(fresh)}`;
}

/** "Test: 1,240 would be sent (…), 62 held: …; 3 test SMS went to +33 6 •• •• •• 01" */
export function testSummary(places: Sorted, brand: Brand | undefined, run: TestRun): string {
	const sent = contactsOf(places.sent);
	const decided = joined([
		`${count(sent.length)} would be sent${billed(sent)}`,
		...notSent(places, brand),
	]);
	const cold = coldOf({ 'would be sent': sent }, places);
	return `Test: ${decided}; ${testSms(run)}${cold}${segmentSentence(sent)}`;
}

const contactsOf = (items: readonly INodeExecutionData[]): SmsItem[] =>
	items.map(({ json }) => readSms(json));

const BEFORE = 'sent before by this run';

/** ". Cold prospects: 310 sent, 12 held"; empty when there are none */
function coldOf(
	sent: Record<string, readonly SmsItem[]>,
	{ later, held, failed, toCheck }: Sorted,
): string {
	const sentence = coldSentence(
		countCold({
			...sent,
			later: contactsOf(later),
			held: contactsOf(held),
			'refused by the gateway': contactsOf(failed),
			'to check': contactsOf(toCheck),
		}),
	);
	return sentence === '' ? '' : `. ${sentence}`;
}

function testSms({ numbers, sent, failed }: TestRun): string {
	if (numbers.length === 0) return "nothing left, since 'Test Numbers' is empty";
	if (sent === 0 && failed.length === 0) return 'no test SMS, since nobody would be sent one';
	const to = numbers.map(maskPhone).join(', ');
	const lost = `${count(failed.length)} could not be sent (${[...new Set(failed)].join(', ')})`;
	return `${count(sent)} test SMS went to ${to}${failed.length > 0 ? `, ${lost}` : ''}`;
}

function notSent(
	{ later, held, failed, toCheck }: Sorted,
	brand: Brand | undefined,
): Array<string | false> {
	return [
		later.length > 0 && `${count(later.length)} later${fromWhen(later, brand)}`,
		held.length > 0 && `${count(held.length)} held: ${reasonWords(held).join(', ')}`,
		failed.length > 0 && `${count(failed.length)} refused by the gateway`,
		toCheck.length > 0 && `${count(toCheck.length)} to check: they may have arrived`,
	];
}

const joined = (pieces: Array<string | false>): string => pieces.filter(Boolean).join(', ');

/** " (1,251 parts, 61.30 EUR)", each currency by itself */
function billed(contacts: readonly SmsItem[]): string {
	let parts = 0;
	const micros = new Map<string, number>();
	for (const { message } of contacts) {
		parts += message?.parts ?? 0;
		if (message?.cost) {
			const { amount, currency } = message.cost;
			micros.set(currency, (micros.get(currency) ?? 0) + toMicros(amount));
		}
	}
	if (parts === 0) return '';
	const sums = [...micros].map(
		([currency, sum]) => `${fromMicros(sum).toLocaleString('en-US', CENTS)} ${currency}`,
	);
	return ` (${[`${count(parts)} ${parts === 1 ? 'part' : 'parts'}`, ...sums].join(', ')})`;
}

const CENTS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** " (from Mon 23 Nov 08:00)", on the brand's clock */
function fromWhen(later: readonly INodeExecutionData[], brand: Brand | undefined): string {
	const first = later
		.map(({ json }) => readSms(json).nextAllowedAt)
		.filter((moment) => moment !== undefined)
		.sort()[0];
	if (first === undefined) return '';
	const moment = DateTime.fromISO(first, { zone: brand?.timezone ?? 'utc', locale: 'en' });
	return ` (from ${moment.toFormat('ccc d LLL HH:mm')})`;
}
