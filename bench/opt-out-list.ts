import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { E164 } from '../core/item';
import { openEmbeddedLedger, openPostgresLedger, type Ledger } from '../core/ledger';
import { startPostgres } from '../test/servers/postgres';
import type { BenchRow } from './row';

/** Tuesday 6 October 2026, noon in Paris. */
const NOON = Date.UTC(2026, 9, 6, 10);
const NUMBERS = 100_000;
const LONGEST_MS = 10_000;

/** Milliseconds that a list of numbers never seen takes, hashed, written and on the disk. */
async function taking(ledger: Ledger): Promise<number> {
	const entries = Array.from({ length: NUMBERS }, (_, n) => ({
		to: `+336${String(n).padStart(8, '0')}` as E164,
	}));
	const started = performance.now();
	const list = { brand: 'default', entries, source: 'former gateway', now: NOON };
	const verdicts = await ledger.importOptOuts(list);
	const ms = performance.now() - started;
	const added = verdicts.filter((verdict) => verdict === 'added').length;
	if (added !== NUMBERS) throw new Error(`${added} of ${NUMBERS} STOPs were taken in`);
	return ms;
}

async function embedded(): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'sms-bench-'));
	const ledger = await openEmbeddedLedger({ file: join(folder, 'sms.sqlite') });
	try {
		return await taking(ledger);
	} finally {
		await ledger.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function postgres(): Promise<number> {
	const server = await startPostgres({ settings: { fsync: 'on' } });
	try {
		const key = randomBytes(32).toString('hex');
		const ledger = await openPostgresLedger({ ...server, schema: 'bench', poolSize: 2, key });
		const ms = await taking(ledger);
		await ledger.close();
		return ms;
	} finally {
		await server.stop();
	}
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** A list of STOPs from a former gateway, taken into a new ledger of each engine. */
export async function benchOptOutList(): Promise<BenchRow[]> {
	const [theirs, ours] = [await embedded(), await postgres()];
	return [
		{
			what: `a list of ${NUMBERS.toLocaleString('en-US')} STOPs taken in, PostgreSQL (ours) and embedded (theirs)`,
			ours: seconds(ours),
			theirs: seconds(theirs),
			ratio: theirs / ours,
			expected: `both < ${LONGEST_MS / 1_000} s`,
			holds: Math.max(ours, theirs) < LONGEST_MS,
		},
	];
}
