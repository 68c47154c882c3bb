import type { Gateway } from '../../core/gateway/gateway';
import {
	cap,
	contact,
	contacts,
	numberOf,
	phonePage,
	send,
	setBrand,
	setTime,
	smsOf,
	useScene,
	withLedger,
} from './SmsSend.scene';

/** A gateway for real phones, as the table will hold them: with a credential, its rows counted as live. */
jest.mock('../../core/gateway/gateways', () => {
	const real = jest.requireActual<{ sandbox: Gateway }>('../../core/gateway/sandbox').sandbox;
	const carrier: Gateway = {
		...real,
		id: 'carrier',
		displayName: 'Carrier',
		credential: 'carrierApi',
		capabilities: { ...real.capabilities, live: true },
	};
	const table = [real, carrier];
	return { GATEWAYS: table, gatewayById: (id: string) => table.find((one) => one.id === id) };
});

useScene();

const CARRIER = { gateway: 'carrier', campaign: 'sale' };
const ACCOUNT = {
	credentials: { carrierApi: { key: 'secret' } },
	node: { credentials: { carrierApi: { id: '1', name: 'Carrier' } } },
};

describe('a gateway for real phones', () => {
	it('is called with its credential and leaves live rows', async () => {
		const page = await phonePage();
		const { sent, error, hints } = await send(contacts(2), CARRIER, ACCOUNT);
		expect(error).toBeUndefined();
		expect(sent).toHaveLength(2);
		expect(page.posted).toHaveLength(2);
		expect(hints[0]!.message).not.toContain('Sandbox');
		const status = await withLedger(async (ledger) => [
			await ledger.campaignStatus('default', 'sale', true),
			await ledger.campaignStatus('default', 'sale', false),
		]);
		expect(status.map(({ messages }) => messages.accepted ?? 0)).toEqual([2, 0]);
	});

	it('needs a campaign', async () => {
		for (const run of [cap, send]) {
			const { error } = await run([contact(1)], { gateway: 'carrier' }, ACCOUNT);
			expect(error!.message).toBe("'Campaign' is empty [item 0]");
			expect(error!.description).toContain('Give the campaign a name');
		}
	});

	it('the sandbox never counts for it, nor it for the sandbox', async () => {
		await phonePage();
		for (const campaign of ['one', 'two']) {
			await send(contacts(1), { campaign });
			await send(contacts(1), { ...CARRIER, campaign }, ACCOUNT);
		}
		expect((await cap(contacts(1), { ...CARRIER, campaign: 'three' })).held).toHaveLength(1);
		expect((await cap(contacts(1), { campaign: 'three' })).held).toHaveLength(1);
		expect((await cap([contact(9)], { ...CARRIER, campaign: 'three' })).allowed).toHaveLength(1);
	});

	it('a place kept for the sandbox is none with it', async () => {
		const { allowed } = await cap(contacts(1), { campaign: 'sale' });
		const { held } = await send(allowed, CARRIER, ACCOUNT);
		expect(smsOf(held[0])).toMatchObject({
			reason: 'REF_MISMATCH',
			detail: expect.stringContaining('passerelle'),
		});
	});

	it('gets the marked texts of a test run for the test numbers alone', async () => {
		const page = await phonePage();
		const parameters = { ...CARRIER, testNumbers: numberOf(901) };
		await send(contacts(2), parameters, { ...ACCOUNT, mode: 'manual' });
		expect(page.posted.map(({ to }) => to)).toEqual([numberOf(901), numberOf(901)]);
	});

	it('stays silent without its credential: nothing leaves and nothing is lost', async () => {
		const page = await phonePage();
		const { error, sent } = await send(contacts(1), CARRIER);
		expect(error!.message).toMatch(/credential/i);
		expect([sent.length, page.calls]).toEqual([0, 0]);
	});

	it('does not ignore the sending hours because the sandbox may', async () => {
		await setBrand({ sandbox: { ignoreHours: true } });
		setTime(Date.UTC(2026, 10, 22, 9));
		expect((await send(contacts(1), CARRIER, ACCOUNT)).later).toHaveLength(1);
		expect((await send(contacts(1), { campaign: 'sale' })).sent).toHaveLength(1);
	});
});
