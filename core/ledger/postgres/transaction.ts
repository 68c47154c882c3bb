import type { PoolClient } from '../../../vendor/pg';
import type { Row } from '../row';
import type { Answer, Mode, Statement, Work } from '../work';

/** One transaction that is open. Placeholders are `?` as in the embedded ledger, or `$1`. */
export interface Transaction {
	readonly mode: Mode;
	all(sql: string, ...values: unknown[]): Promise<Row[]>;
	/** how many rows it changed */
	run(sql: string, ...values: unknown[]): Promise<number>;
	perform<T>(work: Work<T>): Promise<T>;
}

/** A transaction on one connection of the pool, begun and ended by the database. */
export class OpenTransaction implements Transaction {
	constructor(
		private readonly client: PoolClient,
		readonly mode: Mode,
	) {}

	async all(sql: string, ...values: unknown[]): Promise<Row[]> {
		return (await this.client.query(numbered(sql), values.map(asParameter))).rows;
	}

	async run(sql: string, ...values: unknown[]): Promise<number> {
		return (await this.client.query(numbered(sql), values.map(asParameter))).rowCount ?? 0;
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

/** PostgreSQL has no character 0, and JSON there no half of a pair; a label from a broken file may have both. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** Rows as the one parameter that a statement opens with `jsonb_to_recordset`. */
export const json = (rows: readonly object[]): string =>
	JSON.stringify(rows, (_, value: unknown) =>
		typeof value === 'string' ? storable(value) : value,
	);

function asParameter(value: unknown): unknown {
	if (typeof value === 'string') return storable(value);
	return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;
}

const translated = new Map<string, string>();

/** How SQLite is told in which order to join; PostgreSQL finds it by itself. */
const ORDERED_JOIN = /CROSS JOIN (\w+ \w+) ON/g;

/** `?` and `?1` as PostgreSQL writes them: `$1`. */
export function numbered(sql: string): string {
	const known = translated.get(sql);
	if (known !== undefined) return known;
	let count = 0;
	const text = sql
		.replace(ORDERED_JOIN, 'JOIN $1 ON')
		.replace(/\?(\d*)/g, (_, place: string) => `$${place || ++count}`);
	translated.set(sql, text);
	return text;
}
