import type { IConnections } from 'n8n-workflow';
import { SmsSend } from '../../nodes/SmsSend/SmsSend.node';
import type { DeliveryEvent } from '../../core/ledger';
import { makeNode, resultOf, runWorkflow } from '../harness';
import { ACCOUNT } from './SmsSend.carriers';
import {
	contact,
	contacts,
	ledgerRows,
	MONDAY,
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

useScene();

const FIRST = { gateway: 'carrier', campaign: 'sale' };
const SECOND = { gateway: 'second', campaign: 'sale' };
const AFTER = { ...ACCOUNT, node: { ...ACCOUNT.node, id: 'after' } };

interface Tried {
	ref: string;
	gateway: string;
}

/** A phone page on which the first gateway refuses everybody; `second` decides what the other one meets. */
async function refusingPage(code: string, second: (sms: Tried) => unknown = () => ({})) {
	const tried: Tried[] = [];
	await phonePage(async (_, messages) => {
		const [sms] = messages as unknown as Tried[];
		tried.push(sms!);
		const refusal = { messages: [{ ref: sms!.ref, status: 'refused', code }] };
		return { status: 200, body: sms!.gateway === 'carrier' ? refusal : await second(sms!) };
	});
	return tried;
}

/** The first gateway changes its mind about an attempt. */
const arrived = async (ref: string, status: DeliveryEvent['status'] = 'delivered') =>
	await withLedger(
		async (ledger) =>
			await ledger.report(
				[{ key: `late ${ref}`, gateway: 'carrier', ref, status, at: MONDAY }],
				MONDAY,
			),
	);

describe('Failed wired to a second gateway', () => {
	it('in one workflow: each is tried at the first, then sent by the second, with a reference each', async () => {
		const tried = await refusingPage('NO_ROUTE');
		const types = { 'n8n-nodes-sms-marketing.smsSend': new SmsSend() };
		const nodes = [FIRST, SECOND].map((parameters, n) =>
			makeNode(`Send ${n + 1}`, new SmsSend(), parameters, {
				credentials: ACCOUNT.node.credentials,
			}),
		);
		const failedOutput = [[], [], [], [{ node: 'Send 2', type: 'main' as const, index: 0 }]];
		const wires: IConnections = { 'Send 1': { main: failedOutput } };
		const run = await runWorkflow(nodes, wires, types, contacts(3), ACCOUNT);
		expect(resultOf(run, 'Send 2').outputs[0]).toHaveLength(3);
		expect(tried.map(({ gateway }) => gateway).sort()).toEqual([
			...['carrier', 'carrier', 'carrier'],
			...['second', 'second', 'second'],
		]);
		expect(new Set(tried.map(({ ref }) => ref)).size).toBe(6);
		expect(ledgerRows()).toMatchObject({ messages: { accepted: 3 }, attempts: 6 });
	});

	it('a refusal for good is not tried elsewhere', async () => {
		const tried = await refusingPage('BAD_NUMBER');
		const { failed } = await send([contact(1)], FIRST, ACCOUNT);
		expect(smsOf(failed[0]).detail).toContain('définitivement');
		const { held, sent } = await send(failed, SECOND, AFTER);
		expect(sent).toEqual([]);
		expect(smsOf(held[0]).reason).toBe('INVALID_NUMBER');
		expect(tried).toHaveLength(1);
	});

	it('a refused SMS that arrived after all, before the second gateway is asked: it is not', async () => {
		const tried = await refusingPage('NO_ROUTE');
		const { failed } = await send([contact(1)], FIRST, ACCOUNT);
		await arrived(tried[0]!.ref);
		const { held } = await send(failed, SECOND, AFTER);
		expect(smsOf(held[0]).reason).toBe('ALREADY_SENT');
		expect(tried).toHaveLength(1);
		expect(ledgerRows().messages).toEqual({ delivered: 1 });
	});

	it.each(['accepted', 'delivered'] as const)(
		'a refused SMS told as %s while the second gateway is called stays so, whatever that one answers',
		async (status) => {
			const tried = await refusingPage('NO_ROUTE', async ({ ref }) => {
				await arrived(tried[0]!.ref, status);
				return { messages: [{ ref, status: 'refused', code: 'NO_ROUTE' }] };
			});
			const { failed } = await send([contact(1)], FIRST, ACCOUNT);
			await send(failed, SECOND, AFTER);
			expect(ledgerRows().messages).toEqual({ [status]: 1 });
			const third = await send(failed, SECOND, { ...AFTER, node: { ...AFTER.node, id: 'third' } });
			expect(smsOf(third.held[0]).reason).toBe('ALREADY_SENT');
			expect(tried).toHaveLength(2);
		},
	);

	it('a late report of failure about the refused attempt does not touch the second one', async () => {
		const tried = await refusingPage('NO_ROUTE');
		const { failed } = await send([contact(1)], FIRST, ACCOUNT);
		await send(failed, SECOND, AFTER);
		await arrived(tried[0]!.ref, 'undelivered');
		expect(ledgerRows().messages).toEqual({ accepted: 1 });
	});
});

it('To Check wired to a second gateway by mistake comes out of To Check again, unsent', async () => {
	const page = await phonePage(() => 'hang up');
	const { toCheck } = await send([contact(1)], FIRST, ACCOUNT);
	expect(toCheck).toHaveLength(1);
	const again = await send(toCheck, SECOND, AFTER);
	expect(again.toCheck.map(smsOf)).toMatchObject([{ status: 'in_doubt', reason: 'IN_DOUBT' }]);
	expect(page.calls).toBe(1);
	expect(ledgerRows().messages).toEqual({ in_doubt: 1 });
});
