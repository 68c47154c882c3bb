import type { StoredConsent } from '../consent-rule';
import type { OwnRow } from '../decide';
import type { ReserveEntry } from '../ledger';
import { integer, integerOrNull, ownRow, storedConsent, textOrNull } from '../row';
import type { Connection } from './connection';
import { knownRow } from './list-rows';
import { FIND_KNOWN } from './statements';

/** One entry, as the ledger names it. */
export interface Asked<Entry extends ReserveEntry> {
	entry: Entry;
	hash: Uint8Array;
	occasion: string;
}

/** What the ledger knows of one entry. */
export interface Found<Entry extends ReserveEntry> extends Asked<Entry> {
	recipientId: number | undefined;
	optedOut: boolean;
	consent: StoredConsent | undefined;
	row: OwnRow | undefined;
	/** the attempt under the present reference of the message */
	attempt: { providerId: string | null } | undefined;
	/** times of the person's other messages that count against the cap */
	slots: number[];
}

export interface Among {
	brandId: number;
	/** absent: the campaign is not in the ledger yet */
	campaignId: number | undefined;
	live: boolean;
	/** slots from here on, ms UTC; absent: none are looked for */
	since: number | undefined;
	clock: number;
}

/** One statement for all. To be called inside a transaction. */
export function findAll<Entry extends ReserveEntry>(
	connection: Connection,
	{ brandId, campaignId, live, since, clock }: Among,
	asked: ReadonlyArray<Asked<Entry>>,
): Array<Found<Entry>> {
	const found = asked.map(({ entry, hash, occasion }): Found<Entry> => ({
		entry,
		hash,
		occasion,
		recipientId: undefined,
		optedOut: false,
		consent: undefined,
		row: undefined,
		attempt: undefined,
		slots: [],
	}));
	const lists = connection.lists(
		FIND_KNOWN,
		JSON.stringify(asked.map(({ occasion }) => occasion)),
		brandId,
		Buffer.concat(asked.map(({ hash }) => hash)),
		campaignId ?? null,
		live ? 1 : 0,
		since ?? Number.MAX_SAFE_INTEGER,
		clock,
	);
	for (const list of lists) {
		const row = knownRow(list);
		const one = found[integer(row, 'n')];
		if (!one) continue;
		one.recipientId = integer(row, 'person');
		one.optedOut = row.opted_out_at !== null;
		one.consent = storedConsent(row);
		one.row = row.id === null ? undefined : ownRow(row);
		if (row.attempted !== null) one.attempt = { providerId: textOrNull(row, 'provider_id') };
		const slot = integerOrNull(row, 'slot_at');
		if (slot !== null) one.slots.push(slot);
	}
	return found;
}
