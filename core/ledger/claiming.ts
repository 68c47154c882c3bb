import type { OwnRow } from './decide';
import type { ClaimEntry, ClaimRequest, ClaimVerdict, Held } from './ledger';
import { newRef } from './ref';
import { isAccepted } from './states';

/** One entry of a claim, with what the ledger knows of it. */
export interface ClaimFound {
	entry: ClaimEntry;
	row?: OwnRow;
}

/** What an engine answers about the entries of a claim, inside the transaction that writes it. */
export interface ClaimAnswers<Found extends ClaimFound> {
	/** whether the same key came before in this call; remembers it */
	repeats(found: Found): boolean;
	/** STOP, consent, once, campaign, budget and cap: nothing when it may leave now */
	decide(found: Found): Held | undefined;
	/** the attempt of the entry's message under this reference, if there is one */
	attempt(found: Found, ref: string): { providerId: string | null } | undefined;
}

/** A verdict, and what is to be written: nothing, that a place is free, or the claim; in a dry run, to be counted alone. */
export type ClaimDecision =
	| { does: 'nothing'; verdict: ClaimVerdict }
	| { does: 'free'; verdict: Held; id: number }
	| { does: 'plan' | 'claim'; verdict: { outcome: 'claimed'; ref: string } };

/** What one entry of a claim comes to, for both engines. */
export function decideClaim<Found extends ClaimFound>(
	request: ClaimRequest,
	found: Found,
	answers: ClaimAnswers<Found>,
): ClaimDecision {
	const { dryRun, now } = request;
	const { row } = found;
	if (!belongs(request, found, answers)) return held('REF_MISMATCH');
	if (answers.repeats(found)) return held('DUPLICATE');
	const replayed = replay(request, found, answers);
	if (replayed) return { does: 'nothing', verdict: replayed };
	const verdict = answers.decide(found);
	// It leaves the flow: its place goes back at once, not when the reservation lapses.
	if (verdict && row?.state === 'reserved' && !dryRun) return { does: 'free', verdict, id: row.id };
	if (verdict) return { does: 'nothing', verdict };
	if (dryRun) return { does: 'plan', verdict: claimed(row?.ref ?? newRef(now)) };
	return { does: 'claim', verdict: claimed(refOf(request, found, answers)) };
}

const held = (reason: Held['reason']): ClaimDecision => ({
	does: 'nothing',
	verdict: { outcome: 'held', reason },
});
const claimed = (ref: string) => ({ outcome: 'claimed', ref }) as const;

/** A claim is for a person: the reference must be that of this recipient, campaign, occasion and purpose. */
function belongs<Found extends ClaimFound>(
	{ purpose }: ClaimRequest,
	found: Found,
	answers: ClaimAnswers<Found>,
): boolean {
	const { row } = found;
	const { ref } = found.entry;
	if (ref === undefined) return true;
	if (!row || row.purpose !== purpose) return false;
	// Or that of an earlier attempt of the same message.
	return row.ref === ref || answers.attempt(found, ref) !== undefined;
}

/** Accepted by this very run, or by the one it retries: sent, not to be sent again. */
function replay<Found extends ClaimFound>(
	{ run, formerRuns }: ClaimRequest,
	found: Found,
	answers: ClaimAnswers<Found>,
): ClaimVerdict | undefined {
	const { row } = found;
	if (!row || row.run === null || !isAccepted(row.state)) return undefined;
	if (row.run !== run && !formerRuns?.includes(row.run)) return undefined;
	const providerId = answers.attempt(found, row.ref)?.providerId;
	return { outcome: 'replayed', ref: row.ref, ...(providerId ? { providerId } : {}) };
}

/** A reference stays with its message as long as no call has used it: a late answer must not move another attempt. */
function refOf<Found extends ClaimFound>(
	{ now }: ClaimRequest,
	found: Found,
	answers: ClaimAnswers<Found>,
): string {
	const { row, entry } = found;
	const kept = row?.state === 'reserved' || (row?.state === 'cancelled' && row.ref === entry.ref);
	return kept && !answers.attempt(found, row.ref) ? row.ref : newRef(now);
}
