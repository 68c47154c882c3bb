import type { Listener } from '../ledger';
import type { Connection } from './connection';
import { integer, text } from '../row';

const FIND = `SELECT account, workflow, node, published_at FROM listener
WHERE account = ? ORDER BY published_at, workflow, node`;
// Published anew under another account: it no longer listens for the former one.
const REMOVE = 'DELETE FROM listener WHERE workflow = ? AND node = ?';
const ADD = 'INSERT INTO listener(account, workflow, node, published_at) VALUES (?, ?, ?, ?)';

export async function listeners(connection: Connection, account: string): Promise<Listener[]> {
	return await connection.transaction('read', () =>
		connection
			.statement(FIND)
			.all(account)
			.map((row) => ({
				account: text(row, 'account'),
				workflow: text(row, 'workflow'),
				node: text(row, 'node'),
				publishedAt: integer(row, 'published_at'),
			})),
	);
}

export async function startListening(
	connection: Connection,
	{ account, workflow, node, publishedAt }: Listener,
): Promise<void> {
	await connection.transaction('write', () => {
		connection.statement(REMOVE).run(workflow, node);
		connection.statement(ADD).run(account, workflow, node, publishedAt);
	});
}

export async function stopListening(
	connection: Connection,
	{ workflow, node }: Pick<Listener, 'workflow' | 'node'>,
): Promise<void> {
	await connection.transaction('write', () => connection.statement(REMOVE).run(workflow, node));
}
