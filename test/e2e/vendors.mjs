// Twilio and Vonage in a real n8n: what reaches a server in their place, and what the trigger makes of their calls.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../../playground/package.mjs';
import { nextEvening } from './hours.mjs';
import { everyRow } from './ledger-reader.mjs';
import { outcome, prepare } from './runs.mjs';
import { keys, until } from './shipped.mjs';
import { fictitious, node, triggers, workflow } from './workflows.mjs';

const OURS = 'n8n-nodes-sms-marketing';
const HOUR = 3_600_000;
const { getExpectedTwilioSignature } = createRequire(join(ROOT, 'package.json'))('twilio');

const SID = 'AC0123456789abcdef0123456789abcdef';
const TOKEN = 'fedcba9876543210fedcba9876543210';

const VENDORS = {
	twilio: {
		type: 'twilioSmsApi',
		data: { accountSid: SID, authToken: TOKEN },
		sendsTo: `/2010-04-01/Accounts/${SID}/Messages.json`,
		answer: { sid: 'SM-e2e', status: 'queued', num_segments: '1' },
		login: `${SID}:${TOKEN}`,
		people: fictitious(8200, 2),
	},
	vonage: {
		type: 'vonageSmsApi',
		data: { apiKey: 'abcd1234', apiSecret: 'an-api-secret', signatureSecret: '' },
		sendsTo: '/sms/json',
		answer: { 'message-count': '1', messages: [{ status: '0', 'message-id': '0A-e2e' }] },
		login: 'abcd1234:an-api-secret',
		people: fictitious(8210, 2),
	},
};

/** A server in the place of a vendor; keeps what reaches it. */
async function standIn(answer) {
	const heard = [];
	const server = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const { method, url, headers } = request;
		heard.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(answer));
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
	return { heard, url: `http://127.0.0.1:${server.address().port}`, stop };
}

async function saveStopCodes({ ledger: file, clock }) {
	const { openEmbeddedLedger } = createRequire(import.meta.url)(join(ROOT, 'dist/core/ledger'));
	const ledger = await openEmbeddedLedger({ file });
	try {
		const { slug, stopCodes } = await ledger.getBrand();
		const codes = { ...stopCodes, twilio: '36111', vonage: '36111' };
		await ledger.saveBrand({ slug, stopCodes: codes }, clock.now());
	} finally {
		await ledger.close();
	}
}

/** Publishes a trigger of the vendor and a campaign to one person; sends it. */
async function sendBy(world, id) {
	const { type, data, answer, people } = VENDORS[id];
	world.readyForVendors ??= await duringTheDay(world);
	const server = await standIn(answer);
	const path = `e2e-${id}`;
	const address = `${world.n8n.url}/webhook/${path}`;
	const reportUrl = id === 'twilio' ? address : `${address}?secret=${keys().secret}`;
	const held = { ...data, baseUrl: server.url, reportUrl, perSecond: 0 };
	const credentials = { [type]: await world.client.createCredential(`e2e ${id}`, type, held) };
	const settings = { gateway: id, events: ['stop', 'report'], path, secret: keys().secret };
	const trigger = node('What it tells', `${OURS}.smsTrigger`, 1, settings, { credentials });
	const listens = workflow(`e2e ${id} listens`, [trigger]);
	const listening = await prepare(world, listens, { published: true });
	await until('SMS Trigger answers', async () => (await fetch(address)).status === 401);
	const consent = { status: 'granted', basis: 'consent', at: '2026-01-05' };
	const items = [{ json: { sms: { to: people[0], consent } } }];
	const sends = workflow(`e2e ${id} sends`, [
		triggers.webhook(`e2e-${id}-sends`),
		node('People', 'n8n-nodes-base.code', 2, { jsCode: `return ${JSON.stringify(items)};` }),
		node('Write', `${OURS}.smsMessage`, 1, { template: 'Vente privée & café', gateway: id }),
		node('Send', `${OURS}.smsSend`, 1, { gateway: id, campaign: `e2e ${id}` }, { credentials }),
	]);
	const runs = await prepare(world, sends, { published: true });
	try {
		const { sent } = outcome(await runs.following(() => runs.post(`e2e-${id}-sends`)));
		assert.deepEqual(
			sent.map(({ to, status }) => [to, status]),
			[[people[0], 'accepted']],
		);
		assert.equal(server.heard.length, 1);
		return { call: server.heard[0], sms: sent[0], listening, address, reportUrl };
	} finally {
		await server.stop();
	}
}

/** A real gateway keeps the sending hours, whatever the hour of the machine. */
async function duringTheDay(world) {
	await world.clock.setTo(nextEvening(world.clock.now()).opening + HOUR);
	await world.restart(world.clock.env);
	await saveStopCodes(world);
	return true;
}

function assertLogin({ call }, id) {
	const basic = `Basic ${Buffer.from(VENDORS[id].login).toString('base64')}`;
	assert.deepEqual([call.method, call.url], ['POST', VENDORS[id].sendsTo]);
	assert.equal(call.headers.authorization, basic, 'n8n adds key and secret of the credential');
}

const stateOf = ({ ledger }, ref) => everyRow(ledger).message.find((row) => row.ref === ref)?.state;

async function post(address, fields, headers = {}) {
	const answer = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
		body: new URLSearchParams(fields),
	});
	return { status: answer.status, body: await answer.text() };
}

const signed = (address, fields) => ({
	'x-twilio-signature': getExpectedTwilioSignature(TOKEN, address, fields),
});

export const vendors = [
	{
		name: 'vendors: Twilio gets a form, and its signed calls are known by the public address',
		run: async (world) => {
			const made = await sendBy(world, 'twilio');
			assertLogin(made, 'twilio');
			const form = Object.fromEntries(new URLSearchParams(made.call.body));
			assert.equal(form.To, made.sms.to);
			assert.match(form.Body, /^Vente privée & café.*36111$/s);
			assert.equal(form.StatusCallback, `${made.address}?ref=${made.sms.ref}`);

			const report = { MessageSid: 'SM-e2e', MessageStatus: 'failed', To: made.sms.to };
			const refused = { ...report, ErrorCode: '21610' };
			const told = await post(form.StatusCallback, refused, signed(made.address, refused));
			assert.equal(told.status, 401, 'signed for another address');
			const execution = await made.listening.following(async () => {
				const own = signed(form.StatusCallback, refused);
				assert.deepEqual(await post(form.StatusCallback, refused, own), {
					status: 200,
					body: '<Response></Response>',
				});
			});
			assert.equal(execution.status, 'success');
			assert.equal(stateOf(world, made.sms.ref), 'undelivered');
		},
	},
	{
		name: 'vendors: Vonage gets JSON, and tells by form, by JSON and by GET',
		run: async (world) => {
			const made = await sendBy(world, 'vonage');
			assertLogin(made, 'vonage');
			const body = JSON.parse(made.call.body);
			assert.equal(body.to, made.sms.to.slice(1));
			assert.equal(body['client-ref'], made.sms.ref);
			assert.equal(body.callback, made.reportUrl);

			const receipt = {
				...{ msisdn: body.to, messageId: '0A-e2e', 'client-ref': made.sms.ref },
				...{ status: 'delivered', 'err-code': '0' },
			};
			assert.equal((await post(made.address, receipt)).status, 401);
			const get = `${made.reportUrl}&${new URLSearchParams(receipt)}`;
			await made.listening.following(async () =>
				assert.equal((await fetch(get)).status, 200, 'by GET, names in the case they have'),
			);
			assert.equal(stateOf(world, made.sms.ref), 'delivered');
			const stop = { msisdn: body.to, messageId: '0C-e2e', text: 'STOP', type: 'text' };
			const heard = await made.listening.following(async () =>
				assert.deepEqual(await post(made.reportUrl, stop), { status: 200, body: '' }),
			);
			assert.equal(heard.status, 'success');
		},
	},
];
