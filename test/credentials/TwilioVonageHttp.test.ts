import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Workflow, type ICredentialDataDecryptedObject, type INode } from 'n8n-workflow';
import { HttpSmsGatewayApi } from '../../credentials/HttpSmsGatewayApi.credentials';
import { TwilioSmsApi } from '../../credentials/TwilioSmsApi.credentials';
import { VonageSmsApi } from '../../credentials/VonageSmsApi.credentials';
import { gatewayById } from '../../core/gateway/gateways';
import type { GatewayFixtures } from '../core/gateway/contract';
import { fixtures as http } from '../core/gateway/fixtures/http';
import { fixtures as twilio } from '../core/gateway/fixtures/twilio';
import { fixtures as vonage } from '../core/gateway/fixtures/vonage';
import { SmsTrigger } from '../../nodes/SmsTrigger/SmsTrigger.node';
import { makeNode } from '../harness';

/** An expression of a credential as n8n works it out. */
function resolved(value: unknown, credentials: Record<string, unknown>): unknown {
	const type = new SmsTrigger();
	const node: INode = makeNode('Credential', type);
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const keys = { $credentials: credentials as ICredentialDataDecryptedObject };
	return workflow.expression.getParameterValue(
		String(value),
		null,
		0,
		0,
		node.name,
		[],
		'internal',
		keys,
	);
}

const ALL = [
	['twilio', new TwilioSmsApi(), twilio],
	['vonage', new VonageSmsApi(), vonage],
	['http', new HttpSmsGatewayApi(), http],
] as const;

describe.each(ALL)('the credential of %s', (id, credential, fixtures: GatewayFixtures) => {
	const account = fixtures.settings.account!;

	it('is the one its gateway asks for, with every field that the gateway reads', () => {
		expect(gatewayById(id)?.credential).toBe(credential.name);
		const names = credential.properties.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(Object.keys(account)));
	});

	it('is none of those that n8n brings', () => {
		expect(['twilioApi', 'vonageApi', 'httpHeaderAuth']).not.toContain(credential.name);
	});

	it('has its icons and its page', () => {
		const page = credential.documentationUrl.replace(/^.*\/blob\/main\//, '');
		const icons = Object.values(credential.icon).map((one) => one.replace('file:', 'credentials/'));
		for (const file of [page, ...icons])
			expect(existsSync(join(__dirname, '../..', file))).toBe(true);
	});
});

it.each([
	['twilio', new TwilioSmsApi(), ['accountSid', 'authToken'], twilio],
	['vonage', new VonageSmsApi(), ['apiKey', 'apiSecret'], vonage],
] as const)(
	'%s gets key and secret by Basic, nothing of them in an address',
	(_, one, names, own) => {
		const account = own.settings.account!;
		const { auth } = one.authenticate.properties;
		expect([auth?.username, auth?.password].map((value) => resolved(value, account))).toEqual(
			names.map((name) => account[name]),
		);
		const secret = one.properties.find(({ name }) => name === names[1]);
		expect(secret?.typeOptions?.password).toBe(true);
		expect(JSON.stringify(own.send[0]!.call)).not.toContain(String(account[names[1]]));
	},
);

describe('the test of the credential', () => {
	it.each([
		[
			'twilio',
			new TwilioSmsApi(),
			twilio,
			/^https:\/\/api\.twilio\.com\/2010-04-01\/Accounts\/AC\w+\.json$/,
		],
		['vonage', new VonageSmsApi(), vonage, /^https:\/\/rest\.nexmo\.com\/account\/get-balance$/],
	] as const)('of %s reads the account', (_, { test }, { settings }, address) => {
		const { baseURL, url } = test.request;
		const parts = [baseURL, url].map((one) => resolved(one, settings.account!));
		expect(parts.join('')).toMatch(address);
	});

	it('of another gateway reads the address entered for it, else the first page of the host', () => {
		const { url } = new HttpSmsGatewayApi().test.request;
		const at = (testUrl: string) => resolved(url, { ...http.settings.account, testUrl });
		expect(at('')).toBe('https://api.gateway.example');
		expect(at('https://api.gateway.example/balance')).toBe('https://api.gateway.example/balance');
	});
});
