import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { failure } from '../failures';
import type { Answer, Batches as SharedBatches, Mode, Statement, Store, Work } from '../work';
import { LogSync } from './log-sync';
import { isBusy, trouble } from './trouble';

const BEGIN: Record<Mode, string> = {
	read: 'BEGIN',
	// A deferred transaction that reads and then writes fails at once when another process wrote in between.
	write: 'BEGIN IMMEDIATE',
	durable: 'BEGIN IMMEDIATE',
};

/** It stays well under the 50 ms that n8n may be kept waiting, on a busy machine too. */
const LONGEST_BATCH_MS = 10;
const LONGEST_BATCH = 1_000;

export interface Batches<T> {
	mode: Mode;
	count: number;
	/** called in each transaction, before its entries; gives what answers one entry */
	begin: () => (index: number) => T;
	/** called in each transaction, after its entries */
	end?: () => void;
	/** work on the next entries that needs no lock */
	prepare?: (from: number, to: number) => void;
	/** asked between transactions; true = stop */
	cancelled?: () => boolean;
}

/** One open ledger file. A transaction is one synchronous function: nothing else of this process runs inside it. */
export class Connection {
	private readonly statements = new Map<string, StatementSync>();
	private readonly log: LogSync;
	private epoch: string | undefined;

	constructor(
		private readonly database: DatabaseSync,
		readonly file: string,
		/** how long to wait for other processes, in milliseconds */
		private readonly patienceMs: number,
	) {
		this.log = new LogSync(file);
	}

	/** The prepared statement of `sql`, made once. */
	statement(sql: string): StatementSync {
		const known = this.statements.get(sql);
		if (known) return known;
		const made = this.database.prepare(sql);
		this.statements.set(sql, made);
		return made;
	}

	/** Rows as lists of their columns: an object for each takes twice as long to make, and ten times the memory. */
	lists(sql: string, ...values: SQLInputValue[]): unknown[][] {
		const isNew = !this.statements.has(sql);
		const statement = this.statement(sql);
		// Node 22 has it from 22.16 on.
		if (isNew && 'setReturnArrays' in statement) statement.setReturnArrays(true);
		return statement.all(...values).map((row) => (Array.isArray(row) ? row : Object.values(row)));
	}

	/**
	 * Runs `work` in one transaction, undone when it throws.
	 * The wait for other processes is asynchronous: SQLite's own would stop everything n8n does.
	 * @throws LedgerError
	 */
	async transaction<T>(mode: Mode, work: () => T): Promise<T> {
		const result = await this.commit(mode, work);
		if (mode === 'durable') await this.log.sync();
		return result;
	}

	private async commit<T>(mode: Mode, work: () => T): Promise<T> {
		const deadline = performance.now() + this.patienceMs;
		for (let tries = 1; ; tries++) {
			try {
				return this.attempt(mode, work);
			} catch (error) {
				if (!isBusy(error)) throw trouble(error, this.file);
				if (performance.now() > deadline) throw failure('BUSY', { file: this.file });
			}
			// Jitter, so that processes that collided do not collide again.
			await setTimeout(1 + Math.random() * Math.min(25, 3 * tries));
		}
	}

	private attempt<T>(mode: Mode, work: () => T): T {
		this.database.exec(BEGIN[mode]);
		try {
			this.checkEpoch();
			const result = work();
			this.database.exec('COMMIT');
			return result;
		} catch (error) {
			// A full disk has rolled back already.
			if (this.database.isTransaction) this.database.exec('ROLLBACK');
			throw error;
		}
	}

	/** From now on the ledger is used with the key of this epoch alone: with another, a STOP would not be recognised. */
	bindKey(epoch: number): void {
		this.epoch = String(epoch);
	}

	private checkEpoch(): void {
		if (this.epoch === undefined) return;
		const row = this.statement("SELECT value FROM meta WHERE key = 'key_epoch'").get();
		if (row?.value !== this.epoch) throw failure('KEY_CHANGED', { file: this.file });
	}

	/** Makes a function of SQL. */
	define(name: string, run: (value: SQLInputValue) => SQLInputValue): void {
		this.database.function(name, { deterministic: true }, run);
	}

	/** Answers `count` entries in short transactions; other work and other processes come in between. */
	async inBatches<T>({ mode, count, begin, end, prepare, cancelled }: Batches<T>): Promise<T[]> {
		const answers: T[] = [];
		while (answers.length < count && !cancelled?.()) {
			const from = answers.length;
			const to = Math.min(count, from + LONGEST_BATCH);
			prepare?.(from, to);
			const batch = await this.commit(mode, () => {
				const step = begin();
				const until = performance.now() + LONGEST_BATCH_MS;
				const done: T[] = [];
				for (let index = from; index < to; index++) {
					done.push(step(index));
					if (performance.now() > until) break;
				}
				end?.();
				return done;
			});
			for (const answer of batch) answers.push(answer);
			if (answers.length >= count) break;
			// A holder that takes the lock again at once would starve the other processes.
			await (mode === 'read' ? setImmediate() : setTimeout(1));
		}
		if (mode === 'durable' && answers.length > 0) await this.log.sync();
		return answers;
	}

	/** Runs shared work to its end, inside a transaction. */
	perform<T>(work: Work<T>): T {
		let step = work.next();
		while (!step.done) step = work.next(this.answer(step.value));
		return step.value;
	}

	private answer({ sql, values, changes }: Statement): Answer {
		const statement = this.statement(sql);
		return changes
			? { rows: [], changes: Number(statement.run(...values).changes) }
			: { rows: statement.all(...values), changes: 0 };
	}

	/** What the operations shared by both engines work on. */
	readonly store: Store = {
		transaction: async (mode, work) => await this.transaction(mode, () => this.perform(work())),
		inBatches: async <T>({ begin, end, ...batches }: SharedBatches<T>) =>
			await this.inBatches<T>({
				...batches,
				begin: () => {
					const answer = this.perform(begin());
					return (index) => this.perform(answer(index));
				},
				...(end && { end: () => this.perform(end()) }),
			}),
	};

	async backup(run: (database: DatabaseSync) => Promise<unknown>): Promise<void> {
		try {
			await run(this.database);
		} catch (error) {
			throw trouble(error, this.file);
		}
	}

	close(): void {
		this.statements.clear();
		this.log.close();
		if (this.database.isOpen) this.database.close();
	}
}
