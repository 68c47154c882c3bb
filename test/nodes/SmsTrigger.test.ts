import { maskPhone } from '../../core/contact';
import { clock } from '../../nodes/shared/clock';
import {
	call,
	DURAND,
	inbound,
	MARTIN,
	NOON,
	post,
	rows,
	SECRET,
	useScene,
	withLedger,
} from './SmsTrigger.scene';

useScene();

const suppressed = async (brand = 'default') =>
	await withLedger(async (ledger) => await ledger.suppressed(brand, [MARTIN, DURAND]));

const entry = (to = MARTIN) => ({ to, occasion: 'once' });
const campaign = {
	brand: 'default',
	campaign: 'private sale',
	purpose: 'marketing' as const,
	live: false,
	now: NOON,
};
const sending = { gateway: 'sandbox', run: 'run-1', leaseMs: 60_000 };

describe('a STOP', () => {
	it('is in the ledger when the gateway gets its answer, and starts the workflow', async () => {
		const { status, body, outputs } = await post(inbound('Stop svp'));
		expect([status, body]).toEqual([200, '{}']);
		expect(await suppressed()).toEqual([true, false]);
		expect(outputs).toEqual([
			[
				{
					json: {
						kind: 'stop',
						sms: { to: MARTIN, brand: 'default' },
						brands: ['default'],
						text: 'Stop svp',
						meaning: 'opt_out',
						keyword: 'STOP',
						gateway: 'sandbox',
						at: '2026-10-06T10:00:00.000Z',
						eventId: 'event of Stop svp',
					},
				},
			],
			[],
			[],
			[],
		]);
	});

	it('cancels what is reserved, and wins over a claim', async () => {
		const ref = await withLedger(async (ledger) => {
			const [verdict] = await ledger.reserve({ ...campaign, entries: [entry()] });
			return verdict?.outcome === 'reserved' ? verdict.ref : undefined;
		});
		await post(inbound('STOP'));
		await withLedger(async (ledger) => {
			const claim = { ...campaign, ...sending, entries: [{ ...entry(), ref }] };
			expect(await ledger.claim(claim)).toMatchObject([{ reason: 'SUPPRESSED' }]);
			const { messages } = await ledger.campaignStatus('default', 'private sale', false);
			expect(messages).toEqual({ cancelled: 1 });
		});
	});

	it('counts before anything was ever sent, and from the test address too', async () => {
		await post(inbound('STOP'), { mode: 'manual' });
		const verdicts = await withLedger(
			async (ledger) => await ledger.reserve({ ...campaign, entries: [entry(), entry(DURAND)] }),
		);
		expect(verdicts).toMatchObject([{ reason: 'SUPPRESSED' }, { outcome: 'reserved' }]);
	});

	it('counts when the workflow is started by nothing', async () => {
		const { status, outputs } = await post(inbound('STOP'), { parameters: { events: [] } });
		expect([status, outputs]).toEqual([200, undefined]);
		expect(await suppressed()).toEqual([true, false]);
	});

	it('closes every brand when it cannot be told which one is meant', async () => {
		await withLedger(async (ledger) => await ledger.saveBrand({ slug: 'second' }, NOON));
		const { outputs } = await post(inbound('STOP'));
		expect([await suppressed(), await suppressed('second')]).toEqual([
			[true, false],
			[true, false],
		]);
		expect(outputs?.[0]?.[0]?.json).toMatchObject({
			sms: { to: MARTIN },
			brands: ['default', 'second'],
		});
		expect(outputs?.[0]?.[0]?.json.sms).not.toHaveProperty('brand');
	});

	it('closes the chosen brands alone, and all of them once a chosen one is gone', async () => {
		await withLedger(async (ledger) => await ledger.saveBrand({ slug: 'second' }, NOON));
		await post(inbound('STOP'), { parameters: { brands: ['second'] } });
		expect([await suppressed(), await suppressed('second')]).toEqual([
			[false, false],
			[true, false],
		]);
		await post(inbound('STOP', { id: '2' }), { parameters: { brands: ['gone'] } });
		expect(await suppressed()).toEqual([true, false]);
	});

	it('counts when it is said again after an opt-in, by a gateway that names no event', async () => {
		const stop = { type: 'inbound', from: MARTIN, text: 'STOP' };
		await post(stop);
		const proof = { wording: 'Oui' };
		const said = { to: MARTIN, status: 'granted' as const, basis: 'consent' as const };
		clock.now = () => NOON + 1_000;
		await withLedger(
			async (ledger) =>
				await ledger.recordConsent({
					brand: 'default',
					statements: [{ ...said, source: 'till', at: NOON + 1_000, proof }],
					now: NOON + 1_000,
				}),
		);
		expect(await suppressed()).toEqual([false, false]);
		clock.now = () => NOON + 2_000;
		await post(stop);
		expect(await suppressed()).toEqual([true, false]);
	});

	it('that comes again undoes no later opt-in, however late: it is known without end', async () => {
		const DAY = 24 * 3_600_000;
		const stop = inbound('STOP', { at: new Date(NOON).toISOString() });
		await post(stop);
		const said = { to: MARTIN, status: 'granted' as const, basis: 'consent' as const };
		const at = NOON + DAY;
		const statements = [{ ...said, source: 'till' as const, at, proof: { wording: 'Oui' } }];
		await withLedger(
			async (ledger) => await ledger.recordConsent({ brand: 'default', statements, now: at }),
		);
		for (const later of [2, 29, 31, 400]) {
			clock.now = () => NOON + later * DAY;
			// Whatever else comes in meanwhile: what is older than 30 days is forgotten then.
			await post(inbound('Merci', { id: `${later}` }));
			expect(await post(stop)).toMatchObject({ status: 200 });
			expect(await suppressed()).toEqual([false, false]);
		}
	});

	it('is not lost over the way a number is written', async () => {
		await post(inbound('STOP', { from: '+33692123456' }));
		const ways = ['+33692123456', '+262692123456'] as Array<typeof MARTIN>;
		const closed = await withLedger(async (ledger) => await ledger.suppressed('default', ways));
		expect(closed).toEqual([true, true]);
	});

	it('is dated by the gateway, unless its clock is wrong', async () => {
		const sent = NOON - 60_000;
		const at = async (value: unknown, id: string) =>
			(await post(inbound('STOP', { at: value, id }))).outputs?.[0]?.[0]?.json.at;
		expect(await at(sent, '1')).toBe(new Date(sent).toISOString());
		for (const wrong of [NOON + 60_000, 0, 'yesterday', undefined])
			expect(await at(wrong, `2${wrong}`)).toBe(new Date(NOON).toISOString());
	});
});

describe('a reply', () => {
	it('goes out by its own output and closes nothing', async () => {
		const { outputs } = await post(inbound('magasin ouvert non-stop ?'));
		expect(outputs?.map((items) => items.length)).toEqual([0, 1, 0, 0]);
		expect(outputs?.[1]?.[0]?.json).toMatchObject({ kind: 'reply', meaning: 'reply' });
		expect(await suppressed()).toEqual([false, false]);
	});

	it('says whether it is a yes or a call for help; a yes lifts no STOP', async () => {
		await post(inbound('STOP'));
		const { outputs } = await post([inbound('OUI'), inbound('AIDE')]);
		expect(outputs?.[1]?.map(({ json }) => json.meaning)).toEqual(['opt_in', 'help']);
		expect(await suppressed()).toEqual([true, false]);
	});

	it('is told with the STOPs that come in the same call', async () => {
		const { outputs } = await post({
			events: [inbound('STOP'), inbound('Merci', { from: DURAND })],
		});
		expect(outputs?.map((items) => items.length)).toEqual([1, 1, 0, 0]);
		expect(await suppressed()).toEqual([true, false]);
	});
});

describe('a delivery report', () => {
	const sent = async (providerId = 'p-1') =>
		await withLedger(async (ledger) => {
			const [verdict] = await ledger.claim({ ...campaign, ...sending, entries: [entry()] });
			const ref = verdict?.outcome === 'claimed' ? verdict.ref : '';
			await ledger.settle([{ ref, outcome: 'accepted', providerId }], NOON);
			return ref;
		});
	const states = async () =>
		await withLedger(
			async (ledger) => (await ledger.campaignStatus('default', 'private sale', false)).messages,
		);

	it('moves the message and starts no execution', async () => {
		const ref = await sent();
		const { status, outputs } = await post({ type: 'report', id: '1', ref, status: 'delivered' });
		expect([status, outputs]).toEqual([200, undefined]);
		expect(await states()).toEqual({ delivered: 1 });
	});

	it('starts one when it is ticked, once for each report', async () => {
		const ref = await sent();
		const parameters = { events: ['report'] };
		const report = { type: 'report', id: '1', ref, status: 'undelivered', code: 'ABSENT' };
		const { outputs } = await post(report, { parameters });
		expect(outputs?.[2]).toEqual([
			{
				json: {
					kind: 'report',
					ref,
					status: 'undelivered',
					code: 'ABSENT',
					gateway: 'sandbox',
					at: '2026-10-06T10:00:00.000Z',
					eventId: '1',
				},
			},
		]);
		expect((await post(report, { parameters })).outputs).toBeUndefined();
	});

	it('that comes before the answer to the send waits for it', async () => {
		await post({ type: 'report', id: '1', providerId: 'p-1', status: 'delivered' });
		await sent('p-1');
		expect(await states()).toEqual({ delivered: 1 });
	});
});

describe('what must change nothing', () => {
	it('is an event that comes again: 200, no execution, no row more', async () => {
		const events = [inbound('STOP'), inbound('Merci')];
		await post({ events });
		const before = rows();
		const { status, outputs } = await post({ events });
		expect([status, outputs]).toEqual([200, undefined]);
		expect(rows()).toBe(before);
	});

	it.each([
		['an unknown event', { type: 'click', id: '1', from: MARTIN }],
		['an empty list', { events: [] }],
		['nothing', {}],
	])('is %s: 200', async (_, body) => {
		await post(inbound('Bonjour'));
		const before = rows();
		expect(await post(body)).toMatchObject({ status: 200, outputs: undefined });
		expect(rows()).toBe(before);
	});

	const raw = (text: string) => ({ query: { secret: SECRET }, rawBody: Buffer.from(text) });
	it.each([
		['no secret', 401, { body: inbound('STOP') }],
		['another secret', 401, { body: inbound('STOP'), query: { secret: `${SECRET}x` } }],
		['an empty secret', 401, { body: inbound('STOP'), query: { secret: '' } }],
		[
			'no secret set in the node',
			401,
			{ body: inbound('STOP'), query: { secret: '' }, parameters: { secret: '' } },
		],
		[
			'a short secret set in the node',
			401,
			{ body: inbound('STOP'), query: { secret: 'short' }, parameters: { secret: 'short' } },
		],
		[
			'an unknown gateway',
			401,
			{ body: inbound('STOP'), query: { secret: SECRET }, parameters: { gateway: 'pigeon' } },
		],
		['bad JSON', 400, { ...raw('{"type":"inbound","from":'), body: {} }],
		['bad JSON sent as text', 400, { ...raw('{'), body: '{' }],
		['bad JSON without the secret', 401, { rawBody: Buffer.from('{'), body: {} }],
		[
			'a body of 10 MB',
			413,
			{ ...raw('x'.repeat(10_000_000)), body: { events: [inbound('STOP')] } },
		],
		['a 10 MB body without the secret', 401, { rawBody: Buffer.alloc(10_000_000), body: {} }],
		['a GET without the secret', 401, { method: 'GET' as const }],
	])('is a call with %s: %i', async (_, status, one) => {
		await post(inbound('Bonjour'));
		const before = rows();
		const answered = await call(one);
		expect(answered).toMatchObject({ status, body: '{}', outputs: undefined });
		expect(rows()).toBe(before);
	});
});

describe('whatever comes', () => {
	it('reads JSON that was sent without its content type, and by GET says yes to the gateway', async () => {
		const rawBody = Buffer.from(JSON.stringify(inbound('STOP')));
		await post({}, { rawBody });
		expect(await suppressed()).toEqual([true, false]);
		expect(await post({}, { method: 'GET' })).toMatchObject({ status: 200, outputs: undefined });
		const header = { headers: { 'x-webhook-secret': SECRET }, query: {} };
		expect(await post(inbound('STOP', { from: DURAND, id: '2' }), header)).toMatchObject({
			status: 200,
		});
		expect(await suppressed()).toEqual([true, true]);
	});

	it('keeps no number, and logs none', async () => {
		const answers = [
			await post(inbound('STOP', { id: MARTIN })),
			await post(inbound('Rappelez-moi au 06 12 34 56 78', { id: `msg-${MARTIN}` })),
			await call({ body: inbound('STOP') }),
			await post({
				type: 'report',
				id: MARTIN,
				providerId: 'p',
				status: 'delivered',
				code: `no ${MARTIN}`,
			}),
			await post('{', { rawBody: Buffer.from(`{"from":"${MARTIN}"`) }),
		];
		const kept = rows() + answers.map(({ logged, body }) => logged + body).join('');
		for (const digits of [MARTIN.slice(1), '0612345678', '06 12 34 56 78', '612345678'])
			expect(kept).not.toContain(digits);
		expect(kept).not.toContain(maskPhone(MARTIN));
		expect(answers.some(({ logged }) => logged !== '')).toBe(true);
	});

	it('loses none and doubles none of 2,000 calls at once, each sent twice', async () => {
		const number = (n: number) => `+336123${String(n).padStart(5, '0')}`;
		const calls = Array.from({ length: 4_000 }, (_, index) => {
			const n = index % 2_000;
			const text = n % 2 === 0 ? 'STOP' : 'Merci';
			return inbound(text, { id: `burst-${n}`, from: number(n) });
		});
		const answers = await Promise.all(calls.map(async (body) => await post(body)));
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
		const started = answers.flatMap(({ outputs }) => outputs?.flat() ?? []);
		const ids = started.map(({ json }) => json.eventId);
		expect(ids).toHaveLength(2_000);
		expect(new Set(ids).size).toBe(2_000);
		const numbers = Array.from({ length: 2_000 }, (_, n) => number(n) as typeof MARTIN);
		const closed = await withLedger(async (ledger) => await ledger.suppressed('default', numbers));
		expect(closed).toEqual(numbers.map((_, n) => n % 2 === 0));
	});
});
