import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import { GATEWAYS } from '../../core/gateway/gateways';
import type { E164 } from '../../core/item';
import type { GatewayFixtures } from '../core/gateway/contract';
import { recorder } from '../core/gateway/sdk/recorder';
import { call, SECRET, useScene, withLedger } from './SmsTrigger.scene';
import { contact, MONDAY, numberOf, send, smsOf } from './SmsSend.scene';
import { clock } from '../../nodes/shared/clock';

/** Who has opted out at a gateway is written to no more by any: what each gateway says of it, from call to suppression list. */

useScene();

const fixturesOf = ({ id }: Gateway): GatewayFixtures =>
	jest.requireActual<{ fixtures: GatewayFixtures }>(join(__dirname, '../core/gateway/fixtures', id))
		.fixtures;

const suppressed = async (to: E164) =>
	(await withLedger(async (ledger) => await ledger.suppressed('default', [to])))[0];

const BY_WEBHOOK = GATEWAYS.flatMap((gateway) => {
	const { webhooks, settings } = fixturesOf(gateway);
	return (webhooks?.fixtures ?? []).flatMap(({ name, request, account, events }) => {
		const people = events.flatMap((event) => {
			if (!event.optedOut) return [];
			return [event.kind === 'report' ? event.to : event.from];
		});
		const held = account ?? settings.account;
		const one = { gateway, request, held, people, sign: webhooks?.sign };
		return people.length > 0 ? [[`${gateway.displayName}: ${name}`, one] as const] : [];
	});
});

describe('a gateway tells SMS Trigger that somebody has opted out', () => {
	it('there are such calls of every gateway that knows opt-outs of its own', () => {
		expect([...new Set(BY_WEBHOOK.map(([, { gateway }]) => gateway.id))].toSorted()).toEqual(
			['brevo', 'http', 'octopush', 'ovh', 'smsfactor', 'twilio', 'vonage'].toSorted(),
		);
	});

	it.each(BY_WEBHOOK)('%s', async (_, { gateway, request, held, people, sign }) => {
		const query = { ...request.query, secret: SECRET };
		const originalUrl = `/webhook/lumen?${new URLSearchParams(query).toString()}`;
		const url = `https://n8n.example${originalUrl}`;
		const whole = { method: 'POST', headers: {}, body: {}, ...request, query, url };
		const { method, headers, body } = sign ? sign(whole) : whole;
		for (const to of people) expect(await suppressed(to!)).toBe(false);
		const { status } = await call({
			...{ method: method as 'GET' | 'POST', query, headers, body, originalUrl },
			publicUrl: 'https://n8n.example/webhook',
			parameters: { gateway: gateway.id },
			credentials: gateway.credential ? { [gateway.credential]: { ...held } as never } : {},
		});
		expect(status).toBe(200);
		for (const to of people) expect(await suppressed(to!)).toBe(true);
	});
});

const BY_ANSWER = GATEWAYS.flatMap((gateway) => {
	const { send: exchanges, settings } = fixturesOf(gateway);
	return exchanges.flatMap(({ name, reply, outcomes }) => {
		const [outcome] = outcomes;
		const told = outcome?.outcome === 'refused' && outcome.optedOut === true;
		if (!told || reply === null || !('status' in reply)) return [];
		const { status, body } = reply;
		return [[`${gateway.displayName}: ${name}`, { gateway, settings, status, body }] as const];
	});
});

describe('a gateway answers SMS Send that somebody has opted out', () => {
	it('there are such answers of every gateway that is known to give them', () => {
		expect([...new Set(BY_ANSWER.map(([, { gateway }]) => gateway.id))]).toEqual([
			'smsfactor',
			'twilio',
		]);
	});

	it.each(BY_ANSWER)('%s', async (_, { gateway, settings, status, body }) => {
		clock.now = () => MONDAY;
		const { listening, address } = recorder(body, status);
		await listening.start();
		try {
			const type = gateway.credential!;
			const held = { ...settings.account, baseUrl: address() } as ICredentialDataDecryptedObject;
			const text = smsOf(contact(1)).message;
			const { failed } = await send(
				[contact(1, { message: text })],
				{ gateway: gateway.id, campaign: 'sale' },
				{
					credentials: { [type]: held },
					node: { credentials: { [type]: { id: '1', name: 'Mine' } } },
				},
			);
			expect(failed.map((json) => smsOf(json).status)).toEqual(['refused']);
			expect(await suppressed(numberOf(1))).toBe(true);
			expect(await suppressed(numberOf(2))).toBe(false);
		} finally {
			await listening.stop();
		}
	});
});
