import { openPostgresLedger, type Ledger } from '../../../core/ledger';
import { makePool, type Pool } from '../../../vendor/pg';
import { startPostgres, type PostgresServer } from '../../servers/postgres';
import { PostgresProxy, type Fault } from './postgres-proxy';
import { claimedRef, HOUR, NOON, phone, reservedRef, Scene } from './scene';

/** A server of its own: it is stopped, and as by a crash. */
let server: PostgresServer;
let proxy: PostgresProxy;
let ledger: Ledger;
let scene: Scene;
let reader: Pool;

const KEY = 'ab'.repeat(32);
const settings = { schema: 'sms', poolSize: 2, key: KEY, patienceMs: 30_000 };
const people = (from: number) => Array.from({ length: 20 }, (_, n) => ({ to: phone(from + n) }));
const count = async (sql: string) => Number((await reader.query(sql)).rows[0].n);

beforeAll(async () => {
	server = await startPostgres();
	proxy = await PostgresProxy.start(server);
	ledger = await openPostgresLedger({ ...proxy.address, ...settings });
	scene = new Scene(ledger);
	reader = makePool({ ...server, max: 1, options: '-c search_path=sms' });
	reader.on('error', () => undefined);
	await ledger.saveBrand({ slug: 'default', cap: {} }, NOON);
});
afterAll(async () => {
	await ledger.close();
	await reader.end();
	await proxy.stop();
	await server.stop();
});
afterEach(() => {
	proxy.onFault = async () => undefined;
});

const CLAIM = /INTO attempt/;
const FAULTS: Fault[] = ['answer lost', 'commit lost', 'commit late'];

/** Breaks the connection at the COMMIT of the transaction `within` which a statement is, and sees to it that it was met. */
async function breaking<T>(fault: Fault, within: RegExp, work: () => Promise<T>): Promise<T> {
	const before = proxy.met;
	Object.assign(proxy, { fault, within });
	const answer = await work();
	expect(proxy.met).toBe(before + 1);
	return answer;
}

describe.each(FAULTS)('a connection that ends at COMMIT: %s', (fault) => {
	const campaign = `sale ${fault}`;

	it('claims once what it says it claimed, and everything', async () => {
		const entries = people(0);
		const refs = (await scene.reserve(entries, { campaign })).map(reservedRef);
		const asked = entries.map((entry, n) => ({ ...entry, ref: refs[n] }));
		const claimed = await breaking(
			fault,
			CLAIM,
			async () => await scene.claim(asked, { campaign }),
		);
		expect(claimed.map(claimedRef)).toEqual(refs);
		expect(await scene.states(campaign)).toEqual({ sending: 20 });
		const held = await scene.claim(asked, { campaign, run: 'run-2' });
		expect(new Set(held.map((one) => one.outcome === 'held' && one.reason))).toEqual(
			new Set(['IN_PROGRESS']),
		);
		const attempts = `FROM attempt a JOIN message m ON m.id = a.message_id JOIN campaign c ON c.id = m.campaign_id
			WHERE c.name = '${campaign}'`;
		expect(await count(`SELECT count(*) AS n ${attempts}`)).toBe(20);
		expect((await ledger.campaignStatus('default', campaign, true)).spent).toBe(20 * 49_000);
	});

	it('debits an answer once, and gives a turn once', async () => {
		const [verdict] = await scene.claim([{ to: phone(40) }], { campaign });
		const ref = claimedRef(verdict);
		const { spent } = await ledger.campaignStatus('default', campaign, true);
		await breaking(fault, /UPDATE attempt/, async () => {
			await ledger.settle([{ ref, outcome: 'accepted', cost: 60_000 }], NOON);
		});
		const after = await ledger.campaignStatus('default', campaign, true);
		expect(after.spent - spent).toBe(11_000);
		const turn = { account: campaign, units: 10, perSecond: 10, now: NOON };
		await breaking(fault, /UPDATE account/, async () => await ledger.takeTurn(turn));
		expect((await ledger.takeTurn(turn)).startAt).toBe(NOON + 1_000);
	});

	it('keeps a STOP', async () => {
		const to = phone(60 + FAULTS.indexOf(fault));
		const stop = { brand: 'default', to, source: 'sms', at: NOON, now: NOON };
		await breaking(
			fault,
			/INTO optout/,
			async () => await ledger.optOut({ ...stop, sourceRef: campaign }),
		);
		expect(await ledger.suppressed('default', [to])).toEqual([true]);
	});
});

it('is not fooled by a crash of the server that gives the number of a lost transaction to another', async () => {
	const lost: string[] = [];
	proxy.onFault = async () => {
		await server.halt('immediate');
		await server.resume();
		// Others are committed under the numbers that were lost.
		for (let n = 0; n < 20; n++) {
			const { rows } = await reader.query(
				'INSERT INTO seen(key, at) VALUES ($1, 0) RETURNING xmin::text AS xid',
				[`\\x${n.toString(16).padStart(4, '0')}`],
			);
			lost.push(String(rows[0].xid));
		}
	};
	const campaign = 'after the crash';
	const claimed = await breaking(
		'commit lost',
		CLAIM,
		async () => await scene.claim(people(100), { campaign, now: NOON + HOUR }),
	);
	expect(lost).toHaveLength(20);
	const refs = claimed.map(claimedRef);
	const { rows } = await reader.query('SELECT ref FROM attempt WHERE ref = ANY($1)', [refs]);
	expect(rows).toHaveLength(20);
	expect(await scene.states(campaign)).toEqual({ sending: 20 });
});
