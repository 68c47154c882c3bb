import type { SendingHours } from '../calendar/sending-hours';
import { tighten, type OwnHours } from '../calendar/sending-hours';
import type { Brand } from '../ledger/ledger';
import type { Language, Reason } from '../reasons';

/** What a run asks of every contact. Read once; the same for the whole batch. */
export interface EligibilityRules {
	/** of the sentences in `detail` */
	language: Language;
	/** sender name shown on the phone */
	sender: string;
	/** `ignore` only as `sendingHoursOf` gives it: for the sandbox */
	hours: SendingHours | 'ignore';
	/** most billed parts of one message; absent = no limit */
	maxParts?: number;
	/** a consent older than this no longer counts; absent = consents do not age */
	consentMaxAgeMonths?: number;
	/** service texts of the whole run that too many people would get, see `crowdedTexts`; absent = found in the batch at hand */
	crowded?: ReadonlySet<string>;
	/** planned departure, ms UTC; before it everyone is `later` */
	sendAt?: number;
	/** the sender is a short code people can answer, on which operators block links (OVH) */
	shortCodeSender?: boolean;
	/** who writes the STOP footer; `gateway`: it is not looked for in the text */
	stopFooter: 'us' | 'gateway';
	/** the brand's STOP code for the gateway, for codes other than 36xxx and 38xxx */
	stopCode?: string;
}

/** Times are ms UTC. `detail` is one sentence a marketer understands, in the language of the rules. */
export type Verdict =
	| { outcome: 'allowed' }
	| { outcome: 'later'; reason: 'OUTSIDE_HOURS'; nextAllowedAt: number; detail: string }
	| HeldVerdict;

export interface HeldVerdict {
	outcome: 'held';
	reason: Reason;
	detail: string;
	nextAllowedAt?: number;
}

/**
 * The brand's hours, narrowed by a node's. Only a gateway that reaches no phone may ignore them, when its brand says so.
 * @throws RangeError as `tighten`
 */
export function sendingHoursOf(
	brand: Pick<Brand, 'sendingHours' | 'sandbox'>,
	live: boolean,
	own?: OwnHours,
): SendingHours | 'ignore' {
	if (!live && brand.sandbox.ignoreHours === true) return 'ignore';
	return tighten(brand.sendingHours, own);
}
