import { setTimeout } from 'node:timers/promises';
import type { Pool, PoolClient } from '../../../vendor/pg';
import { failure } from '../failures';
import type { Batches, Mode, Store } from '../work';
import { commitWith, forgetOldMarks, newMark, wasCommitted } from './commit';
import { OpenTransaction, type Transaction } from './transaction';
import { isConflict, isLost, trouble } from './trouble';

export type { Transaction };

/** entries that one transaction answers at most */
export const LONGEST_BATCH = 500;
const FORGET_EVERY = 200;

/** A process that is frozen, or whose host is gone, must not keep what it has locked from the others. */
const LONGEST_IDLE = "SET LOCAL idle_in_transaction_session_timeout TO '20s'";
const READ_EPOCH = "SELECT value FROM meta WHERE key = 'key_epoch'";

export interface DatabaseOptions {
	schema: string;
	/** how long to go on trying while the server is away or busy, in milliseconds */
	patienceMs: number;
}

/** A ledger's schema in a PostgreSQL database, through one pool for each process. */
export class Database {
	private epoch: string | undefined;
	private commits = 0;

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

	private get path(): string {
		return `SET LOCAL search_path TO "${this.schema}"`;
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
			const attempt: Attempt<T> = { mark: newMark() };
			try {
				return await this.attempt(mode, work, attempt);
			} catch (error) {
				if (!isLost(error) && !isConflict(error)) throw trouble(error);
				if (attempt.result && isLost(error) && (await this.committed(attempt.mark, deadline)))
					return attempt.result.value;
				if (performance.now() > deadline) throw failure(isLost(error) ? 'SERVER_AWAY' : 'BUSY');
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
			const value = await work(new OpenTransaction(client, mode));
			if (mode === 'read') {
				await client.query('COMMIT');
				return value;
			}
			if (++this.commits % FORGET_EVERY === 0) await forgetOldMarks(client);
			attempt.result = { value };
			await client.query(commitWith(attempt.mark));
			return value;
		} catch (error) {
			broken ??= isLost(error) ? asError(error) : await undo(client);
			throw error;
		} finally {
			client.off('error', lost);
			client.release(broken);
		}
	}

	private begin(mode: Mode): string {
		if (mode === 'read') return `BEGIN READ ONLY; ${this.path}; ${LONGEST_IDLE}`;
		// What is only reserved may be lost with the last moments before a power cut; what was sent may not.
		const durable = `SET LOCAL synchronous_commit TO ${mode === 'durable' ? 'on' : 'off'}`;
		return `BEGIN; ${this.path}; ${LONGEST_IDLE}; ${durable}`;
	}

	private async checkEpoch(client: PoolClient): Promise<void> {
		if (this.epoch === undefined) return;
		const { rows } = await client.query(READ_EPOCH);
		if (rows[0]?.value !== this.epoch) throw failure('KEY_CHANGED');
	}

	/** Asked until the server answers, or patience ends: then it is not known, and nothing may be done on it. */
	private async committed(mark: string, deadline: number): Promise<boolean> {
		for (;;) {
			try {
				const known = await wasCommitted(this.pool, this.path, mark);
				if (known !== undefined) return known;
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
	/** what it leaves in the ledger when it is committed */
	mark: string;
	/** present when only the COMMIT was left */
	result?: { value: T };
}

const asError = (error: unknown): Error =>
	error instanceof Error ? error : new Error(String(error));

/** Undoes what was begun. The error when the connection is of no more use. */
async function undo(client: PoolClient): Promise<Error | undefined> {
	try {
		await client.query('ROLLBACK');
		return undefined;
	} catch (error) {
		return asError(error);
	}
}
