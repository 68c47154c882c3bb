import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { E164 } from '../../core/item';
import { openEmbeddedLedger } from '../../core/ledger';
import { SmsCampaign } from '../../nodes/SmsCampaign/SmsCampaign.node';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import { runNode, type EngineOptions } from '../harness';

const NOW = Date.UTC(2026, 10, 23, 9);
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sms campaign '));
	process.env.N8N_USER_FOLDER = folder;
});

afterEach(async () => {
	await closeLedgers();
	rmSync(folder, { recursive: true, force: true });
});

const run = async (
	parameters: INodeParameters,
	options: EngineOptions = {},
	items: object[] = [{}],
) =>
	await runNode(
		new SmsCampaign(),
		parameters,
		items.map((json) => ({ json: json as Record<string, string> })),
		options,
	);

const json = async (parameters: INodeParameters, options?: EngineOptions) =>
	(await run(parameters, options)).outputs[0]!.map((item) => item.json);

const upsert = (more: INodeParameters = {}) => ({
	resource: 'brand',
	operation: 'upsert',
	slug: 'maison-lumen',
	legalName: 'Maison Lumen SAS',
	sender: 'LUMEN',
	...more,
});

async function reserveOne(campaign: string) {
	const ledger = await openEmbeddedLedger({ file: ledgerFile() });
	const request = { brand: 'default', purpose: 'marketing' as const, live: false, now: NOW };
	const [verdict] = await ledger.reserve({
		...request,
		campaign,
		entries: [
			{ to: '+33612345678' as E164, occasion: 'once', segment: 'Or', parts: 2, cost: 98000 },
		],
	});
	await ledger.close();
	return verdict;
}

describe('Brand', () => {
	it('creates a brand from the default one, and lists both', async () => {
		const [created] = await json(
			upsert({ settings: { perMonth: 1, prices: { price: [{ country: 'BE', amount: 0.07 }] } } }),
		);
		expect(created).toMatchObject({
			brand: 'maison-lumen',
			sender: 'LUMEN',
			cap: { perMonth: 1 },
			prices: { FR: 0.049, BE: 0.07 },
			sendingHours: 'strict',
		});
		const all = await json({ resource: 'brand', operation: 'getAll' });
		expect(all.map(({ brand }) => brand)).toEqual(['default', 'maison-lumen']);
	});

	it('keeps what an update does not mention', async () => {
		await run(upsert({ settings: { perMonth: 1 } }));
		await run(upsert({ sender: 'LUMEN35', legalName: '' }));
		const [brand] = await json({
			resource: 'brand',
			operation: 'get',
			brand: { __rl: true, mode: 'id', value: 'maison-lumen' },
		});
		expect(brand).toMatchObject({
			sender: 'LUMEN35',
			name: 'Maison Lumen SAS',
			cap: { perMonth: 1 },
		});
	});

	it('shows and saves nothing in an editor run, unless told to', async () => {
		const shown = await run(upsert(), { mode: 'manual' });
		expect(shown.outputs[0]![0]!.json.sender).toBe('LUMEN');
		expect(shown.hints[0]!.message).toContain('nothing was saved');
		expect(await json({ resource: 'brand', operation: 'getAll' })).toHaveLength(1);
		await run(upsert({ applyInEditor: true }), { mode: 'manual' });
		expect(await json({ resource: 'brand', operation: 'getAll' })).toHaveLength(2);
	});

	it('refuses an ID that cannot be one, saying what to use', async () => {
		const { error } = await run(upsert({ slug: 'Maison Lumen' }));
		expect(error!.message).toContain("'Brand ID' is not usable");
		expect(error!.description).toContain('maison-lumen');
	});

	it('says what to do when a brand is unknown', async () => {
		const { error } = await run({
			resource: 'brand',
			operation: 'get',
			brand: { __rl: true, mode: 'id', value: 'nobody' },
		});
		expect(error!.message).toContain('nobody');
		expect(error!.description).toContain('Choose a brand from the list');
	});
});

describe('Campaign', () => {
	const of = (operation: string, more: INodeParameters = {}) => ({
		resource: 'campaign',
		operation,
		campaign: 'Private Sale',
		...more,
	});

	it('counts messages by state and segment, whatever the case of the name', async () => {
		await reserveOne('private sale');
		const [status] = await json(of('getStatus', { count: 'sandbox' }));
		expect(status).toMatchObject({ state: 'running', messages: { reserved: 1 } });
		expect(status!.segments).toEqual({ Or: { reserved: 1 } });
	});

	it('stops reservations once paused, and lets them through once resumed', async () => {
		await run(of('pause'));
		expect(await reserveOne('Private Sale')).toMatchObject({ reason: 'CAMPAIGN_PAUSED' });
		await run(of('resume'));
		expect(await reserveOne('Private Sale')).toMatchObject({ outcome: 'reserved' });
		await run(of('cancel'));
		expect(await reserveOne('Private Sale')).toMatchObject({ reason: 'CAMPAIGN_CANCELLED' });
	});

	it('does not pause from the editor unless told to', async () => {
		const shown = await run(of('pause'), { mode: 'manual' });
		expect(shown.outputs[0]![0]!.json).toMatchObject({ state: 'paused' });
		expect(await reserveOne('Private Sale')).toMatchObject({ outcome: 'reserved' });
		await run(of('pause', { applyInEditor: true }), { mode: 'manual' });
		expect((await json(of('getStatus', { count: 'sandbox' })))[0]).toMatchObject({
			state: 'paused',
		});
	});

	it('sets a budget in the currency and takes it away with 0', async () => {
		expect((await json(of('setBudget', { budget: 12.5 })))[0]).toMatchObject({ budget: 12.5 });
		expect((await json(of('setBudget', { budget: 0 })))[0]).not.toHaveProperty('budget');
	});

	it.each([
		['a plain value', 'Private Sale'],
		['an item-free expression', "={{ 'Private ' + 'Sale' }}"],
		['an item-dependent expression', '={{ $json.campaign }}'],
	])('takes the campaign from %s', async (_, campaign) => {
		await reserveOne('private sale');
		const { outputs } = await run({ ...of('getStatus', { count: 'sandbox' }), campaign }, {}, [
			{ campaign: 'Private Sale' },
		]);
		expect(outputs[0]![0]!.json.messages).toEqual({ reserved: 1 });
	});

	it('answers each input item, and goes on after an unknown campaign when told to', async () => {
		await reserveOne('known');
		const { outputs } = await runNode(
			new SmsCampaign(),
			{ ...of('getStatus', { count: 'sandbox' }), campaign: '={{ $json.campaign }}' },
			[{ campaign: 'unknown' }, { campaign: 'known' }],
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(outputs[0]!.map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(outputs[0]![0]!.json.error).toContain('unknown');
		expect(outputs[0]![1]!.json.messages).toEqual({ reserved: 1 });
	});
});
