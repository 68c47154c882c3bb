import fc from 'fast-check';
import type { GatewayEvent } from '../../../core/gateway/gateway';
import { GATEWAYS } from '../../../core/gateway/gateways';

/** Names that some gateway reads, and what nobody expects in them. */
const NAMES = [
	...[
		'id',
		'ptt',
		'date',
		'text',
		'msisdn',
		'to',
		'from',
		'messageId',
		'message-id',
		'status',
		'msg_status',
	],
	...[
		'event',
		'events',
		'tag',
		'tags',
		'ref',
		'body',
		'type',
		'From',
		'To',
		'Body',
		'MessageSid',
		'SmsSid',
	],
	...[
		'MessageStatus',
		'ErrorCode',
		'OptOutType',
		'sig',
		'timestamp',
		'number',
		'message_id',
		'sms_ticket',
	],
	...[
		'stop_date',
		'recipient',
		'phoneNumber',
		'reply',
		'sender',
		'ts_event',
		'at',
		'providerId',
		'err-code',
	],
	...[
		'client-ref',
		'message-timestamp',
		'value',
		'contact',
		'items',
		'refClient',
		'toString',
		'valueOf',
	],
];
const leaf = fc.oneof(
	fc.constantFrom(
		'+33612345678',
		'33612345678',
		'STOP',
		'delivered',
		'',
		' ',
		'2026-11-23T09:00:00Z',
	),
	fc.constantFrom(
		'99999999999999999999',
		'-1',
		'1e400',
		'__proto__',
		'constructor',
		null,
		true,
		1e308,
		-0,
	),
	fc.integer(),
	fc.string(),
);
const { fields } = fc.letrec<{ value: unknown; fields: unknown }>((tie) => ({
	value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('fields')),
	fields: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), {
		maxKeys: 6,
		noNullPrototype: true,
	}),
}));
const bodies = fc.oneof(fields, fc.array(fields, { maxLength: 4 }), leaf);
const queries = fc.dictionary(fc.constantFrom(...NAMES, 'secret'), fc.string(), {
	noNullPrototype: true,
});

/** JSON can make an object that cannot be written as text. */
const unwritable = { toString: null, valueOf: null };
const examples = NAMES.map((name): [unknown, Record<string, string>, string] => [
	{ sig: '', msisdn: '33612345678', messageId: '1', status: 'delivered', [name]: unwritable },
	{},
	'POST',
]);

const ACCOUNT = {
	...{ signatureSecret: 's', signatureMethod: 'sha256', authToken: 't' },
	...{ deliveredWords: 'delivered', optedOutWords: 'x', idField: 'id', statusField: 'status' },
	...{ fromField: 'from', textField: 'text' },
};

function isSound(event: GatewayEvent): boolean {
	const { ref, at, key } = event;
	const named = event.kind === 'report' ? [ref, event.providerId, event.code] : [ref, event.text];
	return (
		typeof key === 'string' &&
		named.every((one) => one === undefined || typeof one === 'string') &&
		(at === undefined || Number.isFinite(at)) &&
		(event.kind === 'report' || /^\+\d+$/.test(event.from))
	);
}

it.each(GATEWAYS.map((gateway) => [gateway.id, gateway] as const))(
	'%s is thrown by no body: one without secret or signature is refused, one with it gives sound events or none',
	(_, gateway) => {
		fc.assert(
			fc.property(bodies, queries, fc.constantFrom('GET', 'POST'), (body, query, method) => {
				const url = `https://n8n.example/webhook/x?${new URLSearchParams(query).toString()}`;
				const request = { method, url, query, headers: {}, body };
				const keys = { secret: 'a-secret-of-the-tests', account: ACCOUNT, now: 1.8e12 };
				expect(gateway.verifyWebhook?.(request, keys)).toBe(false);
				expect((gateway.parseWebhook?.(request, ACCOUNT) ?? []).every(isSound)).toBe(true);
			}),
			{ numRuns: 1_000, examples },
		);
	},
);
