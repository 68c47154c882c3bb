import type { IDataObject } from 'n8n-workflow';
import { closeLedgers } from '../../nodes/shared/open-ledger';
import {
	cap,
	contact,
	contacts,
	HOUR,
	ledgerRows,
	message,
	MONDAY,
	numberOf,
	phonePage,
	send,
	setBrand,
	setTime,
	smsOf,
	useScene,
	withLedger,
} from './SmsSend.scene';

useScene();

const changed = (json: IDataObject | undefined, more: object) => ({
	...json,
	sms: { ...smsOf(json), ...more },
});

describe('SMS Send in the sandbox', () => {
	it('sends each contact and says how many, with parts and cost', async () => {
		const { sent, hints, error, outputs } = await send(contacts(3));
		expect(error).toBeUndefined();
		expect(outputs.map((output) => output.length)).toEqual([3, 0, 0, 0, 0]);
		expect(sent.map(smsOf)).toMatchObject([
			{ status: 'accepted', campaign: 'sandbox', occasion: 'once' },
			{ status: 'accepted' },
			{ status: 'accepted' },
		]);
		expect(hints.map((hint) => hint.message)).toEqual([
			'3 sent (3 parts, 0.15 EUR). Sandbox: nothing leaves for a phone',
		]);
		expect(ledgerRows()).toMatchObject({ messages: { accepted: 3 }, attempts: 3 });
	});

	it('warns that nobody hears the STOP answers, until a published SMS Trigger listens', async () => {
		const page = await phonePage(() => ({ status: 200 }));
		const before = await send(contacts(1));
		expect(before.hints.map((hint) => hint.message).join(' ')).toContain(
			'STOP answers are not received',
		);
		await withLedger((ledger) =>
			ledger.startListening({ account: 'sandbox', workflow: 'w', node: 'n', publishedAt: MONDAY }),
		);
		const after = await send([contact(2)]);
		expect(page.posted).toHaveLength(2);
		expect(after.hints).toHaveLength(1);
	});

	it('counts and prices again a text that was changed after SMS Message', async () => {
		const text = `${'Vente privée samedi à Rennes. '.repeat(8)}STOP au 36000`;
		const edited = changed(contact(1), { message: { ...smsOf(contact(1)).message!, text } });
		const { sent } = await send([edited, contact(2)]);
		expect(smsOf(sent[0]).message).toMatchObject({
			parts: 2,
			units: text.length,
			cost: { amount: 0.098, currency: 'EUR' },
		});
		expect(smsOf(sent[1]).message).toEqual(smsOf(contact(2)).message);
	});

	it('holds a text that no gateway carries, however its figures read', async () => {
		const text = `${'x'.repeat(1_000_000)} STOP au 36000`;
		const edited = changed(contact(1), { message: { ...smsOf(contact(1)).message!, text } });
		const { held } = await send([edited]);
		expect(held.map((json) => smsOf(json).reason)).toEqual(['TOO_LONG']);
	});

	it('keeps the other columns, pairs each item with its origin and leaves the input alone', async () => {
		const items = [contact(1), contact(2, { status: 'held', reason: 'OUT_OF_ZONE' }), contact(3)];
		const before = structuredClone(items);
		const { outputs } = await send(items);
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(outputs[0]!.map(({ json }) => json.row)).toEqual([1, 3]);
		expect(items).toEqual(before);
	});

	it('passes contacts that were held before through Held, untouched', async () => {
		const held = contact(1, { status: 'held', reason: 'OUT_OF_ZONE', detail: 'Trop loin' });
		const { sent, held: out } = await send([held]);
		expect(sent).toEqual([]);
		expect(out).toEqual([held]);
	});

	it('checks everything again, even when nothing stands before it', async () => {
		const { held, sent, hints } = await send([
			contact(1, { consent: { status: 'unknown' } }),
			contact(2, { message: message('Vente privee') }),
			contact(3, { to: undefined }),
			contact(4),
		]);
		expect(held.map((json) => smsOf(json).reason)).toEqual([
			'NO_CONSENT',
			'STOP_MISSING',
			'INVALID_NUMBER',
		]);
		expect(sent).toHaveLength(1);
		expect(hints[0]!.message).toContain(
			'3 held: 1 without consent, 1 for a missing STOP mention, 1 with an unreadable number',
		);
	});

	it('holds the second of two contacts with one number, also in another batch', async () => {
		const twice = [contact(1), contact(2), contact(1)];
		for (const batchSize of [100, 1]) {
			const parameters = { campaign: `c${batchSize}`, options: { batchSize } };
			const { sent, held } = await send(twice, parameters);
			expect(sent).toHaveLength(2);
			expect(held.map((json) => smsOf(json).reason)).toEqual(['DUPLICATE']);
		}
	});

	it('obeys a STOP that came after the cap', async () => {
		const { allowed } = await cap(contacts(2));
		await withLedger(
			async (ledger) =>
				await ledger.optOut({
					brand: 'default',
					to: numberOf(1),
					source: 'sms',
					sourceRef: '1',
					at: MONDAY,
					now: MONDAY,
				}),
		);
		const { sent, held } = await send(allowed);
		expect(sent).toHaveLength(1);
		expect(smsOf(held[0])).toMatchObject({ status: 'held', reason: 'SUPPRESSED' });
	});

	it('obeys a campaign paused after the cap', async () => {
		const { allowed } = await cap(contacts(1), { campaign: 'sale' });
		await withLedger(
			async (ledger) =>
				await ledger.setCampaign({
					brand: 'default',
					campaign: 'Sale',
					state: 'paused',
					now: MONDAY,
				}),
		);
		const { held } = await send(allowed);
		expect(smsOf(held[0]).reason).toBe('CAMPAIGN_PAUSED');
	});

	it('writes to nobody twice for one campaign, whatever its spelling', async () => {
		await send(contacts(2), { campaign: 'Private Sale' });
		const { sent, held } = await send(contacts(2), { campaign: ' private sale ' });
		expect(sent).toEqual([]);
		expect(held.map((json) => smsOf(json).reason)).toEqual(['ALREADY_SENT', 'ALREADY_SENT']);
	});

	it('keeps the cap when the cap node is left out', async () => {
		for (const campaign of ['one', 'two']) {
			expect((await send(contacts(2), { campaign })).sent).toHaveLength(2);
		}
		const { sent, held } = await send(contacts(2), { campaign: 'three' });
		expect(sent).toEqual([]);
		expect(smsOf(held[0])).toMatchObject({
			reason: 'CAPPED',
			nextAllowedAt: '2026-11-30T23:00:00.000Z',
			detail:
				'A déjà reçu le nombre maximum de messages sur la période, à nouveau possible à partir du 1er décembre 2026 à 00:00',
		});
	});

	it('takes each brand from the items', async () => {
		await setBrand({ slug: 'other', sender: 'OTHER', cap: { perMonth: 1 } });
		const page = await phonePage();
		await setBrand({ slug: 'other', sandbox: { postTo: page.url } });
		await send([contact(1, { brand: 'other' }), contact(2, { brand: 'default' }), contact(3)]);
		expect(page.posted.map(({ from, to }) => [from, to])).toEqual([
			['OTHER', numberOf(1)],
			['MABOUTIQUE', numberOf(2)],
			['MABOUTIQUE', numberOf(3)],
		]);
	});

	it('posts each SMS as it is to the phone page', async () => {
		const page = await phonePage();
		const { sent, hints } = await send(contacts(3), {
			campaign: 'sale',
			sender: 'LUMEN',
			options: { batchSize: 2 },
		});
		expect(page.calls).toBe(2);
		expect(page.posted).toHaveLength(3);
		expect(page.posted[0]).toEqual({
			ref: smsOf(sent[0]).ref,
			to: numberOf(0),
			from: 'LUMEN',
			text: message().text,
			encoding: 'GSM-7',
			parts: 1,
			brand: 'default',
			campaign: 'sale',
			purpose: 'marketing',
		});
		expect(hints[0]!.message).toContain(`Sandbox: posted to ${page.url}`);
	});

	it('takes no contacts at all', async () => {
		const { error, outputs } = await send([]);
		expect(error).toBeUndefined();
		expect(outputs.flat()).toEqual([]);
	});
});

describe('a claim is for a person', () => {
	it.each([
		['number', { to: numberOf(99) }],
		['campaign', { campaign: 'another' }],
		['purpose', { purpose: 'transactional', occasion: 'order 7', message: message('Colis pret') }],
		['reference', { ref: 'AaIHojKA2zTyRS9mlr6f' }],
	])('holds an item whose %s was edited after the cap', async (_, edit) => {
		const { allowed } = await cap(contacts(1), { campaign: 'sale' });
		const { sent, held } = await send([changed(allowed[0], edit)]);
		expect(sent).toEqual([]);
		expect(smsOf(held[0]).reason).toBe('REF_MISMATCH');
	});

	it('follows the occasion that the cap decided', async () => {
		const { allowed } = await cap(contacts(1), { campaign: 'news', occasion: 'month' });
		expect(smsOf(allowed[0]).occasion).toBe('2026-11');
		expect(smsOf((await send(allowed)).sent[0])).toMatchObject({ occasion: '2026-11' });
		setTime(MONDAY + 14 * 24 * HOUR);
		const again = await cap(contacts(1), { campaign: 'news', occasion: 'month' });
		expect((await send(again.allowed)).sent).toHaveLength(1);
	});
});

describe('Later', () => {
	const SUNDAY = Date.UTC(2026, 10, 22, 9);

	it('waits for the sending hours and says until when', async () => {
		setTime(SUNDAY);
		const { later, hints } = await send(contacts(2));
		expect(smsOf(later[0])).toMatchObject({
			status: 'later',
			reason: 'OUTSIDE_HOURS',
			nextAllowedAt: '2026-11-23T07:00:00.000Z',
		});
		expect(hints[0]!.message).toContain('0 sent, 2 later (from Mon 23 Nov 08:00)');
	});

	it('comes out of Later again while it is not due, and of Sent once it is', async () => {
		setTime(SUNDAY);
		const first = await send(contacts(2));
		setTime(SUNDAY + HOUR);
		const second = await send(first.later);
		expect(second.later).toHaveLength(2);
		setTime(Date.UTC(2026, 10, 23, 7));
		const third = await send(second.later);
		expect(third.sent).toHaveLength(2);
		expect(smsOf(third.sent[0])).not.toHaveProperty('nextAllowedAt');
		expect(smsOf(third.sent[0])).not.toHaveProperty('reason');
	});

	it('waits for Send At, on the clock of the workflow', async () => {
		const parameters = { sendAt: '2026-11-24T09:30:00' };
		const { later } = await send(contacts(1), parameters);
		expect(smsOf(later[0]).nextAllowedAt).toBe('2026-11-24T08:30:00.000Z');
		setTime(Date.parse('2026-11-24T08:30:00Z'));
		expect((await send(later, parameters)).sent).toHaveLength(1);
	});

	it('lets the sandbox of a brand ignore the hours', async () => {
		await setBrand({ sandbox: { ignoreHours: true } });
		setTime(SUNDAY);
		expect((await send(contacts(1))).sent).toHaveLength(1);
	});
});

describe('the ledger is not there', () => {
	it('says what is wrong before anything is sent', async () => {
		await send(contacts(1));
		await closeLedgers();
		const { EXECUTIONS_MODE } = process.env;
		process.env.EXECUTIONS_MODE = 'queue';
		const { error } = await send(contacts(1));
		if (EXECUTIONS_MODE === undefined) delete process.env.EXECUTIONS_MODE;
		else process.env.EXECUTIONS_MODE = EXECUTIONS_MODE;
		expect(error!.message).toContain('queue mode');
		expect(error!.description).toBeTruthy();
	});
});
