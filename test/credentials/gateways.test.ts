import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialType } from 'n8n-workflow';
import { GATEWAYS } from '../../core/gateway/gateways';
import { n8n } from '../../package.json';
import type { GatewayFixtures } from '../core/gateway/contract';

/** What every credential of a gateway must hold to, a new one as well. */

const ROOT = join(__dirname, '../..');

/** The credentials as n8n finds them: by their file, whose name is that of the class. */
const CREDENTIALS = new Map(
	n8n.credentials.map((built) => {
		const source = join(ROOT, built.replace('dist/', '').replace(/\.js$/, ''));
		const name = /(\w+)\.credentials\.js$/.exec(built)?.[1] ?? '';
		const types = jest.requireActual<Record<string, new () => ICredentialType>>(source);
		const one = new types[name]!();
		return [one.name, one] as const;
	}),
);

/** Names that hold what nobody else may know. The parts of a key pair that are not secret are told apart by name. */
const SECRET = /secret$|token$|password$|^apikey$|^reporturl$/i;
const PUBLIC: ReadonlyMap<string, string> = new Map([
	['vonage', 'apiKey'],
	// Twilio signs its calls, so that its address holds no secret.
	['twilio', 'reportUrl'],
]);

describe.each(
	GATEWAYS.flatMap(({ id, displayName, credential }) =>
		credential === undefined ? [] : [[displayName, id, CREDENTIALS.get(credential)!] as const],
	),
)('the credential of %s', (_, id, credential) => {
	const field = (name: string) => credential.properties.find((one) => one.name === name);
	const rules = credential.test?.rules ?? [];

	it('is listed for n8n, has its page, and an icon for a light and a dark screen', () => {
		const page = credential.documentationUrl?.replace(/^.*\/blob\/main\//, '') ?? '';
		expect(page).toMatch(/^docs\/gateways\/[a-z]+\.md$/);
		const { light, dark } = credential.icon as { light: string; dark: string };
		expect(light).not.toBe(dark);
		for (const icon of [light, dark]) {
			expect(existsSync(join(ROOT, 'credentials', icon.replace('file:', '')))).toBe(true);
		}
		expect(existsSync(join(ROOT, page))).toBe(true);
	});

	it('has every field that the gateway reads, its address among them', () => {
		const { fixtures } = jest.requireActual<{ fixtures: GatewayFixtures }>(
			join(ROOT, 'test/core/gateway/fixtures', id),
		);
		for (const name of Object.keys(fixtures.settings.account ?? {})) {
			expect([name, field(name)]).toEqual([name, expect.anything()]);
		}
		expect(field('baseUrl') ?? field('url')).toBeDefined();
		expect(field('perSecond')).toBeDefined();
	});

	it('hides what is secret, an address that holds a secret as well', () => {
		const names = credential.properties.map(({ name }) => name);
		const secrets = names.filter((name) => SECRET.test(name) && PUBLIC.get(id) !== name);
		expect(secrets).not.toEqual([]);
		for (const name of secrets) {
			expect([name, field(name)?.typeOptions?.password]).toEqual([name, true]);
		}
	});

	it('says in a sentence that its keys are wrong', () => {
		expect(rules).not.toEqual([]);
		for (const { properties } of rules) expect(properties.message).toMatch(/^\S+ .+ .+\.$/);
		const turnedAway = rules.some(({ properties: { value } }) => [401, 403, -1].includes(value));
		expect(turnedAway).toBe(true);
	});

	it('is tested at the usual address when its own is emptied', () => {
		const { baseURL, url } = credential.test?.request ?? {};
		const usual = field('baseUrl')?.default || field('endpoint')?.default;
		if (baseURL === undefined) expect(url).toContain('$credentials.');
		else expect(baseURL).toMatch(/\(\$credentials\.baseUrl \|\| ("https:|\$credentials\.endpoint)/);
		if (baseURL?.includes('"https:') && usual) expect(baseURL).toContain(String(usual));
	});
});
