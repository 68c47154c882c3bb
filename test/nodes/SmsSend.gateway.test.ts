import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { clock } from '../../nodes/shared/clock';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import {
	cap,
	contact,
	contacts,
	ledgerRows,
	message,
	MONDAY,
	numberOf,
	phonePage,
	send,
	setBrand,
	smsOf,
	useScene,
	withLedger,
} from './SmsSend.scene';

useScene();

const ALL_AT_ONCE = { campaign: 'sale' };
const CONTINUE = { node: { onError: 'continueRegularOutput' as const } };

describe('what the gateway answers', () => {
	it('a refusal of one SMS leaves by Failed with the gateway’s code, and gives the place back', async () => {
		await phonePage((_, messages) => ({
			status: 200,
			body: { messages: [{ ref: messages[1]!.ref, status: 'refused', code: 'NO_ROUTE' }] },
		}));
		const { sent, failed, hints } = await send(contacts(3), ALL_AT_ONCE);
		expect(sent.map((json) => json.row)).toEqual([0, 2]);
		expect(failed.map(smsOf)).toMatchObject([{ status: 'refused', gatewayCode: 'NO_ROUTE' }]);
		// n8n would run the node again for a bare `error` key on the first item.
		expect(failed[0]).not.toHaveProperty('error');
		expect(hints[0]!.message).toContain('2 sent (2 parts, 0.10 EUR), 1 refused by the gateway');
		expect(ledgerRows().messages).toEqual({ accepted: 2, refused: 1 });
	});

	it('a refused SMS may be sent by a second node', async () => {
		await phonePage((call) => ({ status: call === 1 ? 422 : 200 }));
		const { failed } = await send(contacts(2), ALL_AT_ONCE);
		const { sent } = await send(failed, ALL_AT_ONCE, { node: { id: 'second' } });
		expect(sent).toHaveLength(2);
		expect(smsOf(sent[0])).not.toHaveProperty('gatewayCode');
	});

	it.each(['silence', 'hang up'] as const)(
		'%s in mid-call: to check, and never sent again',
		async (reply) => {
			const page = await phonePage(() => reply);
			const parameters = { ...ALL_AT_ONCE, options: { timeout: 1 } };
			const { toCheck, sent, hints } = await send(contacts(2), parameters);
			expect(sent).toEqual([]);
			expect(toCheck.map(smsOf)).toMatchObject([
				{ status: 'in_doubt', reason: 'IN_DOUBT' },
				{ status: 'in_doubt' },
			]);
			expect(smsOf(toCheck[0]).gatewayCode).toMatch(/^[A-Z_]+$/);
			expect(hints[0]!.message).toContain('2 to check: they may have arrived');
			expect((await send(contacts(2), parameters)).toCheck).toHaveLength(2);
			expect(page.calls).toBe(1);
			expect(ledgerRows().messages).toEqual({ in_doubt: 2 });
		},
	);

	it('a busy gateway is tried again after the time it asks for', async () => {
		const page = await phonePage((call) =>
			call === 1 ? { status: 429, headers: { 'retry-after': '0' } } : { status: 200 },
		);
		const { sent } = await send(contacts(2), ALL_AT_ONCE);
		expect(sent).toHaveLength(2);
		expect(page.calls).toBe(2);
		expect(ledgerRows()).toMatchObject({ messages: { accepted: 2 }, attempts: 4 });
	});

	it('asks for STOP again before each try', async () => {
		const stop = async (n: number) =>
			await withLedger(
				async (ledger) =>
					await ledger.optOut({
						brand: 'default',
						to: numberOf(n),
						source: 'sms',
						sourceRef: `stop ${n}`,
						at: MONDAY,
						now: MONDAY,
					}),
			);
		const page = await phonePage(async (call) => {
			if (call > 1) return { status: 200 };
			await stop(1);
			return { status: 429, headers: { 'retry-after': '0' } };
		});
		const { sent, held } = await send(contacts(3), ALL_AT_ONCE);
		expect(sent.map((json) => json.row)).toEqual([0, 2]);
		expect(smsOf(held[0]).reason).toBe('SUPPRESSED');
		expect(page.posted.slice(3).map(({ to }) => to)).toEqual([numberOf(0), numberOf(2)]);
	});

	it('follows no redirect: a POST would arrive as a GET', async () => {
		const page = await phonePage(() => ({ status: 302, headers: { location: '/elsewhere' } }));
		const { error } = await send(contacts(2), ALL_AT_ONCE);
		expect(error!.message).toBe('Sandbox turned the whole account away');
		expect(page.calls).toBe(1);
	});

	it('makes no call for a claim that has grown old, e.g. while the machine slept', async () => {
		const page = await phonePage();
		await send([contact(9)], ALL_AT_ONCE);
		let slept = false;
		clock.now = () => {
			slept ||= ledgerRows().messages.sending === 1;
			return slept ? MONDAY + 45_000 : MONDAY;
		};
		const { sent } = await send([contact(1)], ALL_AT_ONCE);
		expect(sent).toHaveLength(1);
		expect(page.posted.map(({ to }) => to)).toEqual([numberOf(9), numberOf(1)]);
		expect(ledgerRows()).toMatchObject({ messages: { accepted: 2 }, attempts: 3 });
	});

	it('a gateway that asks for much patience stops the run', async () => {
		const page = await phonePage(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
		const { error } = await send(contacts(2), ALL_AT_ONCE);
		expect(error!.message).toBe('Sandbox takes no more SMS for now');
		expect(page.calls).toBe(1);
		expect(ledgerRows().messages).toEqual({ reserved: 2 });
	});
});

describe('the gateway is down', () => {
	it('is tried a few times, then the run stops and everything stays reserved', async () => {
		const page = await phonePage();
		await page.stop();
		const { allowed } = await cap(contacts(2), ALL_AT_ONCE);
		const { error } = await send(allowed);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: 'Sandbox cannot be reached',
			context: { itemIndex: 0 },
		});
		expect(error!.description).toContain('0 SMS were sent before, 2 were not.');
		expect(error!.description).toContain('ECONNREFUSED');
		expect(ledgerRows()).toMatchObject({ messages: { reserved: 2 }, attempts: 8 });
	});

	it('with Continue On Fail nothing is lost: what was not sent leaves by Later', async () => {
		await phonePage((call) => ({ status: call === 2 ? 401 : 200 }));
		const parameters = { ...ALL_AT_ONCE, options: { batchSize: 10, callsAtOnce: 1 } };
		const { sent, later, failed, error, hints } = await send(contacts(25), parameters, CONTINUE);
		expect(error).toBeUndefined();
		expect([sent.length, later.length, failed.length]).toEqual([10, 15, 0]);
		expect(smsOf(later[0])).toMatchObject({
			status: 'later',
			detail: 'Sandbox turned the whole account away',
			nextAllowedAt: '2026-11-23T09:15:00.000Z',
			gatewayCode: 'HTTP_401',
		});
		expect(hints[0]).toMatchObject({ type: 'warning' });
		const again = await send(later, parameters);
		expect(again.sent).toHaveLength(15);
		expect(smsOf(again.sent[0])).not.toHaveProperty('detail');
	});

	it('with an error output, too: n8n would replace the contact by the error', async () => {
		await phonePage(() => ({ status: 401 }));
		const options = { node: { onError: 'continueErrorOutput' as const } };
		const { later, outputs } = await send(contacts(2), ALL_AT_ONCE, options);
		expect(later.map((json) => json.row)).toEqual([0, 1]);
		expect(outputs.flat()).toHaveLength(2);
	});

	it('with Continue On Fail a wrong parameter does not make contacts look sent', async () => {
		const parameters = { sendAt: 'soon' };
		const { sent, later } = await send(contacts(2), parameters, CONTINUE);
		expect(sent).toEqual([]);
		expect(smsOf(later[0])).toMatchObject({
			status: 'later',
			detail: "'Send At' is not a date: soon",
		});
	});
});

describe('the ledger fails', () => {
	it('a file that is no ledger stops the run before any call', async () => {
		const page = await phonePage();
		await closeLedgers();
		writeFileSync(ledgerFile(), 'not a ledger at all, but long enough to be one. '.repeat(100));
		const { error } = await send(contacts(3), ALL_AT_ONCE);
		expect(error!.name).toBe('NodeOperationError');
		expect(error!.description).toBeTruthy();
		expect(page.calls).toBe(0);
	});

	it('an answer that cannot be written down leaves by To Check, and is in doubt in the ledger', async () => {
		const page = await phonePage(async () => {
			await closeLedgers();
			return { status: 200 };
		});
		const { toCheck, sent, later, hints } = await send(contacts(2), ALL_AT_ONCE, CONTINUE);
		expect(page.calls).toBe(1);
		expect([sent.length, later.length]).toEqual([0, 0]);
		expect(toCheck.map(smsOf)).toMatchObject([{ status: 'in_doubt' }, { status: 'in_doubt' }]);
		expect(hints[0]).toMatchObject({ type: 'warning' });
		expect(ledgerRows().messages).toEqual({ sending: 2 });
	});
});

describe('a gateway that takes few SMS in a call', () => {
	it('gets several calls at once, never more than asked for', async () => {
		let open = 0;
		let most = 0;
		const page = await phonePage(async () => {
			most = Math.max(most, ++open);
			await wait(20);
			open--;
			return { status: 200 };
		});
		const parameters = { ...ALL_AT_ONCE, options: { batchSize: 1, callsAtOnce: 4 } };
		const { sent } = await send(contacts(12), parameters);
		expect(sent.map((json) => json.row)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
		expect(page.calls).toBe(12);
		expect(most).toBe(4);
	});

	it('is left alone by all of them once it is down', async () => {
		const page = await phonePage(() => ({ status: 403 }));
		await send(contacts(40), { ...ALL_AT_ONCE, options: { batchSize: 1, callsAtOnce: 4 } });
		expect(page.calls).toBeLessThanOrEqual(4);
		expect(ledgerRows().messages).toEqual({ reserved: 40 });
	});
});

it('looks for the STOP code that the brand has with the gateway', async () => {
	await setBrand({ stopCodes: { sandbox: '99123' } });
	const [right, wrong] = ['99123', '99124'].map((code) => message(`Vente privee. STOP au ${code}`));
	const { sent, held } = await send([
		contact(1, { message: right }),
		contact(2, { message: wrong }),
	]);
	expect(sent.map((json) => json.row)).toEqual([1]);
	expect(smsOf(held[0]).reason).toBe('STOP_MISSING');
});
