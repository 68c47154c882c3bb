import { setTimeout } from 'node:timers/promises';
import type { Pool, PoolClient } from '../../../vendor/pg';
import { failure } from '../failures';
import type { Row } from '../row';
import type { Answer, Batches, Mode, Statement, Store, Value, Work } from '../work';
import { isConflict, isLost, trouble } from './trouble';

const LONGEST_BATCH = 500;

/** One transaction that is open. Placeholders are `?` as in the embedded ledger, or `$1`. */
export interface Transaction {
	readonly mode: Mode;
	all(sql: string, ...values: unknown[]): Promise<Row[]>;
	/** how many rows it changed */
	run(sql: string, ...values: unknown[]): Promise<number>;
	perform<T>(work: Work<T>): Promise<T>;
}

export interface DatabaseOptions {
	schema: string;
	/** how long to go on trying while the server is away or busy, in milliseconds */
	patienceMs: number;
}

/** A ledger's schema in a PostgreSQL database, through one pool for each process. */
export class Database {
	private epoch: string | undefined;

	constructor(
		private readonly pool: Pool,
		private readonly options: DatabaseOptions,
	) {
		// A connection that dies while nobody uses it: the next one is made anew.
		pool.on('error', () => undefined);
	}

	get schema(): string {
		return this.options.schema;
	}

	/** From now on the ledger is used with the key of this epoch alone: with another, a STOP would not be recognised. */
	bindKey(epoch: number): void {
		this.epoch = String(epoch);
	}

	/**
	 * Runs `work` in one transaction; tries again after a deadlock, a conflict or a lost connection, as long as patience
	 * lasts. When the answer to COMMIT is lost the server is asked what became of it: work that was done is never done again.
	 * @throws LedgerError
	 */
	async transaction<T>(mode: Mode, work: (open: Transaction) => Promise<T>): Promise<T> {
		const deadline = performance.now() + this.options.patienceMs;
		for (let tries = 1; ; tries++) {
			const attempt: Attempt<T> = {};
			try {
				return await this.attempt(mode, work, attempt);
			} catch (error) {
				if (!isLost(error) && !isConflict(error)) throw trouble(error);
				if (performance.now() > deadline) throw failure(isLost(error) ? 'SERVER_AWAY' : 'BUSY');
				if (attempt.result && (await this.wasCommitted(attempt.id, deadline))) {
					return attempt.result.value;
				}
			}
			await setTimeout(5 + Math.random() * Math.min(1_000, 20 * 2 ** tries));
		}
	}

	private async attempt<T>(
		mode: Mode,
		work: (open: Transaction) => Promise<T>,
		attempt: Attempt<T>,
	): Promise<T> {
		const client = await this.pool.connect();
		let broken: Error | undefined;
		const lost = (error: Error) => (broken = error);
		client.on('error', lost);
		try {
			await client.query(this.begin(mode));
			await this.checkEpoch(client);
			const value = await work(new Open(client, mode));
			attempt.id = mode === 'read' ? undefined : await transactionId(client);
			attempt.result = { value };
			await client.query('COMMIT');
			return value;
		} catch (error) {
			broken ??= await undo(client);
			throw error;
		} finally {
			client.off('error', lost);
			client.release(broken);
		}
	}

	private begin(mode: Mode): string {
		const path = `SET LOCAL search_path TO "${this.schema}"`;
		if (mode === 'read') return `BEGIN READ ONLY; ${path}`;
		// What is only reserved may be lost with the last moments before a power cut; what was sent may not.
		const durable = `SET LOCAL synchronous_commit TO ${mode === 'durable' ? 'on' : 'off'}`;
		return `BEGIN; ${path}; ${durable}`;
	}

	private async checkEpoch(client: PoolClient): Promise<void> {
		if (this.epoch === undefined) return;
		const { rows } = await client.query("SELECT value FROM meta WHERE key = 'key_epoch'");
		if (rows[0]?.value !== this.epoch) throw failure('KEY_CHANGED');
	}

	/** Whether a transaction whose COMMIT was not answered has been committed. */
	private async wasCommitted(id: string | undefined, deadline: number): Promise<boolean> {
		if (id === undefined) return false;
		for (;;) {
			try {
				const { rows } = await this.pool.query('SELECT pg_xact_status($1::xid8) AS status', [id]);
				const status: unknown = rows[0]?.status;
				if (status === 'committed') return true;
				if (status === 'aborted') return false;
			} catch (error) {
				if (!isLost(error)) throw trouble(error);
			}
			if (performance.now() > deadline) throw failure('SERVER_AWAY');
			await setTimeout(200);
		}
	}

	/** What the operations shared by both engines work on. */
	readonly store: Store = {
		transaction: async (mode, work) =>
			await this.transaction(mode, async (open) => await open.perform(work())),
		inBatches: async <T>({ begin, end, mode, count, prepare, cancelled }: Batches<T>) => {
			const answers: T[] = [];
			while (answers.length < count && !cancelled?.()) {
				const from = answers.length;
				const to = Math.min(count, from + LONGEST_BATCH);
				prepare?.(from, to);
				const batch = await this.transaction(mode, async (open) => {
					const step = await open.perform(begin());
					const done: T[] = [];
					for (let index = from; index < to; index++) {
						done.push(await open.perform(step(index)));
					}
					if (end) await open.perform(end());
					return done;
				});
				for (const answer of batch) answers.push(answer);
			}
			return answers;
		},
	};

	async close(): Promise<void> {
		await this.pool.end();
	}
}

interface Attempt<T> {
	/** of the transaction, once it has written */
	id?: string;
	/** present when only the COMMIT was left */
	result?: { value: T };
}

class Open implements Transaction {
	constructor(
		private readonly client: PoolClient,
		readonly mode: Mode,
	) {}

	async all(sql: string, ...values: unknown[]): Promise<Row[]> {
		return (await this.client.query(numbered(sql), values)).rows;
	}

	async run(sql: string, ...values: unknown[]): Promise<number> {
		return (await this.client.query(numbered(sql), values)).rowCount ?? 0;
	}

	async perform<T>(work: Work<T>): Promise<T> {
		let step = work.next();
		while (!step.done) step = work.next(await this.answer(step.value));
		return step.value;
	}

	private async answer({ sql, values, lock, free }: Statement): Promise<Answer> {
		const locking = lock !== undefined && this.mode !== 'read';
		const text = locking ? `${sql} FOR NO KEY UPDATE OF ${lock}${free ? ' SKIP LOCKED' : ''}` : sql;
		const { rows, rowCount } = await this.client.query(numbered(text), values.map(asParameter));
		return { rows, changes: rowCount ?? 0 };
	}
}

const asParameter = (value: Value): Value =>
	value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;

const translated = new Map<string, string>();

/** How SQLite is told in which order to join; PostgreSQL finds it by itself. */
const ORDERED_JOIN = /CROSS JOIN (\w+ \w+) ON/g;

/** `?` and `?1` as PostgreSQL writes them: `$1`. */
function numbered(sql: string): string {
	const known = translated.get(sql);
	if (known !== undefined) return known;
	let count = 0;
	const text = sql
		.replace(ORDERED_JOIN, 'JOIN $1 ON')
		.replace(/\?(\d*)/g, (_, place: string) => `$${place || ++count}`);
	translated.set(sql, text);
	return text;
}

async function transactionId(client: PoolClient): Promise<string> {
	const { rows } = await client.query('SELECT pg_current_xact_id()::text AS id');
	return String(rows[0]?.id);
}

/** Undoes what was begun. The error when the connection is of no more use. */
async function undo(client: PoolClient): Promise<Error | undefined> {
	try {
		await client.query('ROLLBACK');
		return undefined;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}
