import type { Gateway, HttpReply, SendOutcome } from '../../../../core/gateway/gateway';
import type { GatewayFixtures } from './fixtures';
import { batchOf, CODE, contentOf, frozen, JUNK, truncated } from './scene';

const answer = (status: number, headers: Record<string, string> = {}, body: unknown = {}) => ({
	status,
	headers,
	body,
});

/** Whatever happens on the line, no gateway may lose an SMS or call a doubtful one unsent. */
const LINE: Array<[string, HttpReply, Partial<SendOutcome>]> = [
	[
		'nothing answers at the address, before the request was written',
		{ failure: 'not_connected', code: 'ECONNREFUSED' },
		{ outcome: 'not_sent' },
	],
	[
		'the answer never comes, after the request was written',
		{ failure: 'no_answer', code: 'ECONNABORTED' },
		{ outcome: 'in_doubt' },
	],
	['the key is wrong', answer(401), { outcome: 'not_sent', account: true }],
	['the credit is used up', answer(402), { outcome: 'not_sent', account: true }],
	['there are too many requests', answer(429), { outcome: 'not_sent' }],
	[
		'it asks to wait for some seconds',
		answer(429, { 'retry-after': '7' }),
		{ outcome: 'not_sent', retryAfterMs: 7_000 },
	],
	[
		'it asks to wait until a date',
		answer(429, {
			date: 'Mon, 23 Nov 2026 08:00:00 GMT',
			'retry-after': 'Mon, 23 Nov 2026 08:00:30 GMT',
		}),
		{ outcome: 'not_sent', retryAfterMs: 30_000 },
	],
	['it breaks while it works', answer(500, {}, ''), { outcome: 'in_doubt' }],
	['a proxy gives up', answer(504, {}, '<html>'), { outcome: 'in_doubt' }],
];

/** The call for a batch, and what an answer says of each of its SMS. */
export function describeSending(gateway: Gateway, { settings, ...fixtures }: GatewayFixtures) {
	const { batchSize, sameText } = gateway.capabilities;
	const several = Math.min(3, batchSize);

	it.each(frozen(fixtures.send))('$name', ({ batch, settings: own, call, reply, outcomes }) => {
		expect(gateway.buildSend(batch, own ?? settings) ?? null).toEqual(
			call === null ? null : { timeoutMs: expect.any(Number), ...call },
		);
		expect(gateway.parseSend(batch, reply ?? undefined, own ?? settings)).toEqual(outcomes);
	});

	it('has fixtures of a success, of an error in a 200, and of a partial success where there may be one', () => {
		const of = (wanted: string) => fixtures.send.filter((one) => one.case === wanted);
		const words = (one: { outcomes: SendOutcome[] }) => one.outcomes.map(({ outcome }) => outcome);
		expect(of('success').flatMap(words)).toContain('accepted');
		expect(of('success').flatMap(words)).not.toContain('refused');
		expect(of('error in a 200')).not.toEqual([]);
		for (const one of of('error in a 200')) {
			expect(one.reply && 'status' in one.reply ? Math.floor(one.reply.status / 100) : 0).toBe(2);
			expect(words(one)).not.toContain('accepted');
		}
		if (batchSize > 1) expect(of('partial').map((one) => new Set(words(one)).size)).toContain(2);
	});

	it('puts number, text, sender and reference of every SMS of a full batch into its call', () => {
		const batch = batchOf(batchSize);
		const call = gateway.buildSend(batch, frozen(settings));
		const content = contentOf(call);
		for (const { ref, call: whole, to, text, sender } of batch) {
			const reference = { sms: [ref], call: [whole], none: [] }[fixtures.reference];
			for (const value of [to.slice(1), text, sender, ...reference]) {
				expect(content).toContain(value);
			}
		}
		expect(call && fixtures.textsIn(call)).toHaveLength(sameText ? 1 : batchSize);
	});

	it.each(LINE)('knows what becomes of a batch when %s', (_, reply, outcome) => {
		const outcomes = gateway.parseSend(batchOf(several), frozen(reply), settings);
		expect(outcomes).toMatchObject(Array.from({ length: several }, () => outcome));
	});

	it('is in doubt about an answer that is cut off or none of its own', () => {
		const cut = fixtures.send
			.filter((one) => one.case === 'success')
			.map(({ reply }) => truncated(reply));
		for (const reply of [...cut, ...JUNK.map((body) => answer(200, {}, body))]) {
			const outcomes = gateway.parseSend(batchOf(several), frozen(reply), settings);
			const outcome = fixtures.takesAnyAnswer ? 'accepted' : 'in_doubt';
			expect(outcomes).toMatchObject(Array.from({ length: several }, () => ({ outcome })));
		}
	});

	it('keeps codes only, never a sentence that may hold the number', () => {
		const sentence = 'Recipient +33639980000 is invalid';
		const told = { code: sentence, error: sentence, message: sentence, status: sentence };
		const replies: Array<HttpReply | null> = [
			...LINE.map(([, reply]) => reply),
			...fixtures.send.map(({ reply }) => reply),
			...[200, 400, 403, 409, 422, 500].map((status) => answer(status, {}, told)),
		];
		for (const reply of replies) {
			if (reply === null) continue;
			for (const outcome of gateway.parseSend(batchOf(several), reply, settings)) {
				if ('code' in outcome) expect(outcome.code).toMatch(CODE);
			}
		}
	});
}
