import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { E164 } from '../../core/item';
import type { Answer as LedgerAnswer } from '../../core/ledger';
import { LEAST_QUIET_MS } from '../../core/ledger/doubt';
import { SmsCampaign } from '../../nodes/SmsCampaign/SmsCampaign.node';
import { runNode, type EngineOptions } from '../harness';
import { carrierServer, QUIET_MS, type Answer, type CarrierServer } from './carrier';
import { MONDAY, numberOf, setTime, useScene, withLedger } from './SmsSend.scene';

jest.mock(
	'../../core/gateway/gateways',
	() => jest.requireActual<{ TEST_GATEWAYS: object }>('./carrier').TEST_GATEWAYS,
);

useScene();

const MINUTE = 60_000;
const LEASE = MINUTE;
/** A message sent on Monday at ten may be freed from then on, unless its gateway takes longer. */
const FREE = MONDAY + LEASE + LEAST_QUIET_MS;
const LATE = MONDAY + LEASE + QUIET_MS;

let server: CarrierServer | undefined;
afterEach(async () => {
	await server?.stop();
	server = undefined;
});

const serve = async (answer: Parameters<typeof carrierServer>[0]) =>
	(server = await carrierServer(answer));

type Options = EngineOptions & { node?: object };

async function messages(
	operation: string,
	parameters: INodeParameters = {},
	options: Options = {},
	items: IDataObject[] = [{}],
) {
	const given = { resource: 'message', operation, ...parameters };
	const result = await runNode(
		new SmsCampaign(),
		given,
		items.map((json) => ({ json })),
		options,
	);
	return { ...result, json: (result.outputs[0] ?? []).map(({ json }) => json) };
}

const said = ({ hints }: { hints: Array<{ message: string }> }) =>
	hints.map(({ message }) => message);

interface Lost {
	gateway?: string;
	account?: string;
	campaign?: string;
	call?: string;
	outcome?: LedgerAnswer['outcome'];
	at?: number;
	brand?: string;
}

/** Messages whose call was never answered clearly; gives their references. */
async function lose(numbers: E164[], lost: Lost = {}): Promise<string[]> {
	const { gateway = 'carrier', account = 'carrier/1', call, at: now = MONDAY } = lost;
	const { campaign = 'sale', brand = 'default', outcome = 'in_doubt' } = lost;
	return await withLedger(async (ledger) => {
		const verdicts = await ledger.claim({
			...{ brand, campaign, purpose: 'marketing', live: true, now, gateway, account },
			...{ run: 'run-1', leaseMs: LEASE },
			entries: numbers.map((to) => {
				return { to, occasion: 'once', call, segment: 'Or', store: '35-01', cost: 49_000 };
			}),
		});
		const refs = verdicts.flatMap((one) => (one.outcome === 'claimed' ? [one.ref] : []));
		const answers = refs.map((ref) => ({ ref, outcome }));
		await ledger.settle(answers, now);
		return refs;
	});
}

const states = async (campaign = 'sale') =>
	await withLedger(
		async (ledger) => (await ledger.campaignStatus('default', campaign, true)).messages,
	);

const CALL = 'CALL_of_2_messages-1';
const CARRIER = { gateway: 'carrier' };
const list = (...found: object[]): Answer => ({ body: { list: found } });

describe('Reconcile', () => {
	it('settles what the gateway has found, by our reference', async () => {
		const [ref = ''] = await lose([numberOf(1)]);
		const { account } = await serve(() => list({ ref, providerId: 'c-1', status: 'delivered' }));
		const run = await messages('reconcile', CARRIER, account());
		expect(run.error).toBeUndefined();
		expect(run.json).toEqual([
			{
				...{ ref, brand: 'default', campaign: 'sale', segment: 'Or', store: '35-01' },
				...{ gateway: 'carrier', startedAt: '2026-11-23T09:00:00.000Z' },
				...{ outcome: 'delivered', detail: 'Il est bien arrivé' },
				freeableAt: new Date(LATE).toISOString(),
			},
		]);
		expect(await states()).toEqual({ delivered: 1 });
		expect(said(run)).toEqual(['1 to check: 1 sent after all.']);
	});

	it('asks once for a call of many, page by page, and tells its messages apart by the number', async () => {
		const overseas = '+262692123456' as E164;
		await lose([numberOf(1), overseas, numberOf(3)], { call: CALL });
		const { account, asked } = await serve((path) =>
			path.endsWith('page=2')
				? // As some gateways write a number of La Réunion.
					list({ to: '+33692123456', status: 'undelivered' })
				: { body: { list: [{ to: numberOf(1), status: 'accepted' }], next: '2' } },
		);
		setTime(LATE);
		const { json } = await messages('reconcile', CARRIER, account());
		expect(json.map(({ outcome }) => outcome)).toEqual(['accepted', 'undelivered', 'not_found']);
		expect(asked).toEqual([`/sent?call=${CALL}`, `/sent?call=${CALL}&page=2`]);
		expect(await states()).toEqual({ accepted: 1, undelivered: 1, refused: 1 });
	});

	it('records who has opted out at the gateway as a STOP, once, for the brand', async () => {
		const overseas = '+262692123456' as E164;
		const refs = await lose([numberOf(1), overseas], { call: CALL });
		const { account } = await serve(() =>
			list(
				{ ref: refs[0], to: numberOf(1), status: 'refused', code: 'blocked', optedOut: true },
				{ to: '+33692123456', status: 'delivered', optedOut: true },
			),
		);
		const stopped = async () =>
			await withLedger(
				async (ledger) => await ledger.suppressed('default', [numberOf(1), overseas]),
			);
		const test = { ...account(), mode: 'manual' as const };
		expect(said(await messages('reconcile', CARRIER, test))).toContain(
			'2 had opted out at Carrier: recorded as a STOP, the brand writes to them no more.',
		);
		expect(await stopped()).toEqual([false, false]);
		await messages('reconcile', CARRIER, account());
		expect(await stopped()).toEqual([true, true]);
		expect(await states()).toEqual({ refused: 1, delivered: 1 });
		// Asked again after an opt-in, the gateway tells nothing new.
		setTime(MONDAY + 2 * MINUTE);
		await lose([numberOf(3)], { call: CALL, at: MONDAY + 2 * MINUTE });
		const at = MONDAY + MINUTE;
		await withLedger(async (ledger) => {
			const said = { basis: 'consent', source: 'web_form', status: 'granted', proof: {} } as const;
			const statements = [{ ...said, to: numberOf(1), at }];
			await ledger.recordConsent({ brand: 'default', statements, now: at });
		});
		await messages('reconcile', CARRIER, account());
		expect(await stopped()).toEqual([false, true]);
	});

	it('frees what surely never left, so that the next run sends it', async () => {
		const [ref] = await lose([numberOf(1)]);
		const { account } = await serve(() => list());
		setTime(LATE);
		const run = await messages('reconcile', CARRIER, account());
		expect(run.json).toMatchObject([{ ref, outcome: 'not_found' }]);
		expect(said(run)).toEqual(['1 to check: 1 never sent, the next run may send them.']);
		const [again] = await lose([numberOf(1)], { at: LATE });
		expect(again).not.toBe(ref);
	});

	it('frees nothing before the gateway has had its time, whatever it does not list', async () => {
		await lose([numberOf(1)]);
		const { account } = await serve(() => list());
		setTime(LATE - 1);
		const run = await messages('reconcile', CARRIER, account());
		expect(run.json).toMatchObject([{ outcome: 'waiting' }]);
		expect(said(run)).toEqual(['1 to check: 1 too early to tell.']);
		expect(await states()).toEqual({ in_doubt: 1 });
	});

	it('frees nobody of a call when the list names somebody it cannot place', async () => {
		await lose([numberOf(1), numberOf(2)], { call: CALL });
		const { account } = await serve(() =>
			list({ to: numberOf(1), status: 'accepted' }, { to: numberOf(9), status: 'accepted' }),
		);
		setTime(LATE);
		const { json } = await messages('reconcile', CARRIER, account());
		expect(json.map(({ outcome }) => outcome)).toEqual(['accepted', 'unclear']);
		expect(await states()).toEqual({ accepted: 1, in_doubt: 1 });
	});

	it.each<[string, Answer]>([
		['a server error', { status: 500 }],
		['an answer nobody can read', { body: 'x' }],
	])('leaves all as it is after %s', async (_, answer) => {
		await lose([numberOf(1)]);
		const { account } = await serve(() => answer);
		expect((await messages('reconcile', CARRIER, account())).json).toMatchObject([
			{ outcome: 'waiting' },
		]);
		setTime(LATE);
		const run = await messages('reconcile', CARRIER, account());
		expect(run.json).toMatchObject([{ outcome: 'unclear' }]);
		expect(said(run)).toEqual(['1 to check: 1 for a person.']);
		expect(await states()).toEqual({ in_doubt: 1 });
	});

	it('half a list is none', async () => {
		await lose([numberOf(1)], { call: CALL });
		const { account } = await serve((path) =>
			path.includes('page') ? { status: 500 } : { body: { list: [], next: '2' } },
		);
		setTime(LATE);
		await messages('reconcile', CARRIER, account());
		expect(await states()).toEqual({ in_doubt: 1 });
	});

	it('asks again a gateway that is busy for a moment', async () => {
		const [ref] = await lose([numberOf(1)]);
		const { account, asked } = await serve((_, times) =>
			times < 3
				? { status: 429, headers: { 'retry-after': '0' } }
				: list({ ref, status: 'accepted' }),
		);
		await messages('reconcile', CARRIER, account());
		expect(asked).toHaveLength(3);
		expect(await states()).toEqual({ accepted: 1 });
	});

	it('says when the account is turned away, and does not go on asking', async () => {
		for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9]) await lose([numberOf(n)]);
		const { account, asked } = await serve(() => ({ status: 401 }));
		const { error } = await messages('reconcile', CARRIER, account());
		expect(error?.message).toBe('Carrier turned the account away');
		expect(error?.description).toContain('HTTP_401');
		expect(asked.length).toBeLessThan(9);
		expect(await states()).toEqual({ in_doubt: 9 });
	});

	it('never looks for a message at another account, where it would be missing', async () => {
		await lose([numberOf(1)], { account: 'carrier/2' });
		const { account, asked } = await serve(() => list());
		setTime(LATE);
		const run = await messages('reconcile', CARRIER, account('1'));
		expect([run.json, asked]).toEqual([[], []]);
		expect(said(run)).toEqual([
			'Nothing to check.',
			'1 more left through another account of Carrier: run Reconcile with its credential.',
		]);
		expect(await states()).toEqual({ in_doubt: 1 });
	});

	it('begins with what a crash left unanswered', async () => {
		const entries = [{ to: numberOf(1), occasion: 'once' }];
		await withLedger(
			async (ledger) =>
				await ledger.claim({
					...{ brand: 'default', campaign: 'sale', purpose: 'marketing', live: true, entries },
					...{ now: MONDAY, run: 'r', leaseMs: LEASE, gateway: 'carrier', account: 'carrier/1' },
				}),
		);
		const { account } = await serve(() => list());
		setTime(LATE);
		expect((await messages('reconcile', CARRIER, account())).json).toMatchObject([
			{ outcome: 'not_found' },
		]);
		expect(await states()).toEqual({ refused: 1 });
	});

	it('a report that comes while the gateway is asked is not undone', async () => {
		const [ref = ''] = await lose([numberOf(1)]);
		const event = { key: '1', gateway: 'carrier', ref, status: 'delivered' as const, at: LATE };
		const { account } = await serve(async () => {
			await withLedger(async (ledger) => await ledger.report([event], LATE));
			return list();
		});
		setTime(LATE);
		expect((await messages('reconcile', CARRIER, account())).json).toMatchObject([
			{ outcome: 'settled' },
		]);
		expect(await states()).toEqual({ delivered: 1 });
	});

	it('a gateway that cannot be asked leaves it to reports and people, and says so', async () => {
		await lose([numberOf(1)], { gateway: 'mute', account: 'mute' });
		const early = await messages('reconcile', { gateway: 'mute' });
		expect(early.json).toMatchObject([{ outcome: 'waiting' }]);
		setTime(FREE);
		const late = await messages('reconcile', { gateway: 'mute' });
		expect(late.json).toMatchObject([{ outcome: 'to_check' }]);
		expect(said(late)).toEqual([
			'1 to check: 1 for a person.',
			'Mute cannot be asked what became of an SMS: a delivery report settles it, or a person does with Mark as Sent or Send Again.',
		]);
	});

	it('a test run shows the same and writes nothing, until it is told to', async () => {
		await lose([numberOf(1), numberOf(2)], { call: CALL });
		const { account } = await serve(() => list({ to: numberOf(1), status: 'delivered' }));
		setTime(LATE);
		const test = { ...account(), mode: 'manual' as const };
		const run = await messages('reconcile', CARRIER, test);
		expect(run.json.map(({ outcome }) => outcome)).toEqual(['delivered', 'not_found']);
		expect(said(run)[1]).toContain('nothing was saved');
		expect(await states()).toEqual({ in_doubt: 2 });
		await messages('reconcile', { ...CARRIER, applyInEditor: true }, test);
		expect(await states()).toEqual({ delivered: 1, refused: 1 });
	});

	it('runs once, however many items come in, and shows no number', async () => {
		await lose([numberOf(1), numberOf(2)], { call: CALL });
		const { account, asked } = await serve(() => list());
		const run = await messages('reconcile', CARRIER, account(), [{}, {}, {}]);
		expect([run.json.length, asked.length]).toEqual([2, 1]);
		expect(JSON.stringify(run.json)).not.toContain(numberOf(1).slice(3));
	});
});

describe('Get To Check', () => {
	it('lists what is in doubt, by brand and campaign, up to the limit', async () => {
		await withLedger(
			async (ledger) => await ledger.saveBrand({ slug: 'lumen', language: 'en' }, MONDAY),
		);
		await lose([numberOf(1), numberOf(2)]);
		await lose([numberOf(1)], { campaign: 'news', at: MONDAY + 1, brand: 'lumen' });
		await lose([numberOf(5)], { outcome: 'accepted' });
		setTime(LATE);
		const found = async (parameters: INodeParameters) =>
			(await messages('getToCheck', parameters)).json.map(({ campaign }) => campaign);
		expect(await found({})).toEqual(['sale', 'sale', 'news']);
		expect(await found({ limit: 2 })).toEqual(['sale', 'sale']);
		expect(await found({ returnAll: true, limit: 1 })).toHaveLength(3);
		expect(await found({ campaign: 'NEWS' })).toEqual(['news']);
		const brand = { __rl: true, mode: 'id', value: 'lumen' };
		const { json } = await messages('getToCheck', { brand });
		expect(json).toMatchObject([
			{ brand: 'lumen', outcome: 'waiting', detail: expect.stringMatching(/^Too early/) },
		]);
	});

	it('says when there is nothing', async () => {
		const run = await messages('getToCheck');
		expect([run.json, said(run)]).toEqual([[], ['Nothing to check.']]);
	});

	it('refuses a brand that is not there', async () => {
		const { error } = await messages('getToCheck', {
			brand: { __rl: true, mode: 'id', value: 'nobody' },
		});
		expect(error?.message).toContain('nobody');
	});
});

describe('Mark as Sent and Send Again', () => {
	it('takes the messages the items carry, in every shape', async () => {
		const refs = await lose([1, 2, 3, 4].map(numberOf), { gateway: 'mute', account: 'mute' });
		const [first = '', second = '', third, fourth] = refs;
		setTime(FREE);
		const { json } = await messages('markSent', {}, {}, [
			{ ref: first },
			{ sms: { ref: second } },
			{ ref: [{ ref: third }, fourth] },
		]);
		expect(json.map(({ ref, outcome }) => [ref, outcome])).toEqual(
			refs.map((ref) => [ref, 'marked_sent']),
		);
		expect(await states()).toEqual({ accepted: 4 });
	});

	it('takes a list that serves all items, each message once', async () => {
		const [first = '', second = ''] = await lose([1, 2].map(numberOf));
		const given = { messageRefs: `${first}, ${second}\n${first}` };
		const { json } = await messages('markSent', given, {}, [{}, {}]);
		expect(json.map(({ ref }) => ref)).toEqual([first, second]);
	});

	it('frees for the next run, not before the time of the gateway is over', async () => {
		const [ref = ''] = await lose([numberOf(1)]);
		setTime(LATE - 1);
		const early = await messages('sendAgain', { messageRefs: ref });
		expect(early.json).toMatchObject([
			{ ref, campaign: 'sale', outcome: 'too_early', freeableAt: new Date(LATE).toISOString() },
		]);
		expect(said(early)).toEqual(['1 too early to send again.']);
		setTime(LATE);
		const late = await messages('sendAgain', { messageRefs: ref });
		expect(late.json).toMatchObject([{ outcome: 'may_be_sent_again' }]);
		expect(await states()).toEqual({ refused: 1 });
	});

	it('says of a message that is not to be checked that it is none', async () => {
		const [ref = ''] = await lose([numberOf(1)], { outcome: 'accepted' });
		const run = await messages('sendAgain', { messageRefs: `${ref} nobody` });
		expect(run.json.map(({ outcome }) => outcome)).toEqual(['not_to_check', 'not_to_check']);
		expect(await states()).toEqual({ accepted: 1 });
	});

	it.each(['markSent', 'sendAgain'])('%s writes nothing in a test run', async (operation) => {
		const [ref = ''] = await lose([numberOf(1)]);
		setTime(LATE);
		const run = await messages(operation, { messageRefs: ref }, { mode: 'manual' });
		expect(run.json).toMatchObject([{ outcome: expect.stringMatching(/^(marked|may)/) }]);
		expect(await states()).toEqual({ in_doubt: 1 });
	});

	it('names the item that names no message; the others go on with Continue On Fail', async () => {
		const [ref = ''] = await lose([numberOf(1)]);
		const items = [{ ref }, { a: 1 }];
		const { error } = await messages('markSent', {}, {}, items);
		expect(error?.message).toBe('The item names no message');
		expect(await states()).toEqual({ in_doubt: 1 });
		const node = { onError: 'continueRegularOutput' };
		const { outputs } = await messages('markSent', {}, { node }, items);
		expect(
			outputs[0]!.map(({ json, pairedItem }) => [json.outcome ?? json.error, pairedItem]),
		).toEqual([
			['marked_sent', { item: 0 }],
			['The item names no message', { item: 1 }],
		]);
	});
});
