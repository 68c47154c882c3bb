import { existsSync } from 'node:fs';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { ledgerFile } from '../../nodes/shared/open-ledger';
import { fixtures as httpFixtures } from '../core/gateway/fixtures/http';
import { fixtures as twilioFixtures } from '../core/gateway/fixtures/twilio';
import { fixtures as vonageFixtures } from '../core/gateway/fixtures/vonage';
import { formOf, recorder } from '../core/gateway/sdk/recorder';
import { contact, numberOf, send, smsOf, useScene } from './SmsSend.scene';

useScene();

/** What leaves by n8n's own HTTP helper, with the fields of each credential. */
const VENDORS = {
	twilio: {
		type: 'twilioSmsApi',
		held: twilioFixtures.settings.account,
		at: 'baseUrl',
		answer: { sid: 'SM1', status: 'queued', num_segments: '1' },
	},
	vonage: {
		type: 'vonageSmsApi',
		held: vonageFixtures.settings.account,
		at: 'baseUrl',
		answer: { 'message-count': '1', messages: [{ status: '0', 'message-id': '0A1' }] },
	},
	http: {
		type: 'httpSmsGatewayApi',
		held: httpFixtures.settings.account,
		at: 'url',
		answer: { data: [{ id: 17, status: 'ok' }] },
	},
};

async function sentBy(gateway: keyof typeof VENDORS, more: Record<string, string> = {}) {
	const { type, held, at, answer } = VENDORS[gateway];
	const { listening, address, heard } = recorder(answer);
	await listening.start();
	try {
		const result = await send(
			[contact(1)],
			{ gateway, campaign: 'sale' },
			{
				credentials: {
					[type]: { ...held, [at]: address(), ...more } as ICredentialDataDecryptedObject,
				},
				node: { credentials: { [type]: { id: '1', name: 'Mine' } } },
			},
		);
		return { ...result, heard };
	} finally {
		await listening.stop();
	}
}

const TEXT = 'Vente privee samedi. STOP au 36000';

describe('an SMS that leaves by n8n', () => {
	it('reaches Twilio as a form', async () => {
		const { sent, heard } = await sentBy('twilio');
		expect(smsOf(sent[0])).toMatchObject({ status: 'accepted' });
		const { ref } = smsOf(sent[0]);
		const one = heard();
		expect(one.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
		expect(formOf(one)).toMatchObject({
			To: numberOf(1),
			Body: TEXT,
			StatusCallback: `https://n8n.example/webhook/sms-lumen?ref=${ref}`,
		});
	});

	it('reaches Vonage as JSON', async () => {
		const { sent, heard } = await sentBy('vonage');
		const one = heard();
		expect([one.method, one.path]).toEqual(['POST', '/sms/json']);
		expect(one.headers['content-type']).toContain('application/json');
		expect(JSON.parse(one.body)).toMatchObject({
			...{ to: numberOf(1).slice(1), text: TEXT },
			'client-ref': smsOf(sent[0]).ref,
		});
	});

	it.each([
		['JSON', {}, 'application/json'],
		[
			'a form',
			{ bodyType: 'form', body: 'to={to}&text={text}' },
			'application/x-www-form-urlencoded',
		],
	])('reaches another gateway as %s, with its headers', async (_, more, contentType) => {
		const { sent, heard } = await sentBy('http', more);
		const one = heard();
		expect(one.headers['content-type']).toContain(contentType);
		expect(one.headers).toMatchObject({
			'x-channel': 'marketing',
			'idempotency-key': smsOf(sent[0]).ref,
		});
		const body = 'body' in more ? formOf(one) : JSON.parse(one.body).messages[0];
		expect(body.text).toBe(TEXT);
	});

	it('reaches nobody when no call can be made with the credential: nothing is claimed', async () => {
		const { error, heard } = await sentBy('http', { body: '{"to":"{to}","text":{text}}' });
		expect(error?.message).toContain("'Body' of the HTTP gateway is no JSON once it is filled in");
		expect(error?.description).toContain('Put each text in quotes');
		expect(heard).toThrow('Nothing was sent');
		expect(existsSync(ledgerFile())).toBe(false);
	});
});
