import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLedger, type Ledger } from '../../core/ledger';
import { ledgerFile } from '../../nodes/shared/open-ledger';
import { call, inbound, MARTIN, post, useScene, withLedger } from './SmsTrigger.scene';

/** The ledger that the trigger gets; a test may break it. */
let broken: Partial<Ledger> = {};
let held: Ledger | undefined;

jest.mock('../../nodes/shared/open-ledger', () => {
	const real = jest.requireActual<{ ledgerFile: () => string }>('../../nodes/shared/open-ledger');
	return {
		...real,
		openLedger: async () => {
			held ??= await openEmbeddedLedger({ file: real.ledgerFile(), patienceMs: 30 });
			return { ...held, ...broken };
		},
	};
});

useScene();
afterEach(async () => {
	await held?.close();
	held = undefined;
	broken = {};
});

const suppressed = async () =>
	(await withLedger(async (ledger) => await ledger.suppressed('default', [MARTIN])))[0];

describe('when the ledger cannot be written', () => {
	it('answers 503 so that the gateway comes back, and takes it then', async () => {
		await post(inbound('Bonjour'));
		const other = new DatabaseSync(ledgerFile());
		other.exec('BEGIN IMMEDIATE');
		const refused = await post(inbound('STOP'));
		other.exec('ROLLBACK');
		other.close();
		expect(refused).toMatchObject({ status: 503, body: '{}', outputs: undefined });
		expect(refused.headers['retry-after']).toBe('30');
		expect(refused.logged).toContain('locked by another process');
		expect(await suppressed()).toBe(false);

		const { status, outputs } = await post(inbound('STOP'));
		expect([status, outputs?.[0]?.length]).toEqual([200, 1]);
		expect(await suppressed()).toBe(true);
	});

	it('tells the workflow of everything once the whole call is written', async () => {
		const events = [
			inbound('STOP'),
			inbound('Merci'),
			{ type: 'report', id: 'r', ref: 'x', status: 'delivered' },
		];
		broken = {
			report: async () => {
				throw new Error(`no room for ${MARTIN}`);
			},
		};
		const failed = await post({ events });
		expect([failed.status, failed.outputs]).toEqual([503, undefined]);
		expect(failed.logged).not.toContain(MARTIN.slice(1));
		// The STOP is kept already: it is written first.
		expect(await suppressed()).toBe(true);

		broken = {};
		const { status, outputs } = await post({ events });
		expect([status, outputs?.map((items) => items.length)]).toEqual([200, [1, 1, 0, 0]]);
		expect((await post({ events })).outputs).toBeUndefined();
	});

	it('shows a page to a person who follows a link', async () => {
		broken = {
			getBrand: async () => {
				throw new Error('gone');
			},
		};
		const { status, body } = await call({ method: 'GET', query: { confirm: 'a'.repeat(22) } });
		expect(status).toBe(503);
		expect(body).toContain('Réessayez dans un instant');
	});
});
