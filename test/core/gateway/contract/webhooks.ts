import type { Gateway, GatewayEvent, WebhookRequest } from '../../../../core/gateway/gateway';
import { classify } from '../../../../core/inbound/keywords';
import { next, type MessageEvent, type MessageState } from '../../../../core/ledger/states';
import type { GatewayFixtures, WebhookFixture, WebhookFixtures } from './fixtures';
import { CODE, frozen, JUNK } from './scene';

const SECRET = 'k3Yd0fTheTrigger-0123';
const ADDRESS = 'https://n8n.example/webhook/sms';

type Report = Extract<GatewayEvent, { kind: 'report' }>;

/** What the gateway calls us with: reports, replies, STOPs, and who may call at all. */
export function describeWebhooks(
	gateway: Gateway,
	{ settings, webhooks }: GatewayFixtures & { webhooks: WebhookFixtures },
) {
	const account = settings.account;
	const eventsOf = (one: WebhookFixture, body?: { body: unknown }) =>
		gateway.parseWebhook?.(frozen({ ...asRead(one.request), ...body }), one.account ?? account);
	const known = webhooks.fixtures.flatMap(({ events }) => events);
	const reports = known.filter((event): event is Report => event.kind === 'report');

	it.each(webhooks.fixtures)('hears: $name', (one) => {
		expect(eventsOf(one)).toEqual(one.events);
	});

	it('gives an event that comes twice the same key, and no two events one key', () => {
		for (const one of webhooks.fixtures) {
			expect(eventsOf(one)?.map(({ key }) => key)).toEqual(eventsOf(one)?.map(({ key }) => key));
		}
		const keys = webhooks.fixtures.flatMap((one) => eventsOf(one)?.map(({ key }) => key));
		expect(keys).toHaveLength(new Set(keys).size);
		expect(keys).not.toContain('');
	});

	it('tells enough of reports that come out of order or twice', () => {
		const ofOneSms = [...Map.groupBy(reports, idOf).values()];
		const statuses = ofOneSms.map((told) => new Set(told.map(({ status }) => status)).size);
		expect(Math.max(...statuses)).toBeGreaterThan(1);
		const arrived = ofOneSms.filter((told) => told.some(({ status }) => status === 'delivered'));
		expect(arrived).not.toEqual([]);
		for (const told of arrived) {
			for (const order of [told, told.toReversed(), [...told, ...told]]) {
				expect(order.reduce(moved, 'sending')).toBe('delivered');
			}
		}
	});

	it('says of which SMS a report is', () => {
		for (const report of reports) expect(idOf(report)).not.toBe('');
	});

	it('keeps codes only, never a sentence that may hold the number', () => {
		for (const { code } of reports) if (code !== undefined) expect(code).toMatch(CODE);
	});

	if (gateway.capabilities.optOuts === 'webhook') {
		it('hears a STOP', () => {
			const stops = known.filter(
				(event) =>
					event.optedOut ?? (event.kind === 'inbound' && classify(event.text).kind === 'opt_out'),
			);
			expect(stops).not.toEqual([]);
		});
	}

	it('hears nothing in what is none of its own', () => {
		const request = { method: 'POST', query: {}, headers: {} };
		for (const body of [undefined, ...JUNK, { events: [null, 'x'] }]) {
			const heard = eventsOf({ name: '', request: { ...request, body }, events: [] });
			expect(heard).toEqual([]);
		}
	});

	const verified = (request: WebhookRequest, secret = SECRET, keyed = true) =>
		gateway.verifyWebhook?.(frozen(request), { secret, ...(keyed && { account }) });
	const calls = webhooks.fixtures.map(({ request }) => asRead(request));
	const sign = webhooks.sign ?? ((request: WebhookRequest) => request);

	it('lets its own calls in', () => {
		for (const call of calls) expect(verified(sign(withSecret(call)))).toBe(true);
	});

	it('refuses a call whose secret is missing, wrong, shorter, or not set at all', () => {
		for (const call of calls) {
			const wrong = ['', `${SECRET.slice(0, -1)}4`, SECRET.slice(0, 16)];
			for (const one of [call, ...wrong.map((secret) => withSecret(call, secret))]) {
				expect(verified(one)).toBe(false);
				expect(verified(one, SECRET, false)).toBe(false);
			}
			for (const none of ['', 'short']) {
				expect(verified(withSecret(call, none), none, false)).toBe(false);
			}
		}
	});

	if (webhooks.sign) {
		it('refuses a call whose signature is missing or is for another', () => {
			for (const call of calls) {
				const own = withSecret(call);
				const signed = sign(own);
				expect(verified(own)).toBe(false);
				expect(verified({ ...own, headers: sign({ ...own, ...OTHER }).headers })).toBe(false);
				const query = { ...signed.query, ...OTHER.query };
				expect(verified({ ...signed, ...OTHER, query })).toBe(false);
			}
		});
	}
}

const OTHER = {
	url: `${ADDRESS}?secret=${SECRET}&text=x`,
	query: { secret: SECRET, text: 'x' },
	body: { text: 'x' },
	rawBody: Buffer.from('text=x'),
};

/** As the trigger reads it: names of query and headers in lower case. */
function asRead(request: Partial<WebhookRequest>): WebhookRequest {
	const { query = {}, headers = {} } = request;
	const search = new URLSearchParams(query).toString();
	return {
		method: 'POST',
		url: search === '' ? ADDRESS : `${ADDRESS}?${search}`,
		body: {},
		...request,
		query: lower(query),
		headers: lower(headers),
	};
}

const lower = (values: Record<string, string>): Record<string, string> =>
	Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));

function withSecret(request: WebhookRequest, secret = SECRET): WebhookRequest {
	const url = `${request.url}${request.url.includes('?') ? '&' : '?'}secret=${secret}`;
	return { ...request, url, query: { ...request.query, secret } };
}

const idOf = ({ ref, providerId, call, to }: Report): string =>
	ref ?? [providerId ?? call ?? '', to].filter(Boolean).join(' ');

const REPORTED: Record<Report['status'], MessageEvent> = {
	accepted: 'reportAccepted',
	delivered: 'reportDelivered',
	undelivered: 'reportUndelivered',
	expired: 'reportExpired',
	refused: 'reportRefused',
};

const moved = (state: MessageState, { status }: Report): MessageState =>
	next(state, REPORTED[status]) ?? state;
