import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayFixtures } from '../core/gateway/contract';
import { OctopushApi } from '../../credentials/OctopushApi.credentials';
import { SmsFactorApi } from '../../credentials/SmsFactorApi.credentials';
import { SmsModeApi } from '../../credentials/SmsModeApi.credentials';
import { gatewayById } from '../../core/gateway/gateways';
import { fixtures as octopush } from '../core/gateway/fixtures/octopush';
import { fixtures as smsfactor } from '../core/gateway/fixtures/smsfactor';
import { fixtures as smsmode } from '../core/gateway/fixtures/smsmode';

const HEADERS = {
	smsfactor: { Authorization: '=Bearer {{$credentials.token}}' },
	octopush: {
		'api-login': '={{$credentials.login}}',
		'api-key': '={{$credentials.apiKey}}',
	},
	smsmode: { 'X-Api-Key': '={{$credentials.apiKey}}' },
};

describe.each([
	['smsfactor', new SmsFactorApi(), smsfactor],
	['octopush', new OctopushApi(), octopush],
	['smsmode', new SmsModeApi(), smsmode],
] as const)('the credential of %s', (id, credential, fixtures: GatewayFixtures) => {
	const field = (name: string) => credential.properties.find((one) => one.name === name);

	it('is the one its gateway asks for, with every field that the gateway reads', () => {
		expect(gatewayById(id)?.credential).toBe(credential.name);
		for (const name of Object.keys(fixtures.settings.account!)) expect(field(name)).toBeDefined();
	});

	it('gives its keys in headers, never in an address, and hides what is secret', () => {
		expect(credential.authenticate.properties).toEqual({ headers: HEADERS[id] });
		const secret = field('token') ?? field('apiKey');
		expect(secret?.typeOptions?.password).toBe(true);
	});

	it('is tested where it is used: the address of the call begins with the default one', () => {
		const call = fixtures.send[0]?.call;
		expect(call?.url.startsWith(String(field('baseUrl')?.default))).toBe(true);
		expect(credential.test.request.baseURL).toContain('$credentials.baseUrl');
	});

	it('has its icons and its page', () => {
		for (const file of Object.values(credential.icon)) {
			const name = file.replace('file:', '');
			expect(existsSync(join(__dirname, '../../credentials', name))).toBe(true);
		}
		const page = credential.documentationUrl.replace(/^.*\/blob\/main\//, '');
		expect(existsSync(join(__dirname, '../..', page))).toBe(true);
	});
});
