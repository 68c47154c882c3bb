import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { takeTurn } from '../../core/ledger/operations/turns';
import { ledgerFile } from '../../nodes/shared/open-ledger';
import { ACCOUNT, limited } from './SmsSend.carriers';
import {
	contact,
	contacts,
	ledgerRows,
	message,
	MONDAY,
	numberOf,
	phonePage,
	send,
	smsOf,
	useScene,
	withLedger,
} from './SmsSend.scene';

jest.mock('../../core/gateway/gateways', () => {
	const { sandbox } = jest.requireActual('../../core/gateway/sandbox');
	return jest.requireActual('./SmsSend.carriers').carrierTable(sandbox);
});

jest.mock('../../core/ledger/operations/turns', () => {
	const actual = jest.requireActual('../../core/ledger/operations/turns');
	return { ...actual, takeTurn: jest.fn(actual.takeTurn) };
});

useScene();
beforeEach(() => jest.mocked(takeTurn).mockClear());

const SALE = { gateway: 'carrier', campaign: 'sale' };
const NAME = 'carrier/1';
/** The first turn leaves time for the claim. */
const CLAIM = 50;

/** When the next turn at the account would begin, in ms from now. */
const nextTurn = async (account = NAME): Promise<number> =>
	await withLedger(async (ledger) => {
		const request = { account, units: 1, perSecond: 1, now: MONDAY };
		return (await ledger.takeTurn(request)).startAt - MONDAY;
	});

describe('the limit of an account', () => {
	it('is kept in the ledger, a little below what the credential allows', async () => {
		await phonePage();
		await send(contacts(19), SALE, limited(20));
		expect(await nextTurn()).toBeGreaterThanOrEqual(CLAIM + 1_000);
	});

	it('may count parts', async () => {
		await phonePage();
		const long = { ...message(`${'a'.repeat(290)} STOP au 36000`), units: 304, parts: 2 };
		await send(contacts(19, { message: long }), SALE, limited(40, 'parts'));
		expect(await nextTurn()).toBeGreaterThanOrEqual(CLAIM + 1_000);
	});

	it('does not bind who has none', async () => {
		await phonePage();
		await send(contacts(19), SALE, ACCOUNT);
		expect(await nextTurn()).toBe(0);
	});

	it('nothing leaves before the turn of the run', async () => {
		const page = await phonePage();
		await withLedger(
			async (ledger) =>
				await ledger.takeTurn({ account: NAME, units: 30, perSecond: 100, now: MONDAY }),
		);
		const began = performance.now();
		await send(contacts(2), SALE, limited(100));
		expect(performance.now() - began).toBeGreaterThanOrEqual(300);
		expect(page.calls).toBe(2);
	});

	it('the turns of those who are held go to the next contacts', async () => {
		await phonePage();
		const stopped = { consent: { status: 'withdrawn' as const } };
		const items = [
			...contacts(90, stopped),
			...Array.from({ length: 90 }, (_, n) => contact(100 + n)),
		];
		const { sent, held } = await send(items, SALE, limited(100));
		expect([sent.length, held.length]).toEqual([90, 90]);
		// One turn of a second for all of them, not one for those held and one for the others.
		const units = jest.mocked(takeTurn).mock.calls.map(([, request]) => request.units);
		expect(units.reduce((sum, one) => sum + one, 0)).toBeLessThan(180);
	});
});

describe('a gateway that asks to be left alone', () => {
	const HOUR = { status: 429, headers: { 'retry-after': '3600' } };

	it('is left alone by every run until then, and what was not sent stays reserved', async () => {
		const page = await phonePage(() => HOUR);
		const parameters = { ...SALE, options: { callsAtOnce: 1 } };
		const first = await send(contacts(30), parameters, ACCOUNT);
		expect(first.error!.message).toBe('Carrier takes no more SMS for now');
		expect(ledgerRows().messages).toEqual({ reserved: 30 });
		const pause = await withLedger(async (ledger) => await ledger.accountPause(NAME, MONDAY));
		expect(pause).toBeGreaterThanOrEqual(MONDAY + 3_600_000);
		const other = await send([contact(50)], { ...SALE, campaign: 'other' }, ACCOUNT);
		expect(other.error!.message).toBe('Carrier takes no more SMS for now');
		expect(page.calls).toBe(1);
	});

	it('is left alone by other processes too', async () => {
		const page = await phonePage();
		await withLedger(async (ledger) => await ledger.pauseAccount(NAME, MONDAY + 3_600_000));
		const { error } = await send(contacts(2), SALE, ACCOUNT);
		expect(error!.message).toBe('Carrier takes no more SMS for now');
		expect(page.calls).toBe(0);
	});

	it('is not a matter of another account', async () => {
		await phonePage();
		await withLedger(async (ledger) => await ledger.pauseAccount('carrier/2', MONDAY + 3_600_000));
		expect((await send(contacts(2), SALE, ACCOUNT)).sent).toHaveLength(2);
	});

	it('for a moment: everybody is sent to once it is over, nobody twice', async () => {
		const page = await phonePage((call) =>
			call % 7 === 0 ? { status: 429, headers: { 'retry-after': '0' } } : { status: 200 },
		);
		const { sent } = await send(contacts(40), SALE, ACCOUNT);
		expect(sent).toHaveLength(40);
		expect(ledgerRows().messages).toEqual({ accepted: 40 });
		expect(page.calls).toBeGreaterThan(40);
	});
});

describe('a gateway that answers nothing clear', () => {
	it('is not called for everybody: the run stops, the rest stays reserved', async () => {
		const page = await phonePage(() => ({ status: 502 }));
		const parameters = { ...SALE, options: { callsAtOnce: 2 } };
		const { error } = await send(contacts(60), parameters, ACCOUNT);
		expect(error!.message).toBe('Carrier does not say whether it takes the SMS');
		expect(error!.description).toContain('Look at the gateway first');
		expect(page.calls).toBeLessThanOrEqual(8);
		expect(ledgerRows().messages).toEqual({ in_doubt: page.calls, reserved: 60 - page.calls });
	});

	it('now and then goes on', async () => {
		await phonePage((call) => ({ status: call % 5 === 0 ? 502 : 200 }));
		const { sent, toCheck } = await send(contacts(20), SALE, ACCOUNT);
		expect([sent.length, toCheck.length]).toEqual([16, 4]);
	});
});

describe('Stop', () => {
	it('sees through the calls that are under way, with a credential too', async () => {
		const page = await phonePage(async () => {
			await wait(250);
			return { status: 200 };
		});
		const parameters = { ...SALE, options: { callsAtOnce: 3 } };
		await send(contacts(9), parameters, { ...ACCOUNT, cancelAfterMs: 150 });
		await wait(600);
		expect(page.calls).toBe(3);
		expect(ledgerRows().messages).toEqual({ accepted: 3, reserved: 6 });
	});
});

describe('a gateway that takes one text a call', () => {
	const BULK = { gateway: 'bulk', campaign: 'sale' };

	it('gets equal texts together wherever they stand, each personal text by itself', async () => {
		const calls: Array<Array<{ ref: string; call: string; text: string }>> = [];
		await phonePage((_, messages) => {
			calls.push(messages as unknown as (typeof calls)[number]);
			return { status: 200 };
		});
		const texts = ['A', 'B', 'A', 'Bonjour Luc', 'A', 'B', 'A'];
		const items = texts.map((text, n) =>
			contact(n, { message: message(`${text} samedi. STOP au 36000`) }),
		);
		const { sent } = await send(items, BULK, ACCOUNT);
		expect(sent.map((json) => json.row)).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(calls.map((call) => call.map(({ text }) => text[0]).join('')).sort()).toEqual([
			'A',
			'AAA',
			'B',
			'BB',
		]);
		for (const call of calls) expect(new Set(call.map(({ call: name }) => name)).size).toBe(1);
		expect(callsOfAttempts()).toEqual(new Map(calls.flat().map(({ ref, call }) => [ref, call])));
	});
});

/** The call each attempt left in, as the ledger knows it. */
function callsOfAttempts(): Map<string, string> {
	const database = new DatabaseSync(ledgerFile(), { readOnly: true });
	const rows = database.prepare('SELECT ref, coalesce(call_ref, ref) AS name FROM attempt').all();
	database.close();
	return new Map(rows.map(({ ref, name }) => [String(ref), String(name)]));
}

describe('a gateway that knows of an opt-out', () => {
	it('tells it once: nobody else writes to that number for the brand', async () => {
		await phonePage((_, [sms]) => {
			const refusal = { ref: sms!.ref, status: 'refused', code: 'OPTED_OUT' };
			return { status: 200, body: { messages: sms!.to === numberOf(1) ? [refusal] : [] } };
		});
		const { sent, failed } = await send(contacts(3), SALE, ACCOUNT);
		expect(sent).toHaveLength(2);
		expect(smsOf(failed[0])).toMatchObject({
			status: 'refused',
			reason: 'SUPPRESSED',
			detail: 'A demandé à ne plus recevoir de SMS (STOP)',
			gatewayCode: 'OPTED_OUT',
		});
		const next = await send([contact(1)], { gateway: 'second', campaign: 'spring' }, ACCOUNT);
		expect(smsOf(next.held[0]).reason).toBe('SUPPRESSED');
	});
});
