import { createReplies, isAddress, type Settings } from '../../playground/phone/replies';

const TRIGGER = 'http://127.0.0.1:5678/webhook/sms?secret=x';
const MARTIN = '+33639980001';

function scene(settings: Partial<Settings> = {}, statuses: number[] = []) {
	const posted: Array<{ url: string; events: Array<Record<string, unknown>> }> = [];
	const replies = createReplies(
		{ trigger: TRIGGER, deliveryMs: 0, ...settings },
		() => undefined,
		async (url, body) => {
			posted.push({ url, ...(body as { events: Array<Record<string, unknown>> }) });
			return statuses.shift() ?? 200;
		},
	);
	return { posted, replies };
}

describe('an answer from a phone', () => {
	it('reaches the trigger as a text that came in, each with an id of its own', async () => {
		const { posted, replies } = scene();
		expect(await replies.answer(MARTIN, 'LUMEN', 'STOP')).toMatchObject({ received: true });
		await replies.answer(MARTIN, 'LUMEN', 'STOP');
		expect(posted.map(({ url }) => url)).toEqual([TRIGGER, TRIGGER]);
		const [first, second] = posted.map(({ events }) => events[0]);
		expect(first).toMatchObject({ type: 'inbound', from: MARTIN, to: 'LUMEN', text: 'STOP' });
		expect(first?.id).not.toBe(second?.id);
		expect(replies.of(MARTIN).map(({ text }) => text)).toEqual(['STOP', 'STOP']);
	});

	it.each([
		['refuses it', {}, [401]],
		['is not there', {}, [0]],
		['is not known', { trigger: undefined }, []],
	])('is shown as not received when the trigger %s', async (_, settings, statuses) => {
		const { replies } = scene(settings, statuses);
		expect(await replies.answer(MARTIN, 'LUMEN', 'STOP')).toMatchObject({ received: false });
	});

	it('is kept with the last few of its phone, until Clear all', async () => {
		const { replies } = scene();
		for (const text of ['1', '2', '3', '4', '5']) await replies.answer(MARTIN, 'LUMEN', text);
		expect(replies.of(MARTIN).map(({ text }) => text)).toEqual(['2', '3', '4', '5']);
		replies.clear();
		expect(replies.of(MARTIN)).toEqual([]);
	});
});

describe('delivery', () => {
	const soon = async () => await new Promise((done) => setTimeout(done, 20));

	it('is told for every SMS that was accepted, many in a call', async () => {
		const { posted, replies } = scene();
		const refs = Array.from({ length: 450 }, (_, n) => `ref-${n}`);
		replies.accepted(refs.slice(0, 300));
		replies.accepted(refs.slice(300));
		await soon();
		expect(posted.map(({ events }) => events.length)).toEqual([200, 200, 50]);
		expect(posted.flatMap(({ events }) => events.map(({ ref }) => ref))).toEqual(refs);
		expect(posted[0]?.events[0]).toMatchObject({ type: 'report', status: 'delivered' });
	});

	it('is told to nobody while there is no trigger', async () => {
		const { posted, replies } = scene({ trigger: undefined });
		replies.accepted(['ref']);
		await soon();
		expect(posted).toEqual([]);
	});
});

it.each([
	[TRIGGER, true],
	['https://n8n.example/webhook/sms', true],
	['file:///etc/passwd', false],
	['http://', false],
	['', false],
	[null, false],
])('%s is the address of a trigger: %s', (address, fits) => {
	expect(isAddress(address)).toBe(fits);
});
