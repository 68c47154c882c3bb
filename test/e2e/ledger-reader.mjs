// Reads the ledger file from outside, without the ledger's own code.
import { DatabaseSync } from 'node:sqlite';

/** Every row of every table, to tell whether a run left the ledger untouched. */
export function everyRow(file) {
	return read(file, (database) => {
		const tables = database
			.prepare(
				"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
			)
			.all();
		return Object.fromEntries(
			tables.map(({ name }) => [
				name,
				database.prepare(`SELECT * FROM "${name}"`).all().map(plainRow),
			]),
		);
	});
}

/** Blobs as hex, so that rows can be compared and printed. */
function plainRow(row) {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [
			name,
			value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
		]),
	);
}

function read(file, work) {
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		return work(database);
	} finally {
		database.close();
	}
}
