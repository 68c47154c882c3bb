import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GATEWAYS, gatewayById } from '../../../core/gateway/gateways';
import { describeGateway, type GatewayFixtures } from './contract';

for (const gateway of GATEWAYS) {
	const path = join(__dirname, 'fixtures', `${gateway.id}.ts`);
	if (existsSync(path)) {
		describeGateway(gateway, jest.requireActual<{ fixtures: GatewayFixtures }>(path).fixtures);
	} else {
		it(`${gateway.displayName} has fixtures`, () => expect(existsSync(path)).toBe(true));
	}
}

describe('the table of gateways', () => {
	it('finds each by its id, and each id once', () => {
		expect(GATEWAYS.map(({ id }) => gatewayById(id))).toEqual(GATEWAYS);
		expect(gatewayById('carrier-pigeon')).toBeUndefined();
	});

	it('sends nothing live without a credential', () => {
		for (const { credential, capabilities } of GATEWAYS) {
			if (credential === undefined) expect(capabilities.live).toBe(false);
		}
	});
});
