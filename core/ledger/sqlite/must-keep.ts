import { DatabaseSync } from 'node:sqlite';

const FACTS = `SELECT EXISTS(SELECT 1 FROM optout) OR EXISTS(SELECT 1 FROM consent)
	OR EXISTS(SELECT 1 FROM message WHERE live = 1) AS held`;

/**
 * Whether an embedded ledger knows something that must not be forgotten: a STOP, a consent, a message that was sent. What
 * cannot be read might.
 */
export function mustBeKept(file: string): boolean {
	let database: DatabaseSync | undefined;
	try {
		database = new DatabaseSync(file, { readOnly: true });
		return database.prepare(FACTS).get()?.held !== 0;
	} catch {
		return true;
	} finally {
		if (database?.isOpen) database.close();
	}
}
