import { setTimeout as wait } from 'node:timers/promises';
import type { IRun } from 'n8n-workflow';
import type { EngineOptions } from '../harness';
import {
	cap,
	contact,
	contacts,
	ledgerRows,
	NOTHING,
	numberOf,
	phonePage,
	send,
	smsOf,
	useScene,
	withLedger,
} from './SmsSend.scene';

useScene();

const LIVE: Array<[string, EngineOptions]> = [
	['published form or webhook', { mode: 'webhook' }],
	['schedule or another trigger', { mode: 'trigger' }],
	['sub-workflow of a webhook', { mode: 'integrated', rootMode: 'webhook' }],
	['sub-workflow of a schedule', { mode: 'integrated', rootMode: 'trigger' }],
];

const TEST: Array<[string, EngineOptions]> = [
	['editor', { mode: 'manual' }],
	['command line', { mode: 'cli' }],
	['sub-workflow of an editor run', { mode: 'integrated', rootMode: 'manual' }],
	['sub-workflow of who knows what', { mode: 'integrated' }],
	['sub-workflow of a retry', { mode: 'integrated', rootMode: 'retry' }],
	['retry of a run nobody recorded', { mode: 'retry', retryOf: 'unknown' }],
	['retry of nothing', { mode: 'retry' }],
	['evaluation', { mode: 'evaluation' }],
	['error workflow', { mode: 'error' }],
	['single node as a tool', { mode: 'internal' }],
];

describe('live or test', () => {
	it.each(LIVE)('%s: sends and writes it down', async (_, options) => {
		const { allowed } = await cap(contacts(2), {}, options);
		const { sent } = await send(allowed, {}, options);
		expect(sent.map(smsOf)).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }]);
		expect(smsOf(sent[0])).not.toHaveProperty('test');
		expect(ledgerRows()).toMatchObject({ messages: { accepted: 2 }, attempts: 2 });
	});

	it.each(TEST)('%s: decides the same and leaves the ledger untouched', async (_, options) => {
		const { allowed } = await cap(contacts(2), {}, options);
		expect(smsOf(allowed[0])).toMatchObject({ status: 'reserved', test: true });
		expect(smsOf(allowed[0])).not.toHaveProperty('ref');
		const { sent } = await send(allowed, {}, options);
		expect(sent.map(smsOf)).toMatchObject([{ test: true }, { test: true }]);
		expect(ledgerRows()).toEqual(NOTHING);
	});

	it('a retry of a live run is live, and so is a retry of that retry', async () => {
		await send(contacts(1), { campaign: 'a' }, { mode: 'webhook', executionId: '1' });
		await send(contacts(1), { campaign: 'b' }, { mode: 'retry', executionId: '2', retryOf: '1' });
		const third = { mode: 'retry' as const, executionId: '3', retryOf: '2' };
		const { sent } = await send([contact(9)], { campaign: 'c' }, third);
		expect(smsOf(sent[0])).not.toHaveProperty('test');
		expect(ledgerRows().messages).toEqual({ accepted: 3 });
	});

	it.each<[string, EngineOptions]>([
		['it was live before', { executionId: '7' }],
		['its caller was live', { executionId: '8', calledBy: '7' }],
	])('a sub-workflow that goes on after a Wait is live when %s', async (_, resumed) => {
		await send(contacts(1), {}, { mode: 'webhook', executionId: '7' });
		const { sent } = await send([contact(9)], {}, { mode: 'integrated', ...resumed });
		expect(smsOf(sent[0])).not.toHaveProperty('test');
		expect(ledgerRows().messages).toEqual({ accepted: 2 });
	});

	it('a sub-workflow of an editor run that goes on after a Wait is a test', async () => {
		await send(contacts(1), {}, { mode: 'manual', executionId: '7' });
		await send([contact(9)], {}, { mode: 'integrated', executionId: '8', calledBy: '7' });
		expect(ledgerRows()).toEqual(NOTHING);
	});

	it('a retry of an editor run is a test', async () => {
		await send(contacts(1), {}, { mode: 'manual', executionId: '1' });
		await send(contacts(1), {}, { mode: 'retry', executionId: '2', retryOf: '1' });
		expect(ledgerRows()).toEqual(NOTHING);
	});
});

describe('a test run', () => {
	const EDITOR = { mode: 'manual' as const };

	it('lets every item leave by the output it would leave by live', async () => {
		await send([contact(3)], { campaign: 'sale' });
		const before = ledgerRows();
		const items = [contact(1), contact(2, { consent: { status: 'withdrawn' } }), contact(3)];
		const { sent, held, hints } = await send(items, { campaign: 'sale' }, EDITOR);
		expect(sent.map((json) => json.row)).toEqual([1]);
		expect(held.map((json) => smsOf(json).reason)).toEqual(['NO_CONSENT', 'ALREADY_SENT']);
		expect([...sent, ...held].every((json) => smsOf(json).test)).toBe(true);
		expect(hints[0]!.message).toBe(
			"Test: 1 would be sent (1 part, 0.05 EUR), 2 held: 1 without consent, 1 already written to; nothing left, since 'Test Numbers' is empty. Sandbox: nothing leaves for a phone",
		);
		expect(ledgerRows()).toEqual(before);
	});

	it('sends the first texts to the test numbers alone, marked, as often as wanted', async () => {
		const page = await phonePage();
		const parameters = { testNumbers: '06 12 34 09 01; +33612340902', testContacts: 2 };
		const items = [contact(1, { consent: { status: 'unknown' } }), ...contacts(5)];
		for (let time = 0; time < 3; time++) {
			const { sent, hints } = await send(items, parameters, EDITOR);
			expect(sent).toHaveLength(5);
			expect(hints[0]!.message).toContain(
				'4 test SMS went to +33 6 •• •• •• 01, +33 6 •• •• •• 02',
			);
		}
		expect(new Set(page.posted.map(({ to }) => to))).toEqual(
			new Set([numberOf(901), numberOf(902)]),
		);
		expect(page.posted).toHaveLength(12);
		expect(page.posted.every(({ text }) => text.startsWith('[TEST] '))).toBe(true);
		expect(ledgerRows()).toEqual(NOTHING);
	});

	it('counts the parts of the marked text anew', async () => {
		const page = await phonePage();
		const text = `${'a'.repeat(142)} STOP au 36000`;
		const items = [contact(1, { message: { text, encoding: 'GSM-7', units: 156, parts: 1 } })];
		await send(items, { testNumbers: '+33612340901' }, EDITOR);
		expect(page.posted).toMatchObject([{ parts: 2 }]);
	});

	it('is not stopped by a gateway that is down, and says so', async () => {
		const page = await phonePage();
		await page.stop();
		const { sent, error, hints } = await send(contacts(2), { testNumbers: '+33612340901' }, EDITOR);
		expect(error).toBeUndefined();
		expect(sent).toHaveLength(2);
		expect(hints[0]!.message).toContain('2 could not be sent (ECONNREFUSED)');
	});

	it('names a test number that is none', async () => {
		const { error } = await send(contacts(1), { testNumbers: '+33612340901, 12' }, EDITOR);
		expect(error!.message).toBe("'Test Numbers' holds what is no mobile number: 12");
	});

	it('sends nothing to a test number in a live run', async () => {
		const page = await phonePage();
		await send(contacts(1), { testNumbers: '+33612340901' });
		expect(page.posted.map(({ to }) => to)).toEqual([numberOf(0)]);
	});
});

describe('n8n runs things twice', () => {
	const RETRY = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } };

	it('Retry On Fail after a thrown error sends nothing twice', async () => {
		const page = await phonePage((call) => ({ status: call === 2 ? 401 : 200 }));
		const parameters = { options: { batchSize: 10, callsAtOnce: 1 } };
		const { sent, error, hints } = await send(contacts(30), parameters, RETRY);
		expect(error).toBeUndefined();
		expect(sent).toHaveLength(30);
		expect(sent.filter((json) => smsOf(json).replayed)).toHaveLength(10);
		const told = '20 sent (20 parts, 0.98 EUR), 10 sent before by this run';
		expect(hints.map((hint) => hint.message).join(' ')).toContain(told);
		// What the second call carried did not arrive and came once more.
		const arrived = [...page.posted.slice(0, 10), ...page.posted.slice(20)].map(({ to }) => to);
		expect(arrived.sort()).toEqual(contacts(30).map((json) => smsOf(json).to));
		expect(ledgerRows()).toMatchObject({ messages: { accepted: 30 } });
	});

	it('a retry of the whole execution sends what was left and nothing twice', async () => {
		await phonePage((call) => ({ status: call === 2 ? 402 : 200 }));
		const parameters = { options: { batchSize: 10, callsAtOnce: 1 } };
		const { allowed } = await cap(contacts(20), {}, { executionId: '1' });
		const first = await send(allowed, parameters, { executionId: '1' });
		expect(first.error!.message).toBe('Sandbox turned the whole account away');
		expect(first.error!.description).toContain('10 SMS were sent before, 10 were not.');
		expect(ledgerRows()).toMatchObject({ messages: { accepted: 10, reserved: 10 } });

		const retry = { mode: 'retry' as const, executionId: '2', retryOf: '1' };
		const { sent } = await send(allowed, parameters, retry);
		expect(sent).toHaveLength(20);
		expect(sent.filter((json) => smsOf(json).replayed).map((json) => json.row)).toEqual([
			0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
		]);
		expect(ledgerRows()).toMatchObject({ messages: { accepted: 20 } });
	});

	it('another node of the same execution is no retry', async () => {
		await send(contacts(1), {}, { executionId: '1', node: { id: 'first' } });
		const { held } = await send(contacts(1), {}, { executionId: '1', node: { id: 'second' } });
		expect(smsOf(held[0]).reason).toBe('ALREADY_SENT');
	});

	it('what this run left in doubt comes out of To Check again, not of Held', async () => {
		await phonePage((call) => (call === 1 ? 'hang up' : { status: call === 2 ? 401 : 200 }));
		const { toCheck, sent, held } = await send(contacts(2), { options: { batchSize: 1 } }, RETRY);
		expect(held).toEqual([]);
		expect(sent).toHaveLength(1);
		expect(smsOf(toCheck[0])).toMatchObject({ status: 'in_doubt', reason: 'IN_DOUBT' });
	});
});

describe('Stop', () => {
	it('claims nothing more; the rest stays reserved and is sent by the next run', async () => {
		const page = await phonePage(async () => {
			await wait(60);
			return { status: 200 };
		});
		const { allowed } = await cap(contacts(40));
		const parameters = { options: { batchSize: 10, callsAtOnce: 1 } };
		await send(allowed, parameters, { cancelAfterMs: 80 });
		// n8n gives a stopped run back at once: the call in flight ends after it.
		await wait(300);
		const arrived = page.posted.length;
		expect(arrived).toBeGreaterThan(0);
		expect(arrived).toBeLessThan(40);
		expect(ledgerRows().messages).toEqual({ accepted: arrived, reserved: 40 - arrived });

		const { sent, held } = await send(allowed);
		expect([sent.length, held.length]).toEqual([40 - arrived, arrived]);
		expect(new Set(page.posted.map(({ to }) => to)).size).toBe(page.posted.length);
	});
});

describe('as a tool of an AI agent', () => {
	// Newer agents have the engine run the tool as any node and read what it logs as `ai_tool`.
	const asTool = { node: { rewireOutputLogTo: 'ai_tool' as const } };
	const items = [contact(1), contact(2, { consent: { status: 'unknown' } })];
	const toolOutputs = ({ run }: { run: IRun }) =>
		run.data.resultData.runData.Tested!.at(-1)!.data!.ai_tool!.map((output) => output!.length);

	it('puts every contact on the first output and sends nothing unless a person allowed it', async () => {
		expect(toolOutputs(await send(items, {}, asTool))).toEqual([2, 0, 0, 0, 0]);
		expect(ledgerRows().messages).toEqual({});
		await send(items, { options: { allowAgents: true } }, asTool);
		expect(ledgerRows().messages).toEqual({ accepted: 1 });
	});

	it('knows the type that n8n gives to tools', async () => {
		await send(items, {}, { node: { type: 'n8n-nodes-sms-marketing.smsSendTool' } });
		expect(ledgerRows().messages).toEqual({});
	});
});

describe('after a crash', () => {
	it('a claim whose lease has passed is to check, not sent again', async () => {
		const { allowed } = await cap(contacts(1));
		await withLedger(async (ledger) => {
			const now = Date.UTC(2026, 10, 23, 9);
			await ledger.claim({
				brand: 'default',
				campaign: 'sandbox',
				purpose: 'marketing',
				live: false,
				entries: [{ to: numberOf(0), occasion: 'once' }],
				now,
				gateway: 'sandbox',
				run: 'crashed',
				leaseMs: 0,
			});
		});
		const { toCheck, sent } = await send(allowed);
		expect(sent).toEqual([]);
		expect(smsOf(toCheck[0])).toMatchObject({ status: 'in_doubt', reason: 'IN_DOUBT' });
		expect(ledgerRows().messages).toEqual({ in_doubt: 1 });
	});
});
