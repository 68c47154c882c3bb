import { capReach, capRules, type CapRule } from '../cap';
import { DAY_MS, SERVICE_PER_DAY, type OwnRow } from '../decide';
import type { StoredBrand } from '../brand-row';
import type { ClaimRequest, ReserveRequest } from '../ledger';
import { readBrand } from '../operations/brands';
import { campaignId, readCampaign, type StoredCampaign } from '../operations/campaigns';
import { checkClock, readClock } from '../operations/clock';
import { integer, integerOrNull, ownRow, text, type Row } from '../row';
import type { Transaction } from './database';
import { forEach, lockRecipients, readRecipients, type Recipient } from './recipients';

/** Counting never shares a statement with its lock: a statement sees the moment before it waited (ledger invariant 2). */
const LOCK_CAMPAIGN = { reserve: 'FOR SHARE', claim: 'FOR NO KEY UPDATE' } as const;
export const OWN_ROWS = forEach(
	'id, recipient_id, occasion, state, ref, purpose, lease_until, permanent, run, cost FROM message',
	// As a pair, that only the index of people and campaigns answers: with `campaign_id = ?2` it may read all of the campaign,
	// which has an index too, for each person; with an expression, every past message of the person to look at its campaign.
	'recipient_id = one.id AND (recipient_id, campaign_id) >= (one.id, ?2) AND (recipient_id, campaign_id) <= (one.id, ?2) AND live = ?3',
);
export const SLOTS = forEach(
	'id, recipient_id, slot_at FROM message',
	`recipient_id = one.id AND live = ?2 AND slot_at > ?3 AND slot_at IS NOT NULL AND NOT (state = 'reserved' AND expires_at <= ?4)`,
);
export const SERVICE = forEach(
	'id, recipient_id, claimed_at FROM message',
	`purpose = 'transactional' AND recipient_id = one.id AND live = ?2 AND (claimed_at > ?3 AND state NOT IN ('refused', 'cancelled', 'reserved')
	OR claimed_at IS NULL AND state = 'reserved' AND expires_at > ?4)`,
);
export const ATTEMPTS = forEach('ref, message_id, provider_id FROM attempt', 'message_id = one.id');

/** A message that counts: a cap's slot, or a service message; `at` is absent for one that is only reserved. */
export interface Counted {
	id?: number;
	at?: number;
}

/** Everything the decisions of one batch rest on, read under its locks in a few statements. */
export interface Facts {
	brand: StoredBrand;
	campaign: StoredCampaign;
	rules: CapRule[];
	servicePerDay: number;
	clock: number;
	recipients: Map<string, Recipient>;
	own: Map<string, OwnRow>;
	counted: Map<number, Counted[]>;
	/** of each own message, the references of its attempts and the gateway's ids */
	attempts: Map<number, Map<string, string | null>>;
}

export interface Asked {
	kind: 'reserve' | 'claim';
	request: Omit<ReserveRequest, 'entries'> & Pick<ReserveRequest | ClaimRequest, 'entries'>;
	campaignName: string;
	hashes: Uint8Array[];
	/** of the key they are made with */
	epoch: number;
	/** earliest slot asked for */
	from: number;
}

export const ownKey = (recipient: number, occasion: string): string => `${recipient}\n${occasion}`;

/** @throws LedgerError `CLOCK`, `UNKNOWN_BRAND` */
export async function readFacts(open: Transaction, asked: Asked): Promise<Facts> {
	const { request, campaignName, kind } = asked;
	const { now, live, cap } = request;
	await open.perform(checkClock(now));
	const brand = await open.perform(readBrand(request.brand));
	const writes = open.mode !== 'read';
	if (writes) {
		const id = await open.perform(campaignId(brand, campaignName, now));
		await open.all(`SELECT id FROM campaign WHERE id = ? ${LOCK_CAMPAIGN[kind]}`, id);
	}
	const campaign = await open.perform(readCampaign(brand, campaignName, live));
	const recipients = writes
		? await lockRecipients(open, brand, asked)
		: await readRecipients(open, brand.id, asked.hashes);
	const ids = [...recipients.values()].map(({ id }) => id);
	const clock = await open.perform(readClock(now));
	const rules = capRules(brand.timezone, brand.cap, cap);
	const own = await readOwn(open, campaign.id, live, ids);
	const facts: Omit<Facts, 'counted' | 'attempts'> = {
		brand,
		campaign,
		rules,
		clock,
		servicePerDay: Math.min(
			brand.cap.servicePerDay ?? SERVICE_PER_DAY,
			cap?.servicePerDay ?? Infinity,
		),
		recipients,
		own,
	};
	return {
		...facts,
		counted: await readCounted(open, asked, { ids, rules, clock }),
		attempts: kind === 'claim' ? await readAttempts(open, own) : new Map(),
	};
}

async function readOwn(
	open: Transaction,
	campaign: number | undefined,
	live: boolean,
	ids: number[],
): Promise<Map<string, OwnRow>> {
	const own = new Map<string, OwnRow>();
	if (campaign === undefined || ids.length === 0) return own;
	for (const row of await open.all(OWN_ROWS, ids, campaign, live ? 1 : 0)) {
		const read = ownRow(row);
		if (read) own.set(ownKey(integer(row, 'recipient_id'), text(row, 'occasion')), read);
	}
	return own;
}

async function readCounted(
	open: Transaction,
	{ request: { purpose, live }, from }: Asked,
	{ ids, rules, clock }: { ids: number[]; rules: CapRule[]; clock: number },
): Promise<Map<number, Counted[]>> {
	const marketing = purpose === 'marketing';
	if (ids.length === 0 || (marketing && rules.length === 0)) return new Map();
	const since = from - (marketing ? capReach(rules) : DAY_MS);
	const rows = await open.all(marketing ? SLOTS : SERVICE, ids, live ? 1 : 0, since, clock);
	const counted = new Map<number, Counted[]>();
	for (const row of rows) {
		const recipient = integer(row, 'recipient_id');
		const one = { id: integer(row, 'id'), at: timeOf(row, marketing) };
		const list = counted.get(recipient);
		if (list) list.push(one);
		else counted.set(recipient, [one]);
	}
	return counted;
}

const timeOf = (row: Row, marketing: boolean): number | undefined =>
	integerOrNull(row, marketing ? 'slot_at' : 'claimed_at') ?? undefined;

async function readAttempts(
	open: Transaction,
	own: Map<string, OwnRow>,
): Promise<Facts['attempts']> {
	const attempts: Facts['attempts'] = new Map();
	const ids = [...own.values()].map(({ id }) => id);
	if (ids.length === 0) return attempts;
	for (const row of await open.all(ATTEMPTS, ids)) {
		const message = integer(row, 'message_id');
		const known = attempts.get(message) ?? new Map<string, string | null>();
		const providerId = row.provider_id;
		known.set(text(row, 'ref'), typeof providerId === 'string' ? providerId : null);
		attempts.set(message, known);
	}
	return attempts;
}
