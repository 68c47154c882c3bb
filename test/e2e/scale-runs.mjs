// The workflow "Send at scale" as a person has it after an import, on contacts in the PostgreSQL of the queue's world.
import { Pool } from 'pg';
import { readWorkflow } from '../../playground/example.mjs';
import { fillForm } from '../../playground/form.mjs';

export const CODE = 'the-code-of-the-desk';

const PAGES = 'sms_campaign_pages';

/** The database its contacts are in, and what n8n's Postgres nodes reach it by. */
export async function contactsDatabase({ client, postgres }) {
	const place = await postgres.createDatabase('shop');
	const { host, port, user, password, database } = place;
	const credential = await client.createCredential('e2e shop', 'postgres', {
		...{ host, port, user, password, database, ssl: 'disable' },
		...{ allowUnauthorizedCerts: false, sshTunnel: false, maxConnections: 5 },
	});
	const pool = new Pool({ ...place, max: 2 });
	// the checks stop the server
	pool.on('error', () => undefined);
	return { credential, query: async (sql, values) => (await pool.query(sql, values)).rows, pool };
}

/** A table of contacts whose numbers begin at `first`; its ids have holes, as those of a till have. */
export async function fillContacts({ query }, table, count, first) {
	await query(`CREATE TABLE ${table} (
	id bigint PRIMARY KEY, "Prénom" text, "Téléphone" text, "Code postal" text, "Accord SMS" text
)`);
	await query(
		`INSERT INTO ${table} SELECT 7 * n, 'Client ' || n, '+' || ($2::bigint + n), '35000', 'oui'
FROM generate_series(1, $1::int) AS n`,
		[count, first],
	);
	await query(`ANALYZE ${table}`);
}

/**
 * Imports, fills in and publishes it.
 * @param {Record<string, unknown>} settings of its node Settings
 */
export async function publishScale({ client, webhooks, credential }, shop, settings) {
	const workflow = readWorkflow('send-at-scale.json');
	workflow.name = `${workflow.name} ${settings.campaign}`;
	for (const node of workflow.nodes) {
		if (node.type.startsWith('n8n-nodes-sms-marketing.'))
			node.credentials = { smsLedgerApi: credential };
		if (node.type === 'n8n-nodes-base.postgres') node.credentials = { postgres: shop.credential };
		if (node.name !== 'Settings') continue;
		const chosen = { desk_code: CODE, ...settings };
		for (const field of node.parameters.assignments.assignments)
			if (Object.hasOwn(chosen, field.name)) field.value = chosen[field.name];
	}
	const id = await client.importWorkflow(workflow);
	await client.publish(id);
	const { campaign } = settings;
	return {
		id,
		/** gives the address of the page that follows */
		start: async (code = CODE) => await fillForm(`${webhooks.url}/form/send-at-scale`, () => code),
		/** what a person sees who watches */
		page: async (code = CODE) => {
			const answer = await fetch(`${webhooks.url}/webhook/send-at-scale-progress?code=${code}`);
			return await answer.text();
		},
		pages: async () =>
			await shop.query(`SELECT * FROM ${PAGES} WHERE campaign = $1 ORDER BY page`, [campaign]),
		/** contacts whose page has ended */
		done: async () => {
			// its first run makes the table
			const [{ there }] = await shop.query('SELECT to_regclass($1) AS there', [PAGES]);
			if (there === null) return 0;
			const [{ done }] = await shop.query(
				`SELECT coalesce(sum(contacts) FILTER (WHERE done_at IS NOT NULL), 0)::int AS done FROM ${PAGES} WHERE campaign = $1`,
				[campaign],
			);
			return done;
		},
		unpublish: async () => await client.call('POST', `/workflows/${id}/deactivate`, {}),
	};
}
