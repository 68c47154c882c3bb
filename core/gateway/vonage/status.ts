import type { SendOutcome } from '../gateway';

const ACCOUNT = { outcome: 'not_sent', account: true } as const;
const LATER = { outcome: 'not_sent' } as const;
const REFUSED = { outcome: 'refused', permanent: false } as const;
const NO_SUCH_MOBILE = { outcome: 'refused', permanent: true } as const;

type Meaning = typeof ACCOUNT | typeof LATER | typeof REFUSED | typeof NO_SUCH_MOBILE;

/** The statuses of `messages[]` that are a definite no. 0 = taken. Source: Vonage's specification of the SMS API. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
	['1', LATER], // throttled
	['2', REFUSED], // a field is missing
	['3', REFUSED], // a field is wrong
	['4', ACCOUNT], // key or secret
	['6', REFUSED], // number or text not accepted
	['7', NO_SUCH_MOBILE], // number is barred
	['8', ACCOUNT], // account is barred
	['9', ACCOUNT], // credit is used up
	['10', LATER], // too many calls at once
	['11', ACCOUNT], // account may not call by HTTP
	['12', REFUSED], // text too long
	['14', ACCOUNT], // signature
	['15', REFUSED], // sender not allowed for this number
	['22', REFUSED], // network code
	['23', ACCOUNT], // address for receipts
	['29', REFUSED], // demo account: number not on its list
	['32', ACCOUNT], // both secret and signature
	['33', NO_SUCH_MOBILE], // number is not in use
]);

/** What a status other than 0 means. 5 (internal error) and one not known leave open whether the SMS was taken. */
export function vonageStatus(status: string): SendOutcome {
	const code = /^\d{1,4}$/.test(status) ? `STATUS_${status}` : 'UNREADABLE';
	return { ...(MEANINGS.get(status) ?? { outcome: 'in_doubt' }), code };
}
