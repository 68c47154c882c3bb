import type { SmsItem } from '../item';
import {
	byPurpose,
	findCandidates,
	heldByLedger,
	ledgerRequest,
	UNREACHED,
	type LedgerRequest,
	type Unreached,
} from './candidates';
import type { HeldVerdict } from './rules';

/** `ref` is absent in a dry run; `nextAllowedAt` (ms UTC) when the place is reserved for later. */
export type Reservation =
	{ outcome: 'allowed'; ref?: string; nextAllowedAt?: number } | HeldVerdict | Unreached;

/**
 * Who may be written to in this campaign, with a place reserved under the cap: every check, then the ledger (opt-out, once,
 * campaign state, budget, cap). Time is no reason to hold: outside the hours the place is that of the next allowed moment.
 * Verdicts come in the order of the items.
 * @throws LedgerError
 */
export async function reserveContacts(
	items: readonly SmsItem[],
	request: LedgerRequest,
): Promise<Reservation[]> {
	const { verdicts, candidates } = await findCandidates(items, request);
	const outcomes: Reservation[] = verdicts.map((verdict) =>
		verdict.outcome === 'held' ? verdict : UNREACHED,
	);
	await byPurpose(
		candidates,
		async (purpose, entries) =>
			await request.ledger.reserve({ ...ledgerRequest(request, purpose), entries }),
		({ index, verdict: checked }, verdict) => {
			if (verdict === undefined) return;
			outcomes[index] =
				verdict.outcome === 'held'
					? heldByLedger(verdict, request.rules.language)
					: {
							outcome: 'allowed',
							...(verdict.ref !== undefined && { ref: verdict.ref }),
							...(checked.outcome === 'later' && { nextAllowedAt: checked.nextAllowedAt }),
						};
		},
	);
	return outcomes;
}
