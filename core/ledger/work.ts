import type { Row } from './row';

/**
 * Work inside one transaction, written once for both engines: it yields statements and is told their answers. SQLite runs
 * it without letting go of the thread, PostgreSQL waits for each answer. Placeholders are `?`.
 */
export type Work<T> = Generator<Statement, T, Answer>;

export type Value = string | number | Uint8Array | null;

export interface Statement {
	sql: string;
	values: readonly Value[];
	/** tables whose rows nobody else may change until the transaction ends; SQLite locks the whole ledger anyway */
	lock?: string;
	/** with `lock`: rows that somebody else has locked are left out */
	free?: true;
	/** for the count of changed rows instead of rows */
	changes?: true;
}

export interface Answer {
	rows: Row[];
	changes: number;
}

/** `read` sees one moment and locks nobody out; `durable` is on the disk when it returns: claims, answers and opt-outs. */
export type Mode = 'read' | 'write' | 'durable';

export interface Batches<T> {
	mode: Mode;
	count: number;
	/** at the beginning of each transaction; gives what answers one entry */
	begin: () => Work<(index: number) => Work<T>>;
	/** at the end of each transaction */
	end?: () => Work<void>;
	/** work on the next entries that needs no lock */
	prepare?: (from: number, to: number) => void;
	/** asked between transactions; true = stop */
	cancelled?: () => boolean;
}

/** What an engine does for the operations that both share. @throws LedgerError */
export interface Store {
	/** undone when the work throws */
	transaction<T>(mode: Mode, work: () => Work<T>): Promise<T>;
	/** answers `count` entries in short transactions; other work and other processes come in between */
	inBatches<T>(batches: Batches<T>): Promise<T[]>;
}

export function* all(sql: string, ...values: Value[]): Work<Row[]> {
	return (yield { sql, values }).rows;
}

export function* first(sql: string, ...values: Value[]): Work<Row | undefined> {
	return (yield { sql, values }).rows[0];
}

/** The first row, kept from everybody else until the transaction ends. */
export function* firstLocked(lock: string, sql: string, ...values: Value[]): Work<Row | undefined> {
	return (yield { sql, values, lock }).rows[0];
}

/** The rows that nobody else works on, kept from everybody else. */
export function* allFree(lock: string, sql: string, ...values: Value[]): Work<Row[]> {
	return (yield { sql, values, lock, free: true }).rows;
}

/** How many rows it changed. */
export function* run(sql: string, ...values: Value[]): Work<number> {
	return (yield { sql, values, changes: true }).changes;
}
