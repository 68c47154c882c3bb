import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLedger } from '../../../core/ledger';
import { scratchFolder } from './scene';
import { ledgerSuite } from './suite';

ledgerSuite('the embedded ledger', async () => {
	const { file, discard } = await scratchFolder();
	return {
		open: async () => await openEmbeddedLedger({ file }),
		dump: async () => {
			const database = new DatabaseSync(file, { readOnly: true });
			const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
			const rows = tables.map(({ name }) => database.prepare(`SELECT * FROM ${name}`).all());
			database.close();
			return JSON.stringify(rows);
		},
		discard,
	};
});
