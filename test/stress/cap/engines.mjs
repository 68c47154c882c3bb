// A fresh ledger of each engine, and how its messages are read past the ledger.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { startPostgres } from '../../servers/load.mjs';

const SLOTS = 'SELECT recipient_id, slot_at FROM message WHERE slot_at IS NOT NULL';
/** Every attempt is accepted here: the second of a message is a message sent twice. */
const AGAIN = 'SELECT count(*) - count(DISTINCT message_id) AS n FROM attempt';

const told = ([slots, [{ n }]]) => ({
	slots: slots.map(({ recipient_id, slot_at }) => [Number(recipient_id), Number(slot_at)]),
	again: Number(n),
});

export const ENGINES = {
	postgres: {
		make: async () => {
			const server = await startPostgres();
			const { host, port, user, password, database } = server;
			const address = { host, port, user, password, database };
			const schema = 'cap';
			const key = randomBytes(32).toString('hex');
			return {
				options: { ...address, schema, poolSize: 2, key, patienceMs: 60_000 },
				read: async () => {
					const client = new pg.Client({ ...address, options: `-c search_path=${schema}` });
					await client.connect();
					const answers = [await client.query(SLOTS), await client.query(AGAIN)];
					await client.end();
					return told(answers.map(({ rows }) => rows));
				},
				discard: async () => await server.stop(),
			};
		},
	},
	embedded: {
		make: async () => {
			const folder = mkdtempSync(join(tmpdir(), 'stress-cap-'));
			const file = join(folder, 'sms.sqlite');
			return {
				options: { file },
				read: async () => {
					const database = new DatabaseSync(file, { readOnly: true });
					const answers = [SLOTS, AGAIN].map((sql) => database.prepare(sql).all());
					database.close();
					return told(answers);
				},
				discard: async () => rmSync(folder, { recursive: true, force: true }),
			};
		},
	},
};

/** Opens the ledger of a place. */
export const openWith = async (ledger, engine, place) =>
	engine === 'postgres'
		? await ledger.openPostgresLedger(place)
		: await ledger.openEmbeddedLedger(place);
