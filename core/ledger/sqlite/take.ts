import { withoutNumbers } from '../../consent/clean';
import { isNews } from '../consent-rule';
import type { ReserveEntry } from '../ledger';
import { next } from '../states';
import type { Call, Scope } from './call';
import type { Found } from './found';
import { keepFileGrant } from '../operations/person';
import {
	ADD_GRANTED,
	ADD_MESSAGE,
	ADD_RECIPIENT,
	GRANT_BY_FILE,
	KEEP_MESSAGE,
	RETAKE_MESSAGE,
} from './statements';

const DEFAULT_TTL_MS = 2 * 3_600_000;

export interface Taking {
	slotAt: number;
	ref: string;
	/** the run that sends it now; absent: a place is kept */
	claim?: { run: string; leaseMs: number };
}

/** Makes the row of an entry `reserved`, or `sending`. Only after `decide` let it pass, in the same transaction. Gives its id. */
export function take<Entry extends ReserveEntry>(
	{ connection, key, request }: Call<Entry>,
	scope: Scope<Entry>,
	found: Found<Entry>,
	{ slotAt, ref, claim }: Taking,
): number {
	const { purpose, live, now, ttlMs = DEFAULT_TTL_MS } = request;
	const { entry, row } = found;
	const reserved = next(row?.state ?? 'none', 'reserve');
	const state = reserved && (claim ? next(reserved, 'claim') : reserved);
	if (state === undefined) throw new Error(`A message that is ${row?.state} cannot be taken`);
	// Only marketing counts against the cap.
	const slot = purpose === 'marketing' ? slotAt : null;
	const expiresAt = scope.clock + ttlMs;
	const { segment, store, variant, parts, cost, currency } = entry;
	const labels = [segment, store, variant, parts, cost, currency].map((label) => label ?? null);
	const claimed = claim ? [scope.clock + claim.leaseMs, now, claim.run] : [null, null, null];
	const grants = purpose === 'marketing' && live && isNews(found.consent, entry.consent);
	if (grants && found.recipientId !== undefined) {
		if (found.consent) connection.perform(keepFileGrant(found.recipientId, now));
		connection.statement(GRANT_BY_FILE).run(...grantOf(entry, now), found.recipientId);
	}
	if (row) {
		const values = [state, slot, expiresAt, ...labels, ...claimed, now];
		if (row.ref === ref && row.purpose === purpose)
			connection.statement(KEEP_MESSAGE).run(...values, row.id);
		else connection.statement(RETAKE_MESSAGE).run(...values, purpose, ref, row.id);
		return row.id;
	}
	const recipient =
		found.recipientId ??
		(grants
			? connection
					.statement(ADD_GRANTED)
					.run(scope.brand.id, found.hash, key.epoch, ...grantOf(entry, now))
			: connection.statement(ADD_RECIPIENT).run(scope.brand.id, found.hash, key.epoch)
		).lastInsertRowid;
	const { lastInsertRowid } = connection
		.statement(ADD_MESSAGE)
		.run(
			scope.campaign.id ?? null,
			recipient,
			found.occasion,
			live ? 1 : 0,
			purpose,
			state,
			slot,
			expiresAt,
			ref,
			...labels,
			...claimed,
			now,
			now,
		);
	return Number(lastInsertRowid);
}

/** Where the file's grant comes from, kept on first use: it must be shown whenever somebody asks why they were written to. */
function grantOf({ consent, to }: ReserveEntry, now: number) {
	const source = consent?.source;
	return [
		consent?.at ?? null,
		consent?.basis ?? null,
		source === undefined ? null : withoutNumbers(source, to),
		now,
	] as const;
}
