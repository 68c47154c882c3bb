import type { SmsItem } from '../item';
import type { ClaimVerdict } from '../ledger/ledger';
import type { Reason } from '../reasons';
import {
	byPurpose,
	findCandidates,
	heldByLedger,
	ledgerRequest,
	UNREACHED,
	type Candidate,
	type LedgerRequest,
	type Unreached,
} from './candidates';
import type { Verdict } from './rules';

export interface ClaimContactsRequest extends LedgerRequest {
	/** id of the gateway that will be called */
	gateway: string;
	/** the gateway with its credential; default `gateway` */
	account?: string;
	/** who claims: this execution and node */
	run: string;
	/** the runs this one retries: what they sent is replayed */
	formerRuns?: string[];
	/** how long the answer may take */
	leaseMs: number;
}

/**
 * allowed = claimed: the call may go out now (`ref` is absent in a dry run). replayed = this run, or the one it retries, sent
 * it before: it comes out of Sent again and nothing goes out.
 */
export type ClaimOutcome =
	| { outcome: 'allowed'; ref?: string }
	| { outcome: 'replayed'; ref: string; providerId?: string }
	| Exclude<Verdict, { outcome: 'allowed' }>
	| Unreached;

/** Reasons that waiting does not take away: said at once instead of when the hours open. */
const LASTING = new Set<Reason>([
	'SUPPRESSED',
	'NO_CONSENT',
	'ALREADY_SENT',
	'IN_DOUBT',
	'DUPLICATE',
	'REF_MISMATCH',
	'CAMPAIGN_CANCELLED',
]);

/**
 * The last decision before the gateway: every check again, then the ledger's claim, which is on the disk when this returns.
 * Outside the hours a contact is later and not claimed, unless something lasting stands against it or it was sent before.
 * Contacts held here give their place back. Verdicts come in the order of the items.
 * @throws LedgerError
 */
export async function claimContacts(
	items: readonly SmsItem[],
	request: ClaimContactsRequest,
): Promise<ClaimOutcome[]> {
	const { verdicts, candidates } = await findCandidates(items, request);
	const outcomes: ClaimOutcome[] = verdicts.map((verdict) =>
		verdict.outcome === 'allowed' ? UNREACHED : verdict,
	);
	await giveBack(items, verdicts, request);
	const isDue = ({ verdict }: Candidate) => verdict.outcome === 'allowed';
	const settle = ({ index }: Candidate, outcome: ClaimOutcome | undefined) => {
		if (outcome !== undefined) outcomes[index] = outcome;
	};
	await ask(candidates.filter(isDue), request, request.dryRun, settle);
	const waiting = candidates.filter((candidate) => !isDue(candidate));
	await ask(waiting, request, true, (candidate, outcome) => {
		if (outcome?.outcome === 'replayed') settle(candidate, outcome);
		if (outcome?.outcome === 'held' && LASTING.has(outcome.reason)) settle(candidate, outcome);
	});
	return outcomes;
}

async function ask(
	candidates: readonly Candidate[],
	request: ClaimContactsRequest,
	dryRun: boolean | undefined,
	settle: (candidate: Candidate, outcome: ClaimOutcome | undefined) => void,
): Promise<void> {
	const { gateway, account, run, formerRuns, leaseMs } = request;
	await byPurpose(
		candidates,
		async (purpose, entries) =>
			await request.ledger.claim({
				...{ ...ledgerRequest(request, purpose), dryRun, entries },
				...{ gateway, account, run, formerRuns, leaseMs },
			}),
		(candidate, verdict) => settle(candidate, verdict && read(verdict, request, dryRun)),
	);
}

function read(
	verdict: ClaimVerdict,
	{ rules }: ClaimContactsRequest,
	dryRun: boolean | undefined,
): ClaimOutcome {
	if (verdict.outcome === 'held') return heldByLedger(verdict, rules.language);
	if (verdict.outcome === 'replayed') return verdict;
	return dryRun ? { outcome: 'allowed' } : { outcome: 'allowed', ref: verdict.ref };
}

/** Someone held here leaves the flow: the place is free at once, not when the reservation lapses. */
async function giveBack(
	items: readonly SmsItem[],
	verdicts: readonly Verdict[],
	{ ledger, now, dryRun }: ClaimContactsRequest,
): Promise<void> {
	if (dryRun) return;
	const held = items.filter((_, index) => verdicts[index]?.outcome === 'held');
	const refs = held.flatMap(({ ref }) => (ref === undefined ? [] : [ref]));
	if (refs.length > 0) await ledger.release(refs, now);
}
