import { readPhone } from '../contact/phone';
import type { GatewayEvent } from '../gateway/gateway';
import type { E164 } from '../item';
import type { Ledger } from '../ledger';
import { classify, type Heard } from './keywords';

type Inbound = Extract<GatewayEvent, { kind: 'inbound' }>;
type Report = Extract<GatewayEvent, { kind: 'report' }>;

/** A text that came in, and what it means. */
export interface HeardText extends Heard {
	event: Inbound;
	/** milliseconds since 1970: when it was sent, never in the future */
	at: number;
	/** nobody wrote a text: the gateway says in a delivery report that the person has opted out */
	reported?: true;
}

export type HeardReport = Report & { at: number };

/** What was not known before; an event that comes again is in none of the lists. */
export interface Recorded {
	stops: HeardText[];
	replies: HeardText[];
	/** empty unless asked for */
	reports: HeardReport[];
}

export interface Recording {
	/** id of the gateway */
	gateway: string;
	/** slugs of the brands a STOP closes */
	brands: string[];
	/** whether delivery reports are told as well; they are recorded in any case */
	tellReports: boolean;
	now: number;
}

/** A gateway repeats an event for days, not for months: an older date is a wrong one. */
const OLDEST_MS = 30 * 24 * 3_600_000;

/**
 * Writes everything a gateway told to the ledger: STOPs first, then delivery reports. Only what is written whole counts
 * as seen, so that a call which failed halfway may come again and loses nothing.
 * @throws LedgerError when the ledger cannot be written
 */
export async function recordEvents(
	ledger: Ledger,
	events: GatewayEvent[],
	{ gateway, brands, tellReports, now }: Recording,
): Promise<Recorded> {
	const dated = events.map((event) => ({ ...event, at: momentOf(event.at, now) }));
	const reports = dated.filter((event) => event.kind === 'report');
	const texts = [
		...dated.filter((event) => event.kind === 'inbound').map(heardText),
		...reports.flatMap(reportedOptOut),
	];
	for (const { event, at, reported } of texts.filter(isStop)) {
		// Who says STOP again after an opt-in is not taken for the gateway that comes back.
		const sourceRef = `${gateway} ${event.key}${event.unnamed ? ` ${now}` : ''}`;
		const source = reported ? 'gateway' : 'sms';
		for (const to of waysToWrite(event.from)) {
			for (const brand of brands) await ledger.optOut({ brand, to, source, sourceRef, at, now });
		}
	}
	if (reports.length > 0) {
		await ledger.report(
			reports.map(({ key, ref, providerId, call, to, status, code, at }) => {
				const written = to && waysToWrite(to).at(-1);
				return { key, gateway, ref, providerId, call, to: written, status, code, at };
			}),
			now,
		);
	}
	const newTexts = await onlyNew(ledger, `${gateway} inbound`, texts, keyOfText, now);
	return {
		stops: newTexts.filter(isStop),
		replies: newTexts.filter((text) => !isStop(text)),
		reports: tellReports
			? await onlyNew(ledger, `${gateway} report`, reports, ({ key }) => key, now)
			: [],
	};
}

/** The gateway knows keywords of its own: what it took for a STOP is one, whatever the text says. */
function heardText(event: Inbound & { at: number }): HeardText {
	const heard = classify(event.text);
	const meant: Heard = event.optedOut && heard.kind !== 'opt_out' ? { kind: 'opt_out' } : heard;
	return { ...meant, event, at: event.at };
}

/** The person had opted out at the gateway, which we learn from a report: the same as a STOP, without a text. */
function reportedOptOut({ key, ref, to, optedOut, at }: HeardReport): HeardText[] {
	if (!optedOut || to === undefined) return [];
	const event: Inbound = {
		kind: 'inbound',
		key: `${key} opted out`,
		from: to,
		text: '',
		optedOut,
		at,
		ref,
	};
	return [{ kind: 'opt_out', event, at, reported: true }];
}

const MINUTE_MS = 60_000;
const isStop = ({ kind }: HeardText): boolean => kind === 'opt_out';
/** What has no name is told again to the workflow when it comes in another minute. */
const keyOfText = ({ event, at }: HeardText): string =>
	event.unnamed ? `${event.key} ${Math.floor(at / MINUTE_MS)}` : event.key;

/** As the gateway wrote it and as SMS Contacts would: `+33692…` is `+262692…`. A STOP must not be lost over that. */
export function waysToWrite(from: E164): E164[] {
	const reading = readPhone(from);
	return 'e164' in reading && reading.e164 !== from ? [from, reading.e164] : [from];
}

async function onlyNew<T>(
	ledger: Ledger,
	source: string,
	list: T[],
	keyOf: (one: T) => string,
	now: number,
): Promise<T[]> {
	if (list.length === 0) return [];
	const fresh = await ledger.firstSeen(source, list.map(keyOf), now);
	return list.filter((_, index) => fresh[index]);
}

/** A wrong clock at the gateway must neither put a STOP behind an older consent nor before one yet to come. */
function momentOf(at: number | undefined, now: number): number {
	return at === undefined || at > now || at < now - OLDEST_MS ? now : at;
}
