// A till that posts sign-ups, and what the checks look at afterwards.
import { keys, listen, publishShipped, rowsOf, textsTo, until } from './shipped.mjs';

const FILE = 'record-a-loyalty-sign-up.json';
export const CLIENTS = 'sms_clients';
export const ASKS = /répondez OUI au 36000/;
export const WELCOME = /^Bienvenue Aline/;
export const numberOf = (last) => `+337399792${last}`;

/** What a till posts a minute after the sign-up. */
export const callOf = (world, last, more = {}) => ({
	card: `E2E${last}`,
	till: '35-01',
	time: new Date(world.clock.now() - 60_000).toISOString(),
	phone: numberOf(last).replace('+33', '0'),
	first_name: 'Aline',
	postal_code: '35000',
	birth_date: '1980-02-03',
	sms_consent: true,
	...more,
});

export async function till({ n8n }, call, key = keys().tillKey) {
	const answer = await fetch(`${n8n.url}/webhook/loyalty-sign-up`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-till-key': key },
		body: JSON.stringify(call),
	});
	return { status: answer.status, body: await answer.text() };
}

/** Once: publishing again would take the addresses away for a moment. */
export async function publishBoth(world) {
	await listen(world);
	return (world.signingUp ??= await publishSignUp(world));
}

async function publishSignUp(world) {
	const runs = await publishShipped(world, FILE);
	await until('the till is answered', async () => (await till(world, {}, '')).status === 403);
	return runs;
}

export const texts = (world, last, count) =>
	until(`${count} SMS to ${numberOf(last)}`, () => {
		const all = textsTo(world, numberOf(last));
		return all.length >= count && all;
	});

export const rowOf = async (world, last) =>
	(await rowsOf(world, CLIENTS)).filter(({ card }) => card === `E2E${last}`);
