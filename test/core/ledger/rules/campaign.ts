import { DEFAULT_BRAND } from '../../../../core/ledger';
import { DURAND, MARTIN, NOON } from '../scene';
import type { Stage } from '../suite';

export function campaignRules({ scene, ledger }: Stage): void {
	it('has a default brand from the first moment on', async () => {
		expect(await ledger().listBrands()).toEqual([DEFAULT_BRAND]);
		expect(await ledger().getBrand()).toMatchObject({
			slug: 'default',
			sender: 'MABOUTIQUE',
			cap: { perMonth: 2 },
			prices: { FR: 49_000, '*': 90_000 },
		});
	});

	it('fills a new brand from the default one and keeps what a change does not name', async () => {
		await ledger().saveBrand({ slug: 'maison-lumen', name: 'Maison Lumen', cap: {} }, NOON);
		const changed = await ledger().saveBrand({ slug: 'maison-lumen', sender: 'LUMEN' }, NOON);
		expect(changed).toEqual({
			...DEFAULT_BRAND,
			slug: 'maison-lumen',
			name: 'Maison Lumen',
			cap: {},
			sender: 'LUMEN',
		});
		expect(await ledger().getBrand('maison-lumen')).toEqual(changed);
		await expect(ledger().saveBrand({ slug: 'x', timezone: 'Mars/Olympus' }, NOON)).rejects.toThrow(
			'Mars/Olympus',
		);
	});

	it.each([
		['UNKNOWN_BRAND', async () => await ledger().getBrand('nobody')],
		['UNKNOWN_BRAND', async () => await scene().reserve([{ to: MARTIN }], { brand: 'nobody' })],
		['UNKNOWN_CAMPAIGN', async () => await ledger().campaignStatus('default', 'none', true)],
		['UNKNOWN_CAMPAIGN', async () => await scene().reserve([{ to: MARTIN }], { campaign: ' ' })],
	])('says %s', async (code, act) => {
		await expect(act()).rejects.toMatchObject({ code, hint: expect.stringMatching(/./) });
	});

	it('counts messages by state and segment, live apart from sandbox', async () => {
		await scene().send({ to: MARTIN, segment: 'Gold' });
		await scene().reserve([{ to: DURAND, segment: '__proto__' }]);
		await scene().send({ to: MARTIN, segment: 'Gold' }, { live: false });
		const live = await ledger().campaignStatus('default', ' Private Sale', true);
		expect(live).toMatchObject({ state: 'running', spent: 49_000, currency: 'EUR' });
		expect(live.messages).toEqual({ accepted: 1, reserved: 1 });
		expect(Object.entries(live.segments)).toEqual(
			expect.arrayContaining([
				['Gold', { accepted: 1 }],
				['__proto__', { reserved: 1 }],
			]),
		);
		expect(await scene().states('private sale', false)).toEqual({ accepted: 1 });
	});

	it('lists campaigns, and gives all reservations back when one is cancelled', async () => {
		await scene().reserve([{ to: MARTIN }, { to: DURAND }]);
		await ledger().setCampaign({
			brand: 'default',
			campaign: 'B',
			state: 'paused',
			budget: 5,
			now: NOON,
		});
		const status = await ledger().setCampaign({
			brand: 'default',
			campaign: 'private sale',
			state: 'cancelled',
			now: NOON,
		});
		expect(status.messages).toEqual({ cancelled: 2 });
		expect(await ledger().listCampaigns('default')).toEqual([
			{ campaign: 'b', state: 'paused' },
			{ campaign: 'private sale', state: 'cancelled' },
		]);
		const free = await ledger().setCampaign({
			brand: 'default',
			campaign: 'b',
			budget: null,
			now: NOON,
		});
		expect(free).toMatchObject({ state: 'paused' });
		expect(free).not.toHaveProperty('budget');
	});

	it('remembers whether a run was live, by its first word', async () => {
		await ledger().recordRun({ executionId: '7', live: true, retryOf: '6', at: NOON });
		await ledger().recordRun({ executionId: '7', live: false, at: NOON + 1 });
		expect(await ledger().findRun('7')).toEqual({
			executionId: '7',
			live: true,
			retryOf: '6',
			at: NOON,
		});
		expect(await ledger().findRun('8')).toBeUndefined();
	});
}
