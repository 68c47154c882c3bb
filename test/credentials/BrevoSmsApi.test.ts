import { BrevoSmsApi } from '../../credentials/BrevoSmsApi.credentials';
import { fixtures } from '../core/gateway/fixtures/brevo';

const credential = new BrevoSmsApi();

describe('the credential of Brevo', () => {
	it('has every field that the gateway reads', () => {
		const names = credential.properties.map(({ name }) => name);
		for (const name of Object.keys(fixtures.settings.account!)) expect(names).toContain(name);
	});

	it('gives the key in a header, never in an address', () => {
		expect(credential.authenticate.properties).toEqual({
			headers: { 'api-key': '={{$credentials.apiKey}}' },
		});
	});

	it('is tested where it is used', () => {
		expect(credential.test.request).toMatchObject({ url: '/account' });
		expect(credential.test.request.baseURL).toContain('https://api.brevo.com/v3');
	});
});
