import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contact, message, send, setBrand, smsOf, useScene } from './SmsSend.scene';

useScene();

const through = (gateway: string, credential: string) => ({
	parameters: { gateway, campaign: 'sale' },
	options: {
		// A test run decides and counts as a live one, and calls nobody.
		mode: 'manual' as const,
		credentials: { [credential]: { baseUrl: 'http://127.0.0.1:9', token: 'key' } },
		node: { credentials: { [credential]: { id: '1', name: 'Account' } } },
	},
});
const SMSFACTOR = through('smsfactor', 'smsFactorApi');
const OCTOPUSH = through('octopush', 'octopushApi');
const SANDBOX = { parameters: { campaign: 'sale' }, options: {} };

const counted = (text: string, units = text.length, parts = 1) => ({
	...message(text),
	units,
	parts,
});
const sendThrough = async (
	{ parameters, options }: typeof SMSFACTOR | typeof SANDBOX,
	...messages: Array<ReturnType<typeof counted>>
) => {
	const items = messages.map((one, n) => contact(n, { message: one }));
	const { sent, held, error } = await send(items, parameters, options);
	if (error) throw error;
	return { messages: sent.map((json) => smsOf(json).message), held: held.map(smsOf) };
};

describe('a text composed for one gateway and sent through another', () => {
	it('without footer, for a gateway that adds it: held where nobody would', async () => {
		const { messages, held } = await sendThrough(SANDBOX, counted('Vente privee samedi', 33));
		expect(messages).toEqual([]);
		expect(held).toMatchObject([{ reason: 'STOP_MISSING' }]);
	});

	it('with our footer: taken out where the gateway adds its own', async () => {
		const { messages, held } = await sendThrough(
			SMSFACTOR,
			counted('Vente privee samedi\nSTOP au 36000'),
			counted('Vente privee. STOP au 36000. A samedi'),
		);
		expect(held).toEqual([]);
		expect(messages.map((one) => one?.text)).toEqual([
			'Vente privee samedi',
			'Vente privee. A samedi',
		]);
		expect(messages[0]?.units).toBe('Vente privee samedi\nSTOP au 36000'.length);
	});

	it('with the code of a third gateway, which the brand knows', async () => {
		await setBrand({ stopCodes: { octopush: '30101', smsfactor: '36180' } });
		const { messages } = await sendThrough(SMSFACTOR, counted('Vente. STOP au 30101. A samedi'));
		expect(messages.map((one) => one?.text)).toEqual(['Vente. A samedi']);
	});

	it('with nothing but the footer: held, for nothing would be left to say', async () => {
		const { held } = await sendThrough(SMSFACTOR, counted('STOP au 36000'));
		expect(held).toMatchObject([
			{ reason: 'MISSING_FIELD', detail: 'Le texte est vide, ou ne contient que la mention STOP' },
		]);
	});

	it('a service message keeps its words', async () => {
		const text = 'Votre commande est prete';
		const items = [contact(1, { purpose: 'transactional', message: counted(text) })];
		const { sent, error, held } = await send(
			items,
			{ ...SMSFACTOR.parameters, occasion: 'field', occasionField: 'row' },
			SMSFACTOR.options,
		);
		expect([error, held]).toEqual([undefined, []]);
		expect(smsOf(sent[0]).message).toEqual(counted(text));
	});
});

describe('a text edited after SMS Message', () => {
	const written = 'Vente privee samedi';

	it('is left as it is when its figures hold what the gateway adds', async () => {
		const before = counted(written, written.length + '\nSTOP au 36000'.length);
		const { messages } = await sendThrough(OCTOPUSH, before);
		expect(messages).toEqual([before]);
	});

	it('is counted and priced anew with what the gateway adds', async () => {
		const { messages } = await sendThrough(OCTOPUSH, counted('a'.repeat(147), 161));
		expect(messages).toMatchObject([{ units: 161, parts: 2, cost: { amount: 0.098 } }]);
		const { messages: shorter } = await sendThrough(OCTOPUSH, counted('a'.repeat(146), 161, 2));
		expect(shorter).toMatchObject([{ units: 160, parts: 1, cost: { amount: 0.049 } }]);
	});

	it('and given two footers keeps one where we write it', async () => {
		const { messages } = await sendThrough(
			SANDBOX,
			counted('Vente. STOP au 36000. Samedi\nSTOP au 36000'),
		);
		expect(messages).toMatchObject([{ text: 'Vente. Samedi\nSTOP au 36000', units: 27 }]);
	});
});

it('hands over the placeholder, which the item never shows', async () => {
	const bodies: string[] = [];
	const server = createServer(async (request, response) => {
		for await (const chunk of request) bodies.push(String(chunk));
		response.writeHead(201, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ sms_ticket: 'sms_1', number_of_contacts: 1 }));
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	try {
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
		const { sent, error } = await send(
			[contact(1, { message: counted('Vente privee. STOP au 36000') })],
			OCTOPUSH.parameters,
			{ ...OCTOPUSH.options, mode: 'trigger', credentials: { octopushApi: { baseUrl } } },
		);
		expect(error).toBeUndefined();
		expect(bodies.map((body) => JSON.parse(body))).toMatchObject([
			{ text: 'Vente privee.\nSTOP au XXXXX', purpose: 'wholesale' },
		]);
		expect(smsOf(sent[0]).message?.text).toBe('Vente privee.');
	} finally {
		server.close();
	}
});
