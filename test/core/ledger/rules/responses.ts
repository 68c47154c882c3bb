import { DURAND, MARTIN, NOON } from '../scene';
import type { Stage } from '../suite';

export function responseRules({ scene, ledger }: Stage): void {
	const count = { brand: 'default', campaign: ' Private Sale', kind: 'client' as const };

	it('counts the SMS that were accepted, unless told', async () => {
		await scene().send({ to: MARTIN });
		await scene().reserve([{ to: DURAND }]);
		await scene().send({ to: DURAND }, { live: false });
		const visits = { ...count, objective: 'drive_to_store' as const, responses: 1, now: NOON };
		expect(await ledger().recordResponses(visits)).toMatchObject({ sent: 1, responses: 1 });
		expect(await ledger().recordResponses({ ...visits, sent: 40 })).toMatchObject({ sent: 40 });
	});

	it('keeps kinds and objectives apart, and a later count replaces the former', async () => {
		const first = {
			...count,
			objective: 'drive_to_web' as const,
			sent: 100,
			responses: 3,
			now: NOON,
		};
		await ledger().recordResponses(first);
		await ledger().recordResponses({ ...first, responses: 5, now: NOON + 1 });
		await ledger().recordResponses({ ...first, kind: 'prospect', responses: 1 });
		await ledger().recordResponses({ ...first, campaign: 'Soldes', responses: 7, now: NOON + 2 });
		const past = async (kind: 'client' | 'prospect', objective: 'drive_to_web' | 'conversion') =>
			await ledger().pastResponses('default', kind, objective);
		expect(await past('client', 'drive_to_web')).toEqual([
			{ campaign: 'soldes', sent: 100, responses: 7, at: NOON + 2 },
			{ campaign: 'private sale', sent: 100, responses: 5, at: NOON + 1 },
		]);
		expect(await past('prospect', 'drive_to_web')).toHaveLength(1);
		expect(await past('client', 'conversion')).toEqual([]);
	});

	it('refuses to count the SMS of a campaign it does not know', async () => {
		const visits = { ...count, objective: 'conversion' as const, responses: 1, now: NOON };
		await expect(ledger().recordResponses(visits)).rejects.toMatchObject({
			code: 'UNKNOWN_CAMPAIGN',
		});
	});
}
