import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { E164, SmsItem } from '../../core/item';
import { openEmbeddedLedger, type Ledger } from '../../core/ledger';
import { clock } from '../../nodes/shared/clock';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import { SmsConsent } from '../../nodes/SmsConsent/SmsConsent.node';
import { runNode, type EngineOptions } from '../harness';

/** Friday 20 November 2026, 10:00 in Paris. */
const NOW = Date.UTC(2026, 10, 20, 9);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** From the range ARCEP keeps for films and series, which the plan gives to Mayotte: it reaches nobody. */
const MARTIN = '+262639980001' as E164;
const TYPED = '06 39 98 00 01';

let folder: string;
let ledger: Ledger;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'sms consent '));
	process.env.N8N_USER_FOLDER = folder;
	jest.spyOn(clock, 'now').mockReturnValue(NOW);
	ledger = await openEmbeddedLedger({ file: ledgerFile() });
});

afterEach(async () => {
	await ledger.close();
	await closeLedgers();
	jest.restoreAllMocks();
	rmSync(folder, { recursive: true, force: true });
});

type Items = Array<Record<string, unknown>>;

const run = async (
	parameters: INodeParameters,
	items: Items = [{ phone: TYPED }],
	options: EngineOptions & { node?: object } = {},
) =>
	await runNode(
		new SmsConsent(),
		{ to: '={{ $json.phone }}', ...parameters },
		items.map((json) => ({ json: json as Record<string, string> })),
		options,
	);

const smsOf = async (...of: Parameters<typeof run>): Promise<SmsItem[]> => {
	const { outputs, error } = await run(...of);
	if (error) throw error;
	return outputs[0]!.map(({ json }) => json.sms as unknown as SmsItem);
};

const op = (resource: string, operation: string) => ({ resource, operation });
const WORDING = "J'accepte de recevoir par SMS les offres de Maison Lumen";
const optIn = (more: INodeParameters = {}) => ({
	...op('consent', 'optIn'),
	...{ source: 'till', wording: WORDING, wordingVersion: '2026-11', ...more },
});
const ask = (more: INodeParameters = {}) =>
	optIn({ askToConfirm: true, confirmAddress: 'https://n8n.example/webhook/sms', ...more });
const later = (ms: number) => jest.spyOn(clock, 'now').mockReturnValue(NOW + ms);
const consent = async (to = MARTIN) => (await ledger.consentOf('default', [to]))[0];
const stop = async (at = NOW) =>
	await ledger.optOut({
		...{ brand: 'default', to: MARTIN, source: 'sms', sourceRef: `${at}`, at, now: at },
	});

describe('Opt In', () => {
	it('records the consent with its proof and sets brand, number and consent', async () => {
		const proof = { collectedBy: 'magasin 35-01', ip: '203.0.113.7', place: 'caisse 2' };
		const [sms] = await smsOf(optIn({ proof }));
		expect(sms).toEqual({
			...{ to: MARTIN, brand: 'default', status: 'ready' },
			consent: {
				...{ status: 'granted', basis: 'consent', source: 'till' },
				...{ at: new Date(NOW).toISOString(), ref: expect.stringMatching(/^[\w-]{20}$/) },
			},
		});
		expect(await consent()).toMatchObject({ status: 'granted', suppressed: false, at: NOW });
		const { statements } = await ledger.exportPerson('default', MARTIN);
		expect(statements[0]!.proof).toEqual({
			...{ wording: WORDING, wordingVersion: '2026-11', collectedBy: 'magasin 35-01' },
			evidence: { ip: '203.0.113.7', place: 'caisse 2' },
		});
	});

	it.each([
		['under 15', { birthDate: '2013-01-02' }, {}, 'MINOR'],
		['a customer who bought nothing', {}, { basis: 'existing_customer' }, 'NO_CONSENT'],
		[
			'a customer whose last purchase is no date',
			{ lastPurchaseAt: 'none' },
			{ basis: 'existing_customer' },
			'NO_CONSENT',
		],
		[
			'a customer who is to buy',
			{ lastPurchaseAt: '2026-11-22' },
			{ basis: 'existing_customer' },
			'NO_CONSENT',
		],
		['whose birth date nobody can read', { birthDate: 'the 3rd' }, {}, 'NO_CONSENT'],
		['whose birth date is one to come', { birthDate: '2031-01-02' }, {}, 'NO_CONSENT'],
		['whose year of birth is a slip', { birthDate: '1198-01-02' }, {}, 'NO_CONSENT'],
		['under 15, with a year of two digits', { birthDate: '02/01/13' }, {}, 'MINOR'],
		['dated tomorrow', { givenAt: '2026-11-21' }, {}, 'NO_CONSENT'],
	])('records nothing for someone %s', async (_, proof, more, reason) => {
		const [sms] = await smsOf(optIn({ proof, ...more }));
		expect(sms).toMatchObject({ to: MARTIN, status: 'held', reason });
		expect(sms!.detail).toBeTruthy();
		expect(await consent()).toBeUndefined();
	});

	it('takes a person of 36 whose year of birth has two digits', async () => {
		expect(await smsOf(optIn({ proof: { birthDate: '02/01/90' } }))).toMatchObject([
			{ status: 'ready' },
		]);
	});

	it.each([
		['Legal Basis', { basis: 'Existing Customer' }],
		['Legal Basis', { basis: '={{ null }}' }],
		['Given At', { proof: { givenAt: 'the 3rd' } }],
	])('records nothing when %s cannot be used, and names it', async (label, more) => {
		const { error } = await run(optIn(more));
		expect(error!.message).toContain(`'${label}' is`);
		expect(await consent()).toBeUndefined();
	});

	it('takes a customer with a purchase', async () => {
		const [sms] = await smsOf(
			optIn({ basis: 'existing_customer', proof: { lastPurchaseAt: '2026-09-12' } }),
		);
		expect(sms!.consent).toMatchObject({ status: 'granted', basis: 'existing_customer' });
	});

	it('holds what is no mobile number, in the brand’s language', async () => {
		const sms = await smsOf(optIn(), [{ phone: 'néant' }, { phone: '02 99 00 00 00' }]);
		expect(sms.map(({ reason }) => reason)).toEqual(['INVALID_NUMBER', 'NOT_MOBILE']);
	});

	it('lifts an older STOP, and never a newer one', async () => {
		await stop(NOW - DAY);
		expect(await smsOf(optIn({ proof: { givenAt: '2026-11-01' } }))).toMatchObject([
			{ status: 'held', reason: 'SUPPRESSED' },
		]);
		expect(await consent()).toMatchObject({ suppressed: true });
		expect(await smsOf(optIn())).toMatchObject([{ status: 'ready' }]);
		expect(await consent()).toMatchObject({ suppressed: false, status: 'granted' });
	});

	it('stops before anything is written when the wording is missing', async () => {
		const { error } = await run(optIn({ wording: '={{ $json.wording }}' }), [
			{ phone: TYPED, wording: WORDING },
			{ phone: '0639980002', wording: '' },
		]);
		expect(error!.message).toContain("'Wording' is empty");
		expect(await consent()).toBeUndefined();
	});

	it('goes on past such an item when told to', async () => {
		const { outputs } = await run(
			optIn({ wording: '={{ $json.wording }}' }),
			[
				{ phone: '0639980002', wording: '' },
				{ phone: TYPED, wording: WORDING },
			],
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(outputs[0]![0]!.json.error).toContain('Wording');
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(await consent()).toMatchObject({ status: 'granted' });
	});

	it('writes nothing in an editor run, unless told to', async () => {
		const shown = await run(optIn(), undefined, { mode: 'manual' });
		expect(shown.outputs[0]![0]!.json.sms).toMatchObject({ status: 'ready', test: true });
		expect(shown.hints.map(({ message }) => message).join()).toContain('nothing was saved');
		expect(await consent()).toBeUndefined();
		await run(optIn({ applyInEditor: true }), undefined, { mode: 'manual' });
		expect(await consent()).toMatchObject({ status: 'granted' });
	});

	it.each([
		[
			'a plain value',
			{ wording: WORDING, source: 'till', to: TYPED, proof: { ip: '203.0.113.7' } },
		],
		[
			'an item-free expression',
			{
				...{
					wording: `={{ "${WORDING}" }}`,
					source: '={{ "ti" + "ll" }}',
					to: `={{ "${TYPED}" }}`,
				},
				proof: { ip: '={{ "203.0.113.7" }}' },
			},
		],
		[
			'an item-dependent expression',
			{
				...{ wording: '={{ $json.w }}', source: '={{ $json.s }}', to: '={{ $json.phone }}' },
				proof: { ip: '={{ $json.ip }}' },
			},
		],
	])('reads its parameters from %s', async (_, parameters) => {
		await run(optIn(parameters), [{ phone: TYPED, w: WORDING, s: 'till', ip: '203.0.113.7' }]);
		const { statements } = await ledger.exportPerson('default', MARTIN);
		expect(statements).toMatchObject([
			{ source: 'till', proof: { wording: WORDING, evidence: { ip: '203.0.113.7' } } },
		]);
	});

	it('says that brand and Ask to Confirm are one for all', async () => {
		for (const parameters of [
			{ brand: { __rl: true, mode: 'id', value: '={{ $json.brand }}' } },
			{ askToConfirm: '={{ $json.ask }}' },
		]) {
			const { error } = await run(optIn(parameters), [{ phone: TYPED, brand: 'x', ask: true }]);
			expect(error!.message).toContain('must be the same for all contacts');
		}
	});
});

describe('Ask to Confirm', () => {
	it('gives what SMS Message and SMS Send need, and the link confirms', async () => {
		const [sms] = await smsOf(ask());
		expect(sms).toMatchObject({
			...{ to: MARTIN, status: 'ready', purpose: 'transactional', campaign: 'double opt-in' },
			consent: { status: 'unknown', pending: true },
			occasion: expect.stringMatching(/^opt-in [\w-]{20}$/),
		});
		const { token, link } = sms!.confirmation!;
		expect(link).toBe(`https://n8n.example/webhook/sms?confirm=${token}`);
		expect(await consent()).toMatchObject({ status: 'pending' });
		later(HOUR);
		const byToken = { ...op('consent', 'confirm'), confirmBy: 'token', token: '={{ $json.t }}' };
		expect(await smsOf(byToken, [{ t: token }, { t: 'no-such-token-anywhere' }])).toMatchObject([
			{ brand: 'default', status: 'ready', consent: { status: 'granted' } },
			{ status: 'held', reason: 'CONSENT_PENDING' },
		]);
		expect(await consent()).toMatchObject({ status: 'granted', at: NOW + HOUR });
	});

	it('is confirmed by number when the person answers OUI', async () => {
		await run(ask());
		later(HOUR);
		const reply = [{ sms: { to: MARTIN, brand: 'default' } }];
		const confirm = { ...op('consent', 'confirm'), to: '' };
		expect(await smsOf(confirm, reply)).toMatchObject([
			{ to: MARTIN, consent: { status: 'granted' } },
		]);
		expect(await smsOf(confirm, reply)).toMatchObject([{ consent: { status: 'granted' } }]);
	});

	it('is no SMS bomb: a number is asked once a day', async () => {
		await run(ask());
		later(23 * HOUR);
		expect(await smsOf(ask())).toMatchObject([
			{ status: 'held', reason: 'CAPPED', nextAllowedAt: new Date(NOW + DAY).toISOString() },
		]);
		await ledger.saveBrand({ slug: 'other' }, NOW);
		const other = ask({ brand: { __rl: true, mode: 'id', value: 'other' } });
		expect(await smsOf(other)).toMatchObject([{ status: 'held', reason: 'CAPPED' }]);
		later(DAY);
		expect(await smsOf(ask())).toMatchObject([{ status: 'ready' }]);
	});

	it('is over after its days, and after a STOP', async () => {
		const confirm = op('consent', 'confirm');
		await run(ask({ confirmDays: 2 }));
		later(2 * DAY);
		expect(await smsOf(confirm)).toMatchObject([{ status: 'held' }]);
		await run(ask());
		await stop(NOW + 3 * DAY);
		later(3 * DAY + HOUR);
		expect(await smsOf(confirm)).toMatchObject([{ status: 'held' }]);
		expect(await consent()).toMatchObject({ suppressed: true });
	});

	it('shows a link in an editor run, and asks nobody', async () => {
		const [sms] = await smsOf(ask(), undefined, { mode: 'manual' });
		expect(sms!.confirmation!.link).toContain('confirm=test-run');
		expect(await consent()).toBeUndefined();
	});

	it('refuses an address that is none', async () => {
		const { error } = await run(ask({ confirmAddress: 'n8n/webhook' }));
		expect(error!.message).toContain('no web address');
	});
});

describe('Opt Out and Check', () => {
	it('stops at once, and Check says so', async () => {
		await run(optIn());
		later(HOUR);
		expect(await smsOf({ ...op('consent', 'optOut'), optOutSource: 'store' })).toMatchObject([
			{ status: 'held', reason: 'SUPPRESSED', consent: { status: 'withdrawn', source: 'store' } },
		]);
		expect(await ledger.suppressed('default', [MARTIN])).toEqual([true]);
		expect(await smsOf(op('consent', 'check'))).toMatchObject([
			{ status: 'held', reason: 'SUPPRESSED' },
		]);
	});

	it('takes the day it was asked, but never a day to come', async () => {
		const on = (optOutAt: string) => ({ ...op('consent', 'optOut'), optOutAt });
		await run(on('={{ $json.day }}'), [{ phone: TYPED, day: '01/11/2026' }]);
		const { optOuts } = await ledger.exportPerson('default', MARTIN);
		expect(optOuts[0]!.at).toBe(Date.UTC(2026, 9, 31, 23));
		await run(on('2031-01-01'));
		expect((await ledger.exportPerson('default', MARTIN)).suppressedAt).toBe(NOW);
	});

	it('finds the consent of the ledger for an item that shows none, and its age', async () => {
		await run(optIn());
		expect(await smsOf(op('consent', 'check'))).toMatchObject([
			{ status: 'ready', consent: { status: 'granted' } },
		]);
		await ledger.saveBrand({ slug: 'default', consentMaxAgeMonths: 12 }, NOW);
		later(400 * DAY);
		expect(await smsOf(op('consent', 'check'))).toMatchObject([{ reason: 'CONSENT_EXPIRED' }]);
	});

	it('keeps brands apart', async () => {
		await ledger.saveBrand({ slug: 'other' }, NOW);
		await run(optIn());
		const other = { brand: { __rl: true, mode: 'id', value: 'other' } };
		expect(await smsOf({ ...op('consent', 'check'), ...other })).toMatchObject([
			{ brand: 'other', reason: 'NO_CONSENT' },
		]);
		const carried = [{ phone: TYPED, sms: { brand: 'other' } }];
		expect(await smsOf(op('consent', 'check'), carried)).toMatchObject([{ brand: 'other' }]);
	});
});

describe('Suppression List', () => {
	const list = (more: INodeParameters = {}) => ({
		...op('suppression', 'importList'),
		...{ listName: 'former gateway', ...more },
	});

	it('imports the column that looks like numbers, and exports no number', async () => {
		const rows = [
			{ nom: 'a', telephone: TYPED, jour: '01/02/2026' },
			{ nom: 'b', telephone: '0639980002', jour: 'hier' },
		];
		const { outputs, hints } = await run(list({ dateColumn: 'jour' }), rows);
		expect(hints.map(({ message }) => message).join()).toContain('2 added');
		expect(outputs[0]!.map(({ json }) => json.sms)).toMatchObject([
			{ to: MARTIN, status: 'held', consent: { at: '2026-01-31T23:00:00.000Z' } },
			{ to: '+262639980002', status: 'held', consent: { at: new Date(NOW).toISOString() } },
		]);
		const again = await run(list({ dateColumn: 'jour' }), rows.slice(0, 1));
		expect(again.hints.map(({ message }) => message).join()).toContain('1 in the list before');
		const exported = (await run(op('suppression', 'exportList'))).outputs[0]!;
		expect(exported).toHaveLength(2);
		expect(exported[0]!.json).toMatchObject({ brand: 'default', sources: ['former gateway'] });
		expect(JSON.stringify(exported)).not.toContain('639980001');
	});

	it.each([['telephone'], ['={{ "tele" + "phone" }}']])(
		'reads the column named by %s',
		async (phoneColumn) => {
			await run(list({ phoneColumn }), [{ portable: '0639980003', telephone: TYPED }]);
			expect(await ledger.suppressed('default', [MARTIN])).toEqual([true]);
		},
	);

	it.each([
		['Phone Column', { phoneColumn: '={{ ["a"] }}' }],
		['List Name', { listName: '={{ ({ a: 1 }) }}' }],
		['Date Column', { dateColumn: '={{ true }}' }],
	])('says by name that %s is not a text', async (label, more) => {
		const { error } = await run(list(more), [{ telephone: TYPED }]);
		expect(error!.message).toContain(`'${label}' is not a text`);
	});

	it('takes the numbers that items carry', async () => {
		await run(list(), [{ sms: { to: MARTIN } }]);
		expect(await ledger.suppressed('default', [MARTIN])).toEqual([true]);
	});
});

describe('Person', () => {
	it('exports proof and history', async () => {
		await run(optIn());
		await stop(NOW + HOUR);
		const [item] = (await run(op('person', 'exportProof'))).outputs[0]!;
		expect(item!.json).toMatchObject({
			...{ to: MARTIN, known: true, suppressedAt: new Date(NOW + HOUR).toISOString() },
			statements: [{ status: 'granted', source: 'till', proof: { wording: WORDING } }],
			optOuts: [{ source: 'sms' }],
		});
	});

	it('erases: no proof is left, and the person is written to no more', async () => {
		await run(optIn());
		later(HOUR);
		const shown = await run(op('person', 'erase'), undefined, { mode: 'manual' });
		expect(shown.hints.map(({ message }) => message).join()).toContain('1 consent proofs');
		expect((await ledger.exportPerson('default', MARTIN)).statements).toHaveLength(1);
		await run(op('person', 'erase'));
		expect(await ledger.exportPerson('default', MARTIN)).toMatchObject({
			...{ statements: [], optOuts: [{ source: 'erasure' }], suppressedAt: NOW + HOUR },
		});
	});
});
