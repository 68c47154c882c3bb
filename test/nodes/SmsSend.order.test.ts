import { cap, contacts, phonePage, send, useScene } from './SmsSend.scene';

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

	it('is that of the file where nothing is reserved yet', async () => {
		const page = await phonePage();
		await send(contacts(40));
		const numbers = page.posted.map(({ to }) => to);
		expect(numbers).toEqual(numbers.toSorted());
	});
});
