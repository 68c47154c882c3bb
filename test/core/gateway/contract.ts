import type { Gateway } from '../../../core/gateway/gateway';
import type { GatewayFixtures } from './contract/fixtures';
import { describeFooter } from './contract/footer';
import { describeLookUp, describeOptOutList } from './contract/paged';
import { describeSending } from './contract/send';
import { describeWebhooks } from './contract/webhooks';

export type { GatewayFixtures } from './contract/fixtures';

/**
 * What every gateway must hold to, run over each of them with its own fixtures. Batches, settings, replies and requests
 * are frozen: a gateway that changes what it is given fails.
 */
export function describeGateway(gateway: Gateway, fixtures: GatewayFixtures) {
	describe(`the gateway contract: ${gateway.displayName}`, () => {
		it('has a stable id and says what it can do', () => {
			expect(gateway.id).toMatch(/^[a-z][a-z0-9-]*$/);
			expect(gateway.capabilities.batchSize).toBeGreaterThan(0);
			expect(gateway.credential === undefined).toBe(!gateway.capabilities.live);
		});

		describeSending(gateway, fixtures);
		describeFooter(gateway, fixtures);

		const { webhooks } = fixtures;
		it('has webhook fixtures if and only if it understands webhooks', () => {
			expect(webhooks === undefined).toBe(gateway.parseWebhook === undefined);
			expect(webhooks === undefined).toBe(gateway.verifyWebhook === undefined);
			expect(webhooks === undefined).toBe(gateway.webhookSetup === undefined);
		});

		it('says in sentences where the address of SMS Trigger is given to it', () => {
			const { paste, signed } = gateway.webhookSetup ?? {};
			expect(paste).toMatch(/^[A-Z].+\.$/);
			const named = [...(paste ?? '').matchAll(/\{[^}]*\}/g)].map(([name]) => name);
			expect(['{address}', '{into credential}']).toEqual(expect.arrayContaining(named));
			if (!signed) expect(named).toContain('{address}');
		});
		if (webhooks) describeWebhooks(gateway, { ...fixtures, webhooks });

		describeLookUp(gateway, fixtures);
		describeOptOutList(gateway, fixtures);
	});
}
