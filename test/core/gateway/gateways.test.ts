import { GATEWAYS, gatewayById } from '../../../core/gateway/gateways';
import { sandbox } from '../../../core/gateway/sandbox';
import { describeGateway } from './contract';
import { sandboxFixtures } from './fixtures/sandbox';

describeGateway(sandbox, sandboxFixtures, { postTo: 'http://127.0.0.1:5680/sms' });

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
