import type { PoolClient } from '../../../vendor/pg';
import { LedgerError } from '../ledger';
import { asCell, Counting, whichRows, type Cells, type Table, type Tally } from './rows';

const BATCH = 2_000;

/** A ledger in PostgreSQL inside one transaction that keeps everybody else out. */
export class Target {
	private constructor(
		private readonly client: PoolClient,
		private readonly schema: string,
		private readonly types: Map<string, string>,
	) {}

	/** Begins the transaction. @throws LedgerError when a table or column is not there */
	static async begin(client: PoolClient, schema: string, tables: Table[]): Promise<Target> {
		await client.query(`BEGIN; SET LOCAL search_path TO "${schema}"`);
		const { rows } = await client.query(
			'SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = $1',
			[schema],
		);
		const types = new Map<string, string>(
			rows.map((row) => [`${row.table_name}.${row.column_name}`, String(row.data_type)]),
		);
		for (const { name, columns } of tables)
			for (const column of columns)
				if (!types.has(`${name}.${column}`)) throw differs(`${name}.${column}`);
		const names = tables.map(({ name }) => `"${name}"`).join(', ');
		await client.query(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
		return new Target(client, schema, types);
	}

	async count({ name }: Table): Promise<number> {
		const { rows } = await this.client.query(`SELECT count(*)::bigint AS n FROM "${name}"`);
		return Number(rows[0]?.n);
	}

	/** Takes away what a new ledger is made with. */
	async clear(table: Table): Promise<void> {
		await this.client.query(`DELETE FROM "${table.name}"${whichRows(table)}`);
	}

	async insert({ name, columns }: Table, rows: Cells[]): Promise<void> {
		const arrays = columns.map((_, column) => rows.map((row) => asParameter(row[column] ?? null)));
		const places = columns.map(
			(column, i) => `$${i + 1}::${this.types.get(`${name}.${column}`)}[]`,
		);
		const quoted = columns.map((column) => `"${column}"`).join(', ');
		await this.client.query(
			`INSERT INTO "${name}"(${quoted}) OVERRIDING SYSTEM VALUE SELECT * FROM unnest(${places.join(', ')})`,
			arrays,
		);
	}

	/** New rows get numbers after those that were moved. */
	async continueNumbers({ name, columns }: Table): Promise<void> {
		if (!columns.includes('id')) return;
		await this.client.query(
			`SELECT setval(pg_get_serial_sequence($1, 'id'), max(id)) FROM "${name}" HAVING max(id) IS NOT NULL`,
			[`"${this.schema}"."${name}"`],
		);
	}

	/** Counts what the server gives back, a part at a time. */
	async tally(table: Table): Promise<Tally> {
		const columns = table.columns.map((name) => `"${name}"`).join(', ');
		const counting = new Counting();
		await this.client.query(
			`DECLARE written NO SCROLL CURSOR FOR SELECT ${columns} FROM "${table.name}"${whichRows(table)}`,
		);
		for (;;) {
			const { rows } = await this.client.query(`FETCH ${BATCH} FROM written`);
			for (const row of rows) counting.add(table.columns.map((name) => asCell(row[name])));
			if (rows.length < BATCH) break;
		}
		await this.client.query('CLOSE written');
		return counting.tally;
	}

	async commit(): Promise<void> {
		await this.client.query('COMMIT');
	}
}

const asParameter = (cell: Cells[number]) =>
	cell instanceof Uint8Array ? Buffer.from(cell) : cell;

const differs = (what: string): LedgerError =>
	new LedgerError(
		'NEWER_VERSION',
		`The ledger in PostgreSQL has no place for ${what}`,
		'Use the same version of n8n-nodes-sms-marketing for both.',
	);
