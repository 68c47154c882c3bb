import type { Listener } from '../ledger';
import { integer, text } from '../row';
import { all, run, type Store } from '../work';

const FIND = `SELECT account, workflow, node, published_at FROM listener
WHERE account = ? ORDER BY published_at, workflow, node`;
// Published anew under another account: it no longer listens for the former one.
const REMOVE = 'DELETE FROM listener WHERE workflow = ? AND node = ?';
const ADD = 'INSERT INTO listener(account, workflow, node, published_at) VALUES (?, ?, ?, ?)';

export async function listeners(store: Store, account: string): Promise<Listener[]> {
	return await store.transaction('read', function* () {
		return (yield* all(FIND, account)).map((row) => ({
			account: text(row, 'account'),
			workflow: text(row, 'workflow'),
			node: text(row, 'node'),
			publishedAt: integer(row, 'published_at'),
		}));
	});
}

export async function startListening(
	store: Store,
	{ account, workflow, node, publishedAt }: Listener,
): Promise<void> {
	await store.transaction('write', function* () {
		yield* run(REMOVE, workflow, node);
		yield* run(ADD, account, workflow, node, publishedAt);
	});
}

export async function stopListening(
	store: Store,
	{ workflow, node }: Pick<Listener, 'workflow' | 'node'>,
): Promise<void> {
	await store.transaction('write', () => run(REMOVE, workflow, node));
}
