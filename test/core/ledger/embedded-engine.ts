import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLedger } from '../../../core/ledger';
import { scratchFolder, type Engine } from './scene';

export interface EmbeddedEngine extends Engine {
	file: string;
}

/** A ledger in a folder of its own. */
export async function embeddedEngine(): Promise<EmbeddedEngine> {
	const { file, discard } = await scratchFolder();
	let reader: DatabaseSync | undefined;
	const query: Engine['query'] = async (sql) => {
		reader ??= new DatabaseSync(file, { readOnly: true });
		return reader.prepare(sql).all();
	};
	return {
		file,
		query,
		bytes: async () => Buffer.concat(await Promise.all([readFile(file), readFile(`${file}-wal`)])),
		opening: `ledger.openEmbeddedLedger({ file: ${JSON.stringify(file)} })`,
		discard: async () => {
			reader?.close();
			await discard();
		},
		open: async () => await openEmbeddedLedger({ file }),
		dump: async () => {
			const tables = await query("SELECT name FROM sqlite_schema WHERE type = 'table'");
			const rows = [];
			for (const { name } of tables) rows.push(await query(`SELECT * FROM ${String(name)}`));
			return JSON.stringify(rows);
		},
	};
}
