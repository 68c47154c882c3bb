import type { INodeParameters } from 'n8n-workflow';
import { sandbox } from '../../core/gateway/sandbox';
import {
	cap,
	contact,
	ledgerRows,
	MONDAY,
	phonePage,
	send,
	setTime,
	smsOf,
	useScene,
} from './SmsSend.scene';

useScene();

describe('what a parameter cannot be', () => {
	it.each([
		['an unknown gateway', { gateway: 'pigeon' }, `'Gateway' is unknown: "pigeon"`],
		['a date that is none', { sendAt: 'soon' }, "'Send At' is not a date: soon"],
		['no batch', { options: { batchSize: 0 } }, "'Batch Size' is not usable: 0"],
		[
			'a timeout in words',
			{ options: { timeout: 'long' } },
			"'Timeout in Seconds' is not usable: long",
		],
		['no field', { occasion: 'field', occasionField: ' ' }, "'Field' is empty"],
	])('%s', async (_, parameters, message) => {
		const { error } = await send([contact(1)], parameters as INodeParameters);
		expect(error!.message).toBe(message);
		expect(error!.description).toBeTruthy();
	});

	it.each([
		['a negative cap', { limits: { perMonth: -1 } }, "'Most per Month' is not usable: -1"],
		['no days', { limits: { perDays: { limit: { max: 1, days: 0 } } } }, "'Days' is not usable: 0"],
		['a gap in words', { limits: { minGapHours: 'x' } }, "'Minimum Gap in Hours' is not usable: x"],
		['no time at all', { holdHours: 0 }, "'Hold the Place For (Hours)' is not usable: 0"],
	])('%s', async (_, parameters, message) => {
		const { error } = await cap([contact(1)], parameters as INodeParameters);
		expect(error!.message).toBe(message);
		expect(error!.description).toBeTruthy();
	});

	it('a sender that operators refuse holds the contacts', async () => {
		const { held } = await send([contact(1)], { sender: '12' });
		expect(smsOf(held[0]).reason).toBe('BAD_SENDER');
	});

	it('an item without a message names the contact', async () => {
		const { error } = await send([contact(1), contact(2, { message: undefined })]);
		expect(error).toMatchObject({ message: 'Contact 2 has no message', context: { itemIndex: 1 } });
	});
});

describe('what a parameter does', () => {
	it('Campaign wins over what the contact carries, which wins over the sandbox’s own', async () => {
		const items = [contact(1, { campaign: 'carried' })];
		expect(smsOf((await cap(items, { campaign: 'given' })).allowed[0]).campaign).toBe('given');
		expect(smsOf((await cap(items)).allowed[0]).campaign).toBe('carried');
		expect(smsOf((await cap([contact(2)])).allowed[0]).campaign).toBe('sandbox');
	});

	it('Hold the Place keeps what SMS Send could not send', async () => {
		const page = await phonePage(() => ({ status: 401 }));
		await send([contact(1)], { campaign: 'one', options: { holdHours: 1 } });
		expect(page.calls).toBe(1);
		expect(ledgerRows().messages).toEqual({ reserved: 1 });
		const limits = { perMonth: 1 };
		expect((await cap([contact(1)], { campaign: 'two', limits })).held).toHaveLength(1);
		setTime(MONDAY + 3_600_000);
		expect((await cap([contact(1)], { campaign: 'two', limits })).allowed).toHaveLength(1);
	});

	it('Batch Size is never more than the gateway takes', async () => {
		const page = await phonePage();
		const { batchSize } = sandbox.capabilities;
		const items = Array.from({ length: batchSize + 1 }, (_, n) => contact(n));
		await send(items, { options: { batchSize: batchSize * 10 } });
		expect(page.calls).toBe(2);
	});
});
