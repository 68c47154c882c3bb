import type { ImportOptOutsRequest, ImportVerdict } from '../consent-ledger';
import type { LedgerKey } from '../key';
import { readBrand } from '../operations/brands';
import { momentOf, type KeyedOptOut } from '../operations/opt-out';
import { listedOptOuts } from '../operations/suppression';
import { blob, integer, type Row } from '../row';
import { next } from '../states';
import type { Database, Transaction } from './database';
import * as recipients from './recipients';

const AT_ONCE = 1_000;

export const FIND_OPT_OUTS = `SELECT f.* FROM unnest(?1::bigint[], ?2::bytea[]) AS one(id, source_ref)
CROSS JOIN LATERAL (SELECT o.recipient_id, o.source_ref FROM optout o
WHERE o.recipient_id = one.id AND o.source = ?3 AND o.source_ref = one.source_ref OFFSET 0) f`;

const ADD_OPT_OUTS = `INSERT INTO optout(recipient_id, source, source_ref, first_seen, event_at)
SELECT one.id, ?3::text, one.source_ref, ?4::bigint, one.at
FROM unnest(?1::bigint[], ?2::bytea[], ?5::bigint[]) WITH ORDINALITY AS one(id, source_ref, at, place) ORDER BY one.place
ON CONFLICT(recipient_id, source, source_ref) DO NOTHING RETURNING recipient_id, source_ref`;

/** Neither date goes back; `greatest` passes over what is not there. The second condition, as for `forEach`: by the index. */
export const SET_OPTED_OUT = `UPDATE recipient r SET opted_out_at = greatest(r.opted_out_at, one.at),
consent = CASE WHEN r.consent IS NOT NULL THEN 'withdrawn' END,
consent_at = CASE WHEN r.consent IS NOT NULL THEN greatest(r.consent_at, one.at) ELSE r.consent_at END
FROM unnest(?1::bigint[], ?2::bigint[]) AS one(id, at) WHERE r.id = one.id AND r.id = ANY(ARRAY(SELECT unnest(?1::bigint[])))`;

export const WITHDRAW_PENDING = `UPDATE consent SET status = 'withdrawn'
WHERE id = ANY(ARRAY(${recipients.forEach('id FROM consent', "recipient_id = one.id AND status = 'pending'")}))`;

export const FIND_RESERVED = recipients.forEach(
	'id FROM message',
	"recipient_id = one.id AND live IN (0, 1) AND slot_at IS NOT NULL AND state = 'reserved' AND purpose = 'marketing'",
);
/** In the order in which answers lock them, and each as it is once it is locked. */
const CANCEL = `UPDATE message SET state = ?, slot_at = NULL, updated_at = ?
WHERE id = ANY(ARRAY(SELECT id FROM message WHERE id = ANY(?::bigint[]) ORDER BY id FOR NO KEY UPDATE)) AND state = 'reserved'`;

/** A thousand entries of a list. */
interface Page {
	brand: string;
	source: string;
	entries: Array<Pick<KeyedOptOut, 'hash' | 'sourceHash' | 'at'>>;
	now: number;
}

/** One of them with the person it is about. */
interface Entry {
	person: recipients.Recipient;
	sourceHash: Uint8Array;
	/** of the person and the entry, within one source */
	name: string;
	moment: number;
}

/** As the shared operation, a thousand entries in a few statements, each thousand on the disk before the next. */
export async function importOptOuts(
	database: Database,
	key: LedgerKey,
	request: ImportOptOutsRequest,
): Promise<ImportVerdict[]> {
	const { brand, entries, now, dryRun, cancelled } = request;
	const listed = listedOptOuts(key, request);
	const verdicts: ImportVerdict[] = [];
	while (verdicts.length < entries.length && !cancelled?.()) {
		const from = verdicts.length;
		const to = Math.min(entries.length, from + AT_ONCE);
		listed.prepare(from, to);
		const some = Array.from({ length: to - from }, (_, n) => listed.at(from + n));
		const page: Page = { brand, source: listed.source, entries: some, now };
		const made = await (dryRun ? look(database, page) : write(database, key.epoch, page));
		for (const one of made) verdicts.push(one);
	}
	return verdicts;
}

const hashesOf = ({ entries }: Page): Uint8Array[] => entries.map(({ hash }) => hash);

async function look(database: Database, page: Page): Promise<ImportVerdict[]> {
	return await database.transaction('read', async (open) => {
		const { id } = await open.perform(readBrand(page.brand));
		const people = await recipients.readRecipients(open, id, hashesOf(page));
		const found = entriesOf(page, people);
		const seen = found.flatMap((entry) => entry ?? []);
		const known = namesOf(await open.all(FIND_OPT_OUTS, ...keysOf(seen), page.source));
		return found.map((entry) => (entry && known.has(entry.name) ? 'known' : 'added'));
	});
}

async function write(database: Database, epoch: number, page: Page): Promise<ImportVerdict[]> {
	const hashes = hashesOf(page);
	// Apart, as before a reservation: a row that is just made must not be waited for.
	await database.transaction('write', async (open) => {
		await recipients.addRecipients(open, page.brand, epoch, hashes);
	});
	return await database.transaction('durable', async (open) => {
		const brand = await open.perform(readBrand(page.brand));
		const people = await recipients.lockRecipients(open, brand, { hashes, epoch });
		return await record(open, page, people);
	});
}

/** What `applyOptOut` does with one STOP. Of an entry that the list repeats, the first is the new one. */
async function record(
	open: Transaction,
	page: Page,
	people: Map<string, recipients.Recipient>,
): Promise<ImportVerdict[]> {
	const { source, now } = page;
	const entries = entriesOf(page, people).map((entry) => {
		if (!entry) throw new TypeError('The ledger did not keep a recipient');
		return entry;
	});
	const moments = entries.map(({ moment }) => moment);
	const fresh = namesOf(await open.all(ADD_OPT_OUTS, ...keysOf(entries), source, now, moments));
	const isNew = entries.map((entry) => fresh.delete(entry.name));
	const added = entries.filter((_, n) => isNew[n]);
	if (added.length > 0) await close(open, added, now);
	return isNew.map((one) => (one ? 'added' : 'known'));
}

/** Ends every consent and open question of the people, and cancels what is reserved for them. */
async function close(open: Transaction, added: Entry[], now: number): Promise<void> {
	const latest = new Map<number, number>();
	for (const { person, moment } of added)
		latest.set(person.id, Math.max(latest.get(person.id) ?? moment, moment));
	const people = [...latest.keys()];
	const asked = [...new Set(added.flatMap(({ person }) => (person.consent ? person.id : [])))];
	await recipients.keepFileGrants(open, asked, now);
	if (asked.length > 0) await open.run(WITHDRAW_PENDING, asked);
	await open.run(SET_OPTED_OUT, people, [...latest.values()]);
	const reserved = (await open.all(FIND_RESERVED, people)).map((row) => integer(row, 'id'));
	const state = next('reserved', 'cancel') ?? 'reserved';
	if (reserved.length > 0) await open.run(CANCEL, state, now, reserved);
}

function entriesOf(
	{ entries, now }: Page,
	people: Map<string, recipients.Recipient>,
): Array<Entry | undefined> {
	return entries.map(({ hash, sourceHash, at }) => {
		const person = people.get(recipients.hashKey(hash));
		if (!person) return undefined;
		const name = nameOf(person.id, sourceHash);
		return { person, sourceHash, name, moment: momentOf({ at, now }) };
	});
}

/** The two columns that name entries of one source. */
const keysOf = (entries: Entry[]) => [
	entries.map(({ person }) => person.id),
	recipients.asBuffers(entries.map(({ sourceHash }) => sourceHash)),
];

const nameOf = (id: number, sourceHash: Uint8Array): string =>
	`${id}\n${recipients.hashKey(sourceHash)}`;

const namesOf = (rows: Row[]): Set<string> =>
	new Set(rows.map((row) => nameOf(integer(row, 'recipient_id'), blob(row, 'source_ref'))));
