import { DateTime } from 'luxon';
import { maskPhone } from '../../core/contact/phone';
import type { Brand } from '../../core/ledger';
import { fromMicros } from '../../core/money';
import { coldSentence } from '../shared/cold-prospects';
import { count } from '../shared/hints';
import { wordsOfReasons } from '../shared/reason-words';
import { segmentSentence } from '../shared/segment-counts';
import type { Tallies } from './places';
import type { Tally } from './tally';
import type { TestRun } from './test-run';

/**
 * "1,240 sent (1,251 parts, 61.30 EUR), 8 later (from Mon 23 Nov 08:00), 62 held: 54 at the cap, 8 without consent"
 * @param perSecond SMS that left per second, of a run that was long enough to tell
 */
export function liveSummary(
	tallies: Tallies,
	brand: Brand | undefined,
	perSecond?: number,
): string {
	const { sent } = tallies;
	const said = joined([
		`${count(sent.contacts)} sent${billed(sent)}`,
		perSecond !== undefined && `${perSecond.toFixed(1)} per second`,
		...notSentNow(tallies, brand),
	]);
	return said + coldOf({ sent: sent.cold }, tallies) + segmentsOf(sent);
}

/** "Test: 1,240 would be sent (…), 62 held: …; 3 test SMS went to +33 6 •• •• •• 01" */
export function testSummary(tallies: Tallies, brand: Brand | undefined, run: TestRun): string {
	const { sent } = tallies;
	const decided = joined([
		`${count(sent.contacts)} would be sent${billed(sent)}`,
		...notSentNow(tallies, brand),
	]);
	const cold = coldOf({ 'would be sent': sent.cold }, tallies);
	return `Test: ${decided}; ${testSms(run)}${cold}${segmentsOf(sent)}`;
}

const BEFORE = 'sent before by this run';

/** ". Cold prospects: 310 sent, 12 held"; empty when there are none */
function coldOf(
	sent: Record<string, number>,
	{ before, later, held, failed, toCheck }: Tallies,
): string {
	const sentence = coldSentence({
		...sent,
		[BEFORE]: before.cold,
		later: later.cold,
		held: held.cold,
		'refused by the gateway': failed.cold,
		'to check': toCheck.cold,
	});
	return sentence === '' ? '' : `. ${sentence}`;
}

/** A segment on another's wire shows here. */
const segmentsOf = ({ segments, contacts }: Tally): string =>
	segmentSentence([...segments], contacts);

function testSms({ numbers, sent, failed }: TestRun): string {
	if (numbers.length === 0) return "nothing left, since 'Test Numbers' is empty";
	if (sent === 0 && failed.length === 0) return 'no test SMS, since nobody would be sent one';
	const to = numbers.map(maskPhone).join(', ');
	const lost = `${count(failed.length)} could not be sent (${[...new Set(failed)].join(', ')})`;
	return `${count(sent)} test SMS went to ${to}${failed.length > 0 ? `, ${lost}` : ''}`;
}

function notSentNow(
	{ before, later, held, failed, toCheck }: Tallies,
	brand: Brand | undefined,
): Array<string | false> {
	return [
		before.contacts > 0 && `${count(before.contacts)} ${BEFORE}`,
		later.contacts > 0 && `${count(later.contacts)} later${fromWhen(later, brand)}`,
		held.contacts > 0 && `${count(held.contacts)} held: ${wordsOfReasons(held.reasons).join(', ')}`,
		failed.contacts > 0 && `${count(failed.contacts)} refused by the gateway`,
		toCheck.contacts > 0 && `${count(toCheck.contacts)} to check: they may have arrived`,
	];
}

const joined = (pieces: Array<string | false>): string => pieces.filter(Boolean).join(', ');

/** " (1,251 parts, 61.30 EUR)", each currency by itself */
function billed({ parts, micros }: Tally): string {
	if (parts === 0) return '';
	const sums = [...micros].map(
		([currency, sum]) => `${fromMicros(sum).toLocaleString('en-US', CENTS)} ${currency}`,
	);
	return ` (${[`${count(parts)} ${parts === 1 ? 'part' : 'parts'}`, ...sums].join(', ')})`;
}

const CENTS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** " (from Mon 23 Nov 08:00)", on the brand's clock */
function fromWhen({ nextAllowedAt }: Tally, brand: Brand | undefined): string {
	if (nextAllowedAt === undefined) return '';
	const zone = brand?.timezone ?? 'utc';
	const moment = DateTime.fromISO(nextAllowedAt, { zone, locale: 'en' });
	return ` (from ${moment.toFormat('ccc d LLL HH:mm')})`;
}
