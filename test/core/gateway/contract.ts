import type {
	Gateway,
	GatewaySettings,
	HttpReply,
	OutboundSms,
	SendOutcome,
} from '../../../core/gateway/gateway';

/** One recorded exchange with a gateway: what is sent, the call it makes, its answer, what became of each SMS. */
export interface SendFixture {
	name: string;
	batch: OutboundSms[];
	settings?: GatewaySettings;
	/** the call as the gateway documents it; null = no call is needed */
	call: { method: 'GET' | 'POST'; url: string; body?: unknown } | null;
	reply: HttpReply | null;
	outcomes: SendOutcome[];
}

const CODE = /^[A-Za-z0-9_.-]{1,40}$/;

const sms = (n: number): OutboundSms => ({
	ref: `r${n}`,
	call: `r${n}`,
	to: `+3363998${String(n).padStart(4, '0')}` as OutboundSms['to'],
	text: 'Vente privée. STOP au 36000',
	encoding: 'GSM-7',
	parts: 1,
	sender: 'LUMEN',
	purpose: 'marketing',
	brand: 'maison-lumen',
	campaign: 'private-sale',
});

const batchOf = (size: number): OutboundSms[] => Array.from({ length: size }, (_, n) => sms(n));

/** Whatever happens on the line, no gateway may lose an SMS or call a doubtful one unsent. */
const LINE: Array<[string, HttpReply, SendOutcome['outcome']]> = [
	[
		'nothing answers at the address',
		{ failure: 'not_connected', code: 'ECONNREFUSED' },
		'not_sent',
	],
	['the answer never comes', { failure: 'no_answer', code: 'ECONNABORTED' }, 'in_doubt'],
	['too many requests', { status: 429, headers: {}, body: {} }, 'not_sent'],
	['the key is wrong', { status: 401, headers: {}, body: {} }, 'not_sent'],
	['the gateway breaks while it works', { status: 500, headers: {}, body: '' }, 'in_doubt'],
	['a proxy gives up', { status: 504, headers: {}, body: '<html>' }, 'in_doubt'],
];

/** What every gateway must hold to, run over each of them with its own fixtures. */
export function describeGateway(
	gateway: Gateway,
	fixtures: SendFixture[],
	settings: GatewaySettings,
) {
	describe(`the gateway contract: ${gateway.displayName}`, () => {
		it('has a stable id and says what it can do', () => {
			expect(gateway.id).toMatch(/^[a-z][a-z0-9-]*$/);
			expect(gateway.capabilities.batchSize).toBeGreaterThan(0);
			expect(gateway.credential === undefined).toBe(!gateway.capabilities.live);
		});

		it.each(fixtures)('$name', ({ batch, settings: own, call, reply, outcomes }) => {
			expect(gateway.buildSend(batch, own ?? {}) ?? null).toEqual(
				call === null ? null : { headers: undefined, timeoutMs: expect.any(Number), ...call },
			);
			expect(gateway.parseSend(batch, reply ?? undefined)).toEqual(outcomes);
		});

		it('puts reference, number, text and sender of every SMS of a full batch into its call', () => {
			const batch = batchOf(gateway.capabilities.batchSize);
			const call = JSON.stringify(gateway.buildSend(batch, settings));
			for (const { ref, to, text, sender } of batch) {
				for (const value of [ref, to.slice(1), text, sender]) expect(call).toContain(value);
			}
		});

		it.each(LINE)('knows what becomes of a batch when %s', (_, reply, outcome) => {
			const batch = batchOf(3);
			const outcomes = gateway.parseSend(batch, reply);
			expect(outcomes.map((one) => one.outcome)).toEqual([outcome, outcome, outcome]);
		});

		it('keeps codes only, never a sentence that may hold the number', () => {
			const replies = [...LINE.map(([, reply]) => reply), ...fixtures.map(({ reply }) => reply)];
			for (const reply of replies) {
				if (reply === null) continue;
				for (const outcome of gateway.parseSend(batchOf(2), reply)) {
					if ('code' in outcome) expect(outcome.code).toMatch(CODE);
				}
			}
		});

		it('answers for each SMS when the body is none of its own', () => {
			for (const body of ['', '<html>', null, [], { messages: 'x' }, { messages: [null, 1] }]) {
				expect(gateway.parseSend(batchOf(2), { status: 200, headers: {}, body })).toHaveLength(2);
			}
		});

		it('changes nothing it is given', () => {
			const batch = batchOf(2);
			const before = structuredClone(batch);
			gateway.buildSend(batch, settings);
			gateway.parseSend(batch, { status: 200, headers: {}, body: {} });
			expect(batch).toEqual(before);
		});
	});
}
