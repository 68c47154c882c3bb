// A real gateway, Debian's Kannel, with an operator behind it that the checks play: what is sent, what comes back.
import assert from 'node:assert/strict';
import { kannelAnswers } from './kannel-answers.mjs';
import { SHORT_CODE, STATUS } from './kannel-smsc.mjs';
import { kannelTrouble } from './kannel-trouble.mjs';
import {
	check,
	kannelWorld,
	people,
	receivedBy,
	reportOn,
	sendAll,
	untilState,
} from './kannel-world.mjs';

const [GSM_7, UCS_2] = [0, 8];
const FOOTER = `STOP au ${SHORT_CODE}`;

/** Sends one SMS whose end the operator chooses. Gives its reference. */
async function sendOne(world, number, ending, text = 'Vente privée samedi à Lyon') {
	const kannel = await kannelWorld(world);
	if (ending) kannel.smsc.answer(number, ...[ending].flat());
	const [{ ref }] = await sendAll(world, `e2e kannel ${number}`, [{ to: number, text }]);
	return ref;
}

export const kannel = [
	check('n8n tells a right password from a wrong one', async ({ client }, { data }) => {
		const test = async (more) =>
			await client.testCredential('e2e Kannel', 'kannelApi', { ...data, ...more });
		assert.equal((await test({})).status, 'OK');
		const wrong = await test({ password: 'wrong' });
		assert.deepEqual([wrong.status, /sendsms-user/.test(wrong.message)], ['Error', true]);
		assert.equal((await test({ baseUrl: `${data.baseUrl}x` })).status, 'Error');
	}),

	check('delivered', async (world, kannel) => {
		const [number] = people;
		const ref = await sendOne(world, number);
		const { parts, gateway } = await untilState(world, ref, 'delivered');
		assert.deepEqual([parts, gateway], [1, 'kannel']);
		const [sms, ...more] = receivedBy(kannel, number);
		assert.deepEqual(more, [], 'once');
		assert.deepEqual([sms.from, sms.coding], ['LUMEN', GSM_7]);
		assert.equal(sms.text, `Vente privée samedi à Lyon\n${FOOTER}`);
		await reportOn(world, ref, 'accepted');
		const report = await reportOn(world, ref, 'delivered');
		assert.deepEqual([report.gateway, report.code], ['kannel', 'DELIVRD_000']);
	}),

	check('undelivered and expired, with the reason of the operator', async (world) => {
		const [lost, off] = people.slice(1, 3);
		const ref = await sendOne(world, lost, { state: 'UNDELIV', error: '005' });
		assert.equal((await untilState(world, ref, 'undelivered')).code, 'UNDELIV_005');
		assert.equal((await reportOn(world, ref, 'undelivered')).code, 'UNDELIV_005');
		const late = await sendOne(world, off, { state: 'EXPIRED' });
		await untilState(world, late, 'expired');
		await reportOn(world, late, 'expired');
	}),

	check('refused by the operator after Kannel took it', async (world, kannel) => {
		const number = people[3];
		const ref = await sendOne(world, number, { status: STATUS.INVALID_DESTINATION });
		assert.equal((await untilState(world, ref, 'undelivered')).code, 'NACK_0x0b');
		assert.equal((await reportOn(world, ref, 'undelivered')).code, 'NACK_0x0b');
		assert.equal(receivedBy(kannel, number).length, 1, 'Kannel does not try again');
	}),

	check('throttled: Kannel waits, tries again and it is delivered, once', async (world, kannel) => {
		const number = people[4];
		const ref = await sendOne(world, number, [{ status: STATUS.THROTTLED }, {}]);
		await untilState(world, ref, 'delivered');
		const tries = receivedBy(kannel, number).map(({ status }) => status);
		assert.deepEqual(tries, [STATUS.THROTTLED, STATUS.OK]);
		await reportOn(world, ref, 'delivered');
	}),

	check('an emoji goes out as UCS-2 and arrives as it was written', async (world, kannel) => {
		const number = people[5];
		const text = 'Fête à l’atelier 🎉 ça vous dit ?';
		const ref = await sendOne(world, number, undefined, text);
		await untilState(world, ref, 'delivered');
		const [sms] = receivedBy(kannel, number);
		assert.deepEqual([sms.text, sms.coding], [`${text}\n${FOOTER}`, UCS_2]);
	}),

	check('every letter of GSM-7 arrives as it was written', async (world, kannel) => {
		const number = people[6];
		const text = 'Été à 20€ [ok] {x} ~ ^ | \\ @£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæß ¤¡ÄÖÑÜ\u00a7¿äöñü %d + &';
		await untilState(world, await sendOne(world, number, undefined, text), 'delivered');
		const [sms] = receivedBy(kannel, number);
		assert.deepEqual([sms.text, sms.coding], [`${text}\n${FOOTER}`, GSM_7]);
	}),

	check('a long text leaves in the two parts that were counted', async (world, kannel) => {
		const number = people[7];
		const text = 'Vente privée samedi à Lyon, ouverture à 8 h. '.repeat(5).trim();
		const ref = await sendOne(world, number, undefined, text);
		assert.equal((await untilState(world, ref, 'delivered')).parts, 2);
		const pieces = receivedBy(kannel, number);
		assert.deepEqual(
			pieces.map(({ piece }) => piece),
			['1/2', '2/2'],
		);
		assert.equal(pieces.map((one) => one.text).join(''), `${text}\n${FOOTER}`);
		assert.equal(pieces[0].text.length, 153);
	}),

	...kannelAnswers,
	...kannelTrouble,
];
