import type { Ledger } from '../../../core/ledger';
import * as shared from '../../../core/ledger/operations/attempts';
import { ATTEMPTS, OWN_ROWS, SERVICE, SLOTS } from '../../../core/ledger/postgres/facts';
import { AWAITED } from '../../../core/ledger/postgres/late';
import * as optOuts from '../../../core/ledger/postgres/opt-outs';
import { RECIPIENTS } from '../../../core/ledger/postgres/recipients';
import { LOCK_ATTEMPTS } from '../../../core/ledger/postgres/settle';
import { numbered } from '../../../core/ledger/postgres/transaction';
import { postgresEngine, type PostgresEngine } from './postgres-engine';
import { DAY, NOON } from './scene';

let engine: PostgresEngine;
let ledger: Ledger;

/** 50,000 past messages of 5,000 people in 10 campaigns, with their attempts and as many reports, as a year leaves them. */
const PAST = (end: string) => `
INSERT INTO campaign(brand_id, name, created_at) SELECT 1, 'past ' || n, 0 FROM generate_series(1, 10) n;
INSERT INTO recipient(brand_id, hmac, key_epoch) SELECT 1, sha256(n::text::bytea), 1 FROM generate_series(1, 50000) n;
INSERT INTO message(campaign_id, recipient_id, occasion, live, purpose, state, slot_at, ref, claimed_at, lease_until, created_at, updated_at)
SELECT c.id, r.id, 'once', 1, CASE WHEN c.id = 1 THEN 'transactional' ELSE 'marketing' END,
CASE WHEN c.id = 2 AND r.id % 50 = 0 THEN 'in_doubt' WHEN c.id = 3 AND r.id % 50 = 0 THEN 'sending' ELSE 'delivered' END,
CASE WHEN c.id = 1 THEN NULL ELSE ${NOON} - c.id * ${30 * DAY} END, 'm' || c.id || '-' || r.id, ${NOON} - c.id * ${30 * DAY}, ${NOON}, 0, 0
FROM campaign c, recipient r WHERE r.id <= 5000;
INSERT INTO attempt(ref, message_id, n, gateway, account, call_ref, started_at, provider_id)
SELECT ref, id, 1, 'sandbox', 'sandbox', 'call ' || id / 100, 0, 'gw-' || id FROM message;
INSERT INTO event(key, gateway, provider_id, status, event_at, received_at, applied_at)
SELECT sha256(n::text::bytea), 'sandbox', 'gw-' || n, 'delivered', 0, n, CASE WHEN n % 100 = 0 THEN NULL ELSE 1 END FROM generate_series(1, 50000) n;
INSERT INTO optout(recipient_id, source, source_ref, first_seen, event_at) SELECT id, 'list', hmac, 0, 0 FROM recipient;
INSERT INTO consent(ref, recipient_id, status, origin, proof, recorded_at) SELECT 'c' || id, id, 'granted', 'statement', '{}', 0 FROM recipient;
${end}`;

const idsOf = async (sql: string) => (await engine.query(sql)).map(({ one }) => one);
const PEOPLE = 'SELECT id AS one FROM recipient WHERE id <= 5000 ORDER BY hmac LIMIT 500';
const HASHES = 'SELECT hmac AS one FROM recipient ORDER BY id LIMIT 50';
const REFS = 'SELECT ref AS one FROM attempt ORDER BY ref LIMIT 50';
const MESSAGES = 'SELECT id AS one FROM message WHERE campaign_id = 5 LIMIT 500';
const EVENT = 'SELECT id AS one FROM message LIMIT 1';

interface Plan {
	'Node Type': string;
	'Relation Name'?: string;
	'Index Name'?: string;
	Plans?: Plan[];
}

/** What a statement reads, as `table by index`; `table, all of it` when it reads the whole. */
async function reads(sql: string, values: unknown[]): Promise<string[]> {
	const [row] = await engine.query(`EXPLAIN (FORMAT JSON) ${numbered(sql)}`, values);
	const [{ Plan: top }] = row?.['QUERY PLAN'] as [{ Plan: Plan }];
	const found: string[] = [];
	const visit = (plan: Plan, table = plan['Relation Name']) => {
		if (plan['Node Type'] === 'Seq Scan') found.push(`${table}, all of it`);
		else if (plan['Index Name']) found.push(`${table} by ${plan['Index Name']}`);
		for (const part of plan.Plans ?? []) visit(part, part['Relation Name'] ?? table);
	};
	visit(top);
	return [...new Set(found)].sort();
}

const json = (rows: object[]) => JSON.stringify(rows);
const CASES: Array<[string, string, () => Promise<unknown[]> | unknown[], string[]]> = [
	[
		'the people of a batch',
		RECIPIENTS,
		async () => [1, await idsOf(HASHES)],
		['recipient by recipient_brand_id_hmac_key', 'recipient by recipient_pkey'],
	],
	[
		'what they were sent in a campaign',
		OWN_ROWS,
		async () => [await idsOf(PEOPLE), 5, 1],
		['message by message_recipient_id_campaign_id_occasion_live_key'],
	],
	[
		'what counts against the cap',
		SLOTS,
		async () => [await idsOf(PEOPLE), 1, NOON - 62 * DAY, NOON],
		['message by message_slot'],
	],
	[
		'service messages of the day',
		SERVICE,
		async () => [await idsOf(PEOPLE), 1, NOON - DAY, NOON],
		['message by message_service'],
	],
	[
		'the entries of a list of STOPs',
		optOuts.FIND_OPT_OUTS,
		async () => [await idsOf(PEOPLE), await idsOf(`${HASHES}0`), 'list'],
		['optout by optout_recipient_id_source_source_ref_key'],
	],
	[
		'the people of the list',
		optOuts.SET_OPTED_OUT,
		async () => [await idsOf(PEOPLE), Array(500).fill(NOON)],
		['recipient by recipient_pkey'],
	],
	[
		'their open questions',
		optOuts.WITHDRAW_PENDING,
		async () => [await idsOf(PEOPLE)],
		['consent by consent_pkey', 'consent by consent_recipient'],
	],
	[
		'what is reserved for them',
		optOuts.FIND_RESERVED,
		async () => [await idsOf(PEOPLE)],
		['message by message_slot'],
	],
	[
		'earlier attempts',
		ATTEMPTS,
		async () => [await idsOf(MESSAGES)],
		['attempt by attempt_message_id_n_key'],
	],
	[
		'the attempts of a batch of answers',
		LOCK_ATTEMPTS,
		async () => [await idsOf(REFS)],
		['attempt by attempt_pkey', 'message by message_pkey'],
	],
	[
		'an attempt',
		shared.FIND_ATTEMPT,
		() => ['m5-5'],
		['attempt by attempt_pkey', 'message by message_pkey'],
	],
	[
		'an attempt by the id of the gateway',
		shared.FIND_BY_PROVIDER_ID,
		() => ['sandbox', 'gw-77'],
		['attempt by attempt_provider'],
	],
	[
		'an attempt by its call',
		shared.FIND_BY_CALL,
		() => ['sandbox', 'call 77'],
		['attempt by attempt_call'],
	],
	[
		'messages past their lease',
		shared.FIND_LEASE_PASSED,
		() => [NOON, 500],
		['message by message_sending'],
	],
	[
		'reports that wait for an answer',
		AWAITED,
		() => [json([{ gateway: 'sandbox', provider_id: 'gw-7' }])],
		['event by event_waiting'],
	],
	[
		'whether a report waits',
		shared.IS_AWAITED,
		() => ['sandbox', 'gw-700'],
		['event by event_waiting'],
	],
	[
		'messages in doubt',
		shared.FIND_IN_DOUBT,
		() => [-1, '', NOON, null, null, null, 50],
		['attempt by attempt_pkey', 'message by message_in_doubt'],
	],
];

/** In a new ledger nothing is known of the tables, and the first campaign may be the largest. */
describe.each([
	['PostgreSQL finds by index', 'ANALYZE'],
	['PostgreSQL that knows nothing of its tables yet does so too', ''],
])('beside 50,000 past messages %s', (_, analyze) => {
	beforeAll(async () => {
		engine = await postgresEngine();
		ledger = await engine.open();
		for (const table of ['message', 'recipient', 'attempt', 'event', 'optout', 'consent'])
			await engine.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
		await engine.query(PAST(analyze));
	});
	afterAll(async () => {
		await ledger.close();
		await engine.discard();
	});

	it.each(CASES)('%s', async (_, sql, values, expected) => {
		const found = await reads(sql, await values());
		// Brands and campaigns are a handful: read whole, or by whatever is at hand.
		const large = found.filter((one) => !/^(brand|campaign)\b/.test(one));
		expect(large).toEqual(expected);
	});

	it('what they were sent in a campaign, without a look at their other messages', async () => {
		const values = [await idsOf(PEOPLE), 5, 1];
		const explain = `EXPLAIN (ANALYZE, FORMAT JSON) ${numbered(OWN_ROWS)}`;
		const [row] = await engine.query(explain, values);
		const plan = JSON.stringify(row?.['QUERY PLAN']);
		// Each of them has ten.
		expect(plan).toMatch(/"Actual Rows": ?500\b/);
		expect([...plan.matchAll(/"Rows Removed by Filter": ?[1-9]/g)]).toEqual([]);
	});

	it('the reports that wait for one SMS', async () => {
		const values = ['sandbox', 'gw-700', (await idsOf(EVENT))[0]];
		const found = await reads(shared.FIND_WAITING_EVENTS, values);
		expect(found.filter((one) => one.startsWith('event'))).toEqual(['event by event_waiting']);
	});

	it('would notice: without its index the count reads the whole table', async () => {
		const values = [await idsOf(PEOPLE), 1, NOON - 62 * DAY, NOON];
		await engine.query('BEGIN');
		await engine.query('DROP INDEX message_slot; DROP INDEX message_service');
		const found = await reads(SLOTS, values);
		await engine.query('ROLLBACK');
		expect(found).not.toContain('message by message_slot');
	});
});
