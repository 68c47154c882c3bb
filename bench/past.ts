import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { E164 } from '../core/item';
import { openEmbeddedLedger, openPostgresLedger, type Ledger } from '../core/ledger';
import { readKey, readSecretKey, type LedgerKey } from '../core/ledger/key';
import { startPostgres, type PostgresServer } from '../test/servers/postgres';
import { makePool } from '../vendor/pg';
import type { BenchRow } from './row';

/** Tuesday 6 October 2026, noon in Paris. */
const NOON = Date.UTC(2026, 9, 6, 10);
const DAY = 24 * 3_600_000;
const FEW = 100_000;
const MANY = 1_000_000;
/** The clients of a brand: the past grows by the campaigns to them, from one each to ten, or to a hundred. */
const PEOPLE = 100_000;
const CONTACTS = 1_000;
/** Few enough to fall on pages of their own in both ledgers: neighbours that share one are cheaper, whatever the past. */
const AT_ONCE = 100;
const ROUNDS = 9;
/** How often the rounds are done, while another program on the machine may have spoilt them. */
const TRIES = 4;
const MOST_TIMES = 1.3;

const phone = (n: number) => `+336${String(n).padStart(8, '0')}` as E164;

const addCampaigns = (rows: number) => {
	const names = Array.from({ length: rows / PEOPLE }, (_, n) => `(1, 'past ${n}', 0)`);
	return `INSERT INTO campaign(brand_id, name, created_at) VALUES ${names.join()}`;
};
/** Those of one campaign to everybody; long enough ago not to count, so that both ledgers decide alike. */
const addMessages = (
	campaign: number,
) => `INSERT INTO message(campaign_id, recipient_id, occasion, live, purpose, state, slot_at, ref, claimed_at, run,
segment, parts, cost, currency, created_at, updated_at)
SELECT c.id, r.id, 'once', 1, 'marketing', 'delivered', ${NOON - 60 * DAY} - c.id * ${30 * DAY} - r.id, 'p' || c.id || '-' || r.id,
${NOON - 60 * DAY} - c.id * ${30 * DAY}, 'past', 'Gold', 1, 49000, 'EUR', 0, 0 FROM campaign c CROSS JOIN recipient r WHERE c.id = ${campaign}`;

/** Everybody, in an order that has nothing to do with that of the hashes, as years of small lists leave them. */
const peopleOf = (key: LedgerKey): Buffer[] =>
	Array.from({ length: PEOPLE }, (_, n) => Buffer.from(key.hash(phone(n))));

export interface PastLedger {
	ledger: Ledger;
	discard(): Promise<void>;
}

/** Told how far the work is, for whoever waits. */
export type Tell = (text: string) => void;

/** A ledger with that many past messages, a multiple of 100,000. */
export type MakePast = (rows: number, tell: Tell) => Promise<PastLedger>;

/** Campaign after campaign, as the years bring them. */
async function addCampaignByCampaign(
	rows: number,
	tell: Tell,
	add: (sql: string) => unknown,
): Promise<void> {
	await add(addCampaigns(rows));
	for (let campaign = 1; campaign <= rows / PEOPLE; campaign++) {
		await add(addMessages(campaign));
		tell(`${counted(campaign * PEOPLE)} of ${counted(rows)} past messages written`);
	}
}

const counted = (n: number): string => n.toLocaleString('en-US');

export const embeddedPast: MakePast = async (rows, tell) => {
	const folder = mkdtempSync(join(tmpdir(), 'sms-bench-'));
	const file = join(folder, 'sms.sqlite');
	const ledger = await openEmbeddedLedger({ file });
	const key = readKey(readFileSync(`${file}.key`, 'utf8'), file);
	const database = new DatabaseSync(file);
	database.exec('PRAGMA synchronous = OFF; BEGIN');
	const add = database.prepare('INSERT INTO recipient(brand_id, hmac, key_epoch) VALUES (1, ?, 1)');
	for (const hash of peopleOf(key)) add.run(hash);
	database.exec('COMMIT');
	await addCampaignByCampaign(rows, tell, (sql) => database.exec(sql));
	database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
	database.close();
	return {
		ledger,
		discard: async () => {
			await ledger.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
};

export const postgresPast =
	(server: PostgresServer): MakePast =>
	async (rows, tell) => {
		const schema = `past_${rows}`;
		const text = randomBytes(32).toString('hex');
		const ledger = await openPostgresLedger({ ...server, schema, poolSize: 2, key: text });
		const key = readSecretKey(text, schema);
		const pool = makePool({ ...server, max: 1, options: `-c search_path=${schema}` });
		const people = peopleOf(key);
		for (let from = 0; from < people.length; from += 10_000) {
			const add =
				'INSERT INTO recipient(brand_id, hmac, key_epoch) SELECT 1, h, 1 FROM unnest($1::bytea[]) h';
			await pool.query(add, [people.slice(from, from + 10_000)]);
		}
		await addCampaignByCampaign(rows, tell, async (sql) => await pool.query(sql));
		tell('tidying up, as the server does by itself after a while');
		await pool.query('VACUUM ANALYZE');
		await pool.query('CHECKPOINT');
		await pool.end();
		return { ledger, discard: async () => await ledger.close() };
	};

/** Contacts spread over everybody in the ledger, other ones in each round. */
async function reserving({ ledger }: PastLedger, round: number): Promise<number> {
	const step = PEOPLE / CONTACTS;
	const entries = Array.from({ length: CONTACTS }, (_, n) => ({
		...{
			to: phone(Math.floor(n * step + ((round % ROUNDS) * step) / ROUNDS) % PEOPLE),
			occasion: 'once',
		},
		...{ segment: 'Gold', parts: 1, cost: 49_000, currency: 'EUR' },
	}));
	const asked = {
		...{ brand: 'default', campaign: `bench ${round}`, purpose: 'marketing' as const, live: true },
		...{ now: NOON, cap: { perMonth: ROUNDS * TRIES } },
	};
	let reserved = 0;
	const started = performance.now();
	for (let from = 0; from < CONTACTS; from += AT_ONCE) {
		const page = entries.slice(from, from + AT_ONCE);
		const verdicts = await ledger.reserve({ ...asked, entries: page });
		reserved += verdicts.filter(({ outcome }) => outcome === 'reserved').length;
	}
	const ms = performance.now() - started;
	if (reserved !== CONTACTS) throw new Error(`${reserved} of ${CONTACTS} contacts were reserved`);
	return (ms * 1_000) / CONTACTS;
}

const middle = (all: number[]): number =>
	all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;

const isFlat = (each: number[]): boolean => Math.max(...each) / Math.min(...each) <= MOST_TIMES;

/**
 * Microseconds a reservation costs beside each of the pasts, by turns. The middle round: the least would be one in which the
 * engine did not happen to write its log back.
 */
export async function costs(
	make: MakePast,
	pasts: number[],
	tell: Tell = () => undefined,
): Promise<number[]> {
	const made: Array<{ past: PastLedger; each: number[] }> = [];
	const each = () => made.map((one) => middle(one.each));
	try {
		for (const rows of pasts) made.push({ past: await make(rows, tell), each: [] });
		for (const one of made) await one.past.ledger.saveBrand({ slug: 'default', cap: {} }, NOON);
		for (let round = 0; round < ROUNDS * TRIES; round++) {
			if (round > 0 && round % ROUNDS === 0 && isFlat(each())) break;
			for (const one of made) one.each.push(await reserving(one.past, round));
			tell(`round ${round + 1}, at most ${ROUNDS * TRIES}`);
		}
		return each();
	} finally {
		for (const { past } of made) await past.discard();
	}
}

async function compare(engine: string, make: MakePast): Promise<BenchRow> {
	const [few = NaN, many = NaN] = await costs(make, [FEW, MANY]);
	return {
		what: `a reservation beside 1 million past messages (ours) and 100 thousand (theirs), ${engine}`,
		ours: `${many.toFixed(0)} µs`,
		theirs: `${few.toFixed(0)} µs`,
		ratio: few / many,
		expected: `at most ${MOST_TIMES} times (ratio >= ${(1 / MOST_TIMES).toFixed(2)} x)`,
		holds: many / few <= MOST_TIMES,
	};
}

/** What one contact costs does not grow with the past. */
export async function benchPast(): Promise<BenchRow[]> {
	const embedded = await compare('embedded', embeddedPast);
	const server = await startPostgres();
	try {
		return [embedded, await compare('PostgreSQL', postgresPast(server))];
	} finally {
		await server.stop();
	}
}
