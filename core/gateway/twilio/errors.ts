import type { SendOutcome } from '../gateway';

const ACCOUNT = { outcome: 'not_sent', account: true } as const;
const LATER = { outcome: 'not_sent' } as const;
const REFUSED = { outcome: 'refused', permanent: false } as const;
const NO_SUCH_MOBILE = { outcome: 'refused', permanent: true } as const;
const OPTED_OUT = { outcome: 'refused', permanent: false, optedOut: true } as const;

type Meaning =
	typeof ACCOUNT | typeof LATER | typeof REFUSED | typeof NO_SUCH_MOBILE | typeof OPTED_OUT;

/**
 * Twilio's error codes that say more than their HTTP status (twilio.com/docs/api/errors). Codes about the sender or the
 * address of the credential hold for every SMS of the run: nothing is gained by trying the next one.
 */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
	['20003', ACCOUNT], // wrong Account SID or Auth Token
	['20005', ACCOUNT], // account not active
	['20404', ACCOUNT], // no such account
	['20429', LATER], // too many requests
	['21211', NO_SUCH_MOBILE],
	['21212', ACCOUNT], // sender is no valid one
	['21408', REFUSED], // country not enabled for the account
	['21603', ACCOUNT], // no sender
	['21606', REFUSED], // sender cannot write to this number
	['21609', ACCOUNT], // address for reports is no valid one
	['21610', OPTED_OUT],
	['21611', LATER], // queue of the sender is full
	['21612', REFUSED], // no route from this sender to this number
	['21614', NO_SUCH_MOBILE],
	['21701', ACCOUNT], // no such Messaging Service
	['21703', ACCOUNT], // Messaging Service without a sender
	['30001', LATER], // queue is full
	['30002', ACCOUNT], // account suspended
	['63038', ACCOUNT], // most SMS of the day are used up
]);

const CODE = /^\d{4,6}$/;

export const saysOptedOut = (code: string | undefined): boolean =>
	MEANINGS.get(code ?? '') === OPTED_OUT;

/** What an error means: by its code where it is known, else by what the status of the answer says. */
export function twilioError(value: unknown, otherwise: SendOutcome): SendOutcome {
	const code = String(value);
	if (!CODE.test(code)) return otherwise;
	const meaning = MEANINGS.get(code);
	if (meaning === undefined) return 'code' in otherwise ? { ...otherwise, code } : otherwise;
	const wait = 'retryAfterMs' in otherwise ? { retryAfterMs: otherwise.retryAfterMs } : {};
	return { ...meaning, code, ...(meaning === LATER && wait) };
}
