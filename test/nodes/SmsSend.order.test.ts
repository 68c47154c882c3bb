import { cap, contact, contacts, phonePage, send, smsOf, useScene } from './SmsSend.scene';

useScene();

describe('the order SMS leave in', () => {
	it('is the one they were reserved in, whatever the order of the file: neighbours in the ledger', async () => {
		const page = await phonePage();
		// from 1,000 on the ledger reserves in an order of its own
		const { allowed } = await cap(contacts(1_200));
		const { sent } = await send(allowed);
		const refs = page.posted.map(({ ref }) => ref);
		expect(refs).toHaveLength(1_200);
		expect(refs).toEqual(refs.toSorted());
		const inFile = contacts(1_200).map(({ row }) => row);
		expect(sent.map(({ row }) => row)).toEqual(inFile);
		expect(page.posted.map(({ to }) => to)).not.toEqual(page.posted.map(({ to }) => to).toSorted());
	});

	it('has each contact once: met again, even long after, it is held', async () => {
		const page = await phonePage();
		// one a call, 100 of which are claimed at first
		const items = [...contacts(150), contact(0), contact(1)];
		const { sent, held } = await send(items, { options: { batchSize: 1 } });
		expect([sent.length, page.posted.length]).toEqual([150, 150]);
		expect(held.map((json) => smsOf(json).reason)).toEqual(['DUPLICATE', 'DUPLICATE']);
	});

	it('is that of the file where nothing is reserved yet', async () => {
		const page = await phonePage();
		await send(contacts(40));
		const numbers = page.posted.map(({ to }) => to);
		expect(numbers).toEqual(numbers.toSorted());
	});
});
