import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	claimContacts,
	reserveContacts,
	type ClaimContactsRequest,
	type LedgerRequest,
} from '../../../core/eligibility';
import type { SmsItem } from '../../../core/item';
import { openEmbeddedLedger, type Ledger } from '../../../core/ledger';
import { contact, NOW, number, RULES, withText } from './contact';

let folder: string;
let ledger: Ledger;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'eligibility-'));
	ledger = await openEmbeddedLedger({ file: join(folder, 'ledger.sqlite') });
});
afterEach(async () => {
	await ledger.close();
	await rm(folder, { recursive: true });
});

const text = 'Soldes STOP au 36180';
const request = (more: Partial<LedgerRequest> = {}): LedgerRequest => ({
	...{ ledger, rules: RULES, brand: 'default', campaign: 'Soldes', live: true, now: NOW },
	occasion: () => 'once',
	...more,
});
const claiming = (more: Partial<ClaimContactsRequest> = {}): ClaimContactsRequest => ({
	...request(more),
	...{ gateway: 'sandbox', run: 'run-1', leaseMs: 60_000 },
	...more,
});
const reserve = async (items: SmsItem[], more: Partial<LedgerRequest> = {}) =>
	await reserveContacts(items, request(more));
const claim = async (items: SmsItem[], more: Partial<ClaimContactsRequest> = {}) =>
	await claimContacts(items, claiming(more));
const messages = async (campaign = 'Soldes') =>
	(await ledger.campaignStatus('default', campaign, true)).messages;
const send = async (items: SmsItem[], more: Partial<ClaimContactsRequest> = {}) => {
	const outcomes = await claim(items, more);
	const refs = outcomes.flatMap((o) => (o.outcome === 'allowed' && o.ref ? [o.ref] : []));
	const answers = refs.map((ref) => ({
		ref,
		outcome: 'accepted' as const,
		providerId: `id-${ref}`,
	}));
	await ledger.settle(answers, more.now ?? NOW);
	return outcomes;
};
const at = (iso: string) => Date.parse(iso);
/** Saturday 31 October 2026, 20:30 in Paris; the next allowed moment is Monday 2 November, 08:00. */
const HALLOWEEN = at('2026-10-31T19:30Z');
const MONDAY = at('2026-11-02T07:00Z');

describe('reserving', () => {
	test('checks come before the ledger, and each contact keeps its place in the batch', async () => {
		const items = [
			contact(),
			contact({ to: number(2), consent: undefined }),
			contact(),
			contact({ to: number(3) }),
		];
		const outcomes = await reserve(items);
		expect(outcomes.map((o) => (o.outcome === 'held' ? o.reason : o.outcome))).toEqual([
			'allowed',
			'NO_CONSENT',
			'DUPLICATE',
			'allowed',
		]);
		expect(await messages()).toEqual({ reserved: 2 });
	});

	test('the third campaign of a month is held, with a sentence in the brand’s language', async () => {
		await send([contact()], { campaign: 'One' });
		await send([contact()], { campaign: 'Two' });
		const rules = { ...RULES, language: 'fr' as const };
		expect(await reserve([contact()], { campaign: 'Three', rules })).toEqual([
			{
				outcome: 'held',
				reason: 'CAPPED',
				detail: 'A déjà reçu le nombre maximum de messages sur la période',
				nextAllowedAt: at('2026-11-30T23:00Z'),
			},
		]);
	});

	test('time is no reason to hold: the place is November’s when October is full and the hours are over', async () => {
		await send([contact()], { campaign: 'One', now: at('2026-10-05T09:00Z') });
		await send([contact()], { campaign: 'Two', now: at('2026-10-15T09:00Z') });
		const day = at('2026-10-31T10:00Z');
		expect(await reserve([contact()], { now: day })).toMatchObject([{ reason: 'CAPPED' }]);
		expect(await reserve([contact()], { now: HALLOWEEN })).toEqual([
			{ outcome: 'allowed', ref: expect.any(String), nextAllowedAt: MONDAY },
		]);
	});

	test('a dry run decides the same and writes nothing', async () => {
		await send([contact()], { campaign: 'One' });
		await ledger.optOut({
			...{ brand: 'default', to: number(2), source: 'sms', sourceRef: 'a' },
			...{ at: NOW, now: NOW },
		});
		const items = [contact(), contact({ to: number(2) }), contact()];
		const cap = { perMonth: 1 };
		const dry = await reserve(items, { cap, dryRun: true });
		await expect(messages()).rejects.toThrow();
		const wet = await reserve(items, { cap });
		expect(dry).toEqual(wet);
		expect(await reserve([contact({ to: number(3) })], { dryRun: true })).toEqual([
			{ outcome: 'allowed' },
		]);
	});

	test('a stopped run says who was not reached', async () => {
		const items = [contact(), contact({ to: number(2), consent: undefined })];
		const outcomes = await reserve(items, { cancelled: () => true });
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unreached', 'held']);
	});
});

describe('claiming', () => {
	test('outside the hours a contact is later, its place stays, and goes out when they open', async () => {
		const [place] = await reserve([contact()], { now: HALLOWEEN, ttlMs: 3 * 86_400_000 });
		const ref = place?.outcome === 'allowed' ? place.ref : undefined;
		const item = withText(text, { ref });
		expect(await claim([item], { now: HALLOWEEN })).toEqual([
			{
				outcome: 'later',
				reason: 'OUTSIDE_HOURS',
				nextAllowedAt: MONDAY,
				detail: 'Outside the sending hours',
			},
		]);
		expect(await messages()).toEqual({ reserved: 1 });
		expect(await claim([item], { now: MONDAY })).toEqual([{ outcome: 'allowed', ref }]);
	});

	test('a STOP between reserving and sending wins, and is said at once even at night', async () => {
		const [place] = await reserve([contact()], { now: HALLOWEEN });
		const item = withText(text, { ref: place?.outcome === 'allowed' ? place.ref : undefined });
		await ledger.optOut({
			...{ brand: 'default', to: number(1), source: 'sms', sourceRef: 'a' },
			...{ at: HALLOWEEN, now: HALLOWEEN },
		});
		for (const now of [HALLOWEEN, MONDAY]) {
			expect(await claim([item], { now })).toMatchObject([
				{ outcome: 'held', reason: 'SUPPRESSED' },
			]);
		}
	});

	test('a contact at the cap tonight may be free next month: it stays later', async () => {
		await send([contact()], { campaign: 'One', now: at('2026-10-05T09:00Z') });
		await send([contact()], { campaign: 'Two', now: at('2026-10-15T09:00Z') });
		expect(await claim([withText(text)], { now: HALLOWEEN })).toMatchObject([{ outcome: 'later' }]);
		expect(await claim([withText(text)], { now: MONDAY })).toMatchObject([{ outcome: 'allowed' }]);
	});

	test('what this run sent is replayed, even after hours; another run finds it sent', async () => {
		expect(await send([withText(text)])).toMatchObject([{ outcome: 'allowed' }]);
		const night = at('2026-11-20T20:00Z');
		for (const now of [NOW, night]) {
			expect(await claim([withText(text)], { now })).toMatchObject([
				{ outcome: 'replayed', providerId: expect.stringContaining('id-') },
			]);
			expect(await claim([withText(text)], { now, run: 'run-2' })).toMatchObject([
				{ outcome: 'held', reason: 'ALREADY_SENT' },
			]);
			expect(
				await claim([withText(text)], { now, run: 'run-2', formerRuns: ['run-1'] }),
			).toMatchObject([{ outcome: 'replayed' }]);
		}
	});

	test('what an earlier node said of a contact it held stays, whatever the ledger knows', async () => {
		const stop = { brand: 'default', to: number(1), source: 'sms', sourceRef: '1' };
		await ledger.optOut({ ...stop, at: NOW, now: NOW });
		const held = { reason: 'NO_CONSENT', detail: 'Ticked no box' } as const;
		const unproven = { consent: { status: 'unknown' } } as const;
		expect(await claim([withText(text, unproven)])).toMatchObject([{ reason: 'SUPPRESSED' }]);
		expect(await claim([withText(text, { ...unproven, ...held, status: 'held' })])).toMatchObject([
			held,
		]);
	});

	test('someone held here gives the place back', async () => {
		const [place] = await reserve([contact()]);
		const ref = place?.outcome === 'allowed' ? place.ref : undefined;
		const item = withText(text, { ref, consent: { status: 'withdrawn' } });
		expect(await claim([item], { dryRun: true })).toMatchObject([{ reason: 'NO_CONSENT' }]);
		expect(await messages()).toEqual({ reserved: 1 });
		expect(await claim([item])).toMatchObject([{ reason: 'NO_CONSENT' }]);
		expect(await messages()).toEqual({ cancelled: 1 });
	});

	test('a number edited after the cap is held', async () => {
		const [place] = await reserve([contact()]);
		const ref = place?.outcome === 'allowed' ? place.ref : undefined;
		expect(await claim([withText(text, { ref, to: number(2) })])).toMatchObject([
			{ outcome: 'held', reason: 'REF_MISMATCH' },
		]);
	});

	test('a dry run claims nobody and shows no reference', async () => {
		expect(await claim([withText(text)], { dryRun: true })).toEqual([{ outcome: 'allowed' }]);
		await expect(messages()).rejects.toThrow();
	});

	test('parts, cost and segment reach the campaign’s figures', async () => {
		const message = { text, encoding: 'GSM-7' as const, units: 20, parts: 2 };
		const cost = { amount: 0.049, currency: 'EUR' };
		await send([contact({ segment: 'Gold', message: { ...message, cost } })]);
		expect(await ledger.campaignStatus('default', 'Soldes', true)).toMatchObject({
			parts: 2,
			cost: 49_000,
			segments: { Gold: { accepted: 1 } },
		});
	});
});

describe('service messages', () => {
	const service = (more: Partial<SmsItem> = {}) =>
		withText('Commande prête', { purpose: 'transactional', consent: undefined, ...more });

	test('need no consent, hours or cap, but an occasion', async () => {
		await send([contact()], { campaign: 'One', now: HALLOWEEN - 86_400_000 });
		await send([contact()], { campaign: 'Two', now: HALLOWEEN - 86_400_000 });
		const order = { occasion: () => 'order 4711', now: HALLOWEEN };
		expect(await claim([service()], order)).toMatchObject([{ outcome: 'allowed' }]);
		for (const occasion of ['once', '2026-11', '2026', ' ']) {
			expect(await claim([service()], { occasion: () => occasion, now: HALLOWEEN })).toMatchObject([
				{ outcome: 'held', reason: 'MISSING_FIELD' },
			]);
		}
	});

	test('marketing and service in one batch keep their order', async () => {
		const items = [service(), withText(text), service({ to: number(2) })];
		const outcomes = await claim(items, {
			occasion: (item, index) => (item.purpose === 'transactional' ? `order ${index}` : 'once'),
			now: HALLOWEEN,
		});
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['allowed', 'later', 'allowed']);
	});
});

test('a batch longer than a chunk keeps its order', async () => {
	const items = Array.from({ length: 4_500 }, (_, index) =>
		contact({ to: number(index), ...(index % 3 === 0 && { consent: undefined }) }),
	);
	const outcomes = await reserve(items);
	expect(outcomes.map(({ outcome }) => outcome)).toEqual(
		items.map((_, index) => (index % 3 === 0 ? 'held' : 'allowed')),
	);
});
