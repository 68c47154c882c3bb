import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { Account, Gateway, WebhookRequest } from '../../core/gateway/gateway';
import { gatewayById } from '../../core/gateway/gateways';
import { recordEvents } from '../../core/inbound/record';
import type { Ledger } from '../../core/ledger';
import { clock } from '../shared/clock';
import { openLedger } from '../shared/open-ledger';
import { send, type Answer } from './answer';
import { linkUnavailable, visitLink } from './confirm';
import { outputsOf } from './items';
import { readBody, readHead } from './request';

/**
 * Answers a call, whatever it is, and never throws: a throw would be a 500 and a failed execution that shows the call.
 * The ledger is written before the answer; when it cannot be, 503 makes the gateway come back.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const head = readHead(context);
	const { confirm: token } = head.query;
	try {
		const answer =
			token === undefined
				? await takeEvents(context, head)
				: await followLink(context, head, token);
		return send(context, answer);
	} catch (error) {
		context.logger.error(`SMS Trigger could not record a call: ${withoutNumbers(error)}`);
		return send(context, token === undefined ? { status: 503 } : linkUnavailable());
	}
}

async function takeEvents(context: IWebhookFunctions, head: WebhookRequest): Promise<Answer> {
	const gateway = gatewayById(context.getNodeParameter('gateway', 'sandbox') as string);
	const secret = context.getNodeParameter('secret', '') as string;
	const reading = readBody(context, head);
	const request = 'request' in reading ? reading.request : head;
	const account = await accountOf(context, gateway);
	const keys = { secret, account, now: clock.now() };
	if (!gateway?.verifyWebhook?.(request, keys)) {
		context.logger.warn('SMS Trigger refused a call without the right secret or signature');
		return { status: 401 };
	}
	if ('status' in reading) return { status: reading.status };
	const events = gateway.parseWebhook?.(request, account) ?? [];
	const taken: Answer = { status: 200, text: gateway.webhookAnswer };
	if (events.length === 0) return taken;
	const ledger = await openLedger(context);
	const brands = await brandsOf(ledger, chosenBrands(context));
	const wanted = wantedKinds(context);
	const recorded = await recordEvents(ledger, events, {
		gateway: gateway.id,
		brands,
		tellReports: wanted.has('report'),
		now: clock.now(),
	});
	return { ...taken, outputs: outputsOf(recorded, { gateway: gateway.id, brands }, wanted) };
}

/**
 * The credential holds what some gateways sign with, and how others name their fields.
 * @throws when it is missing or deleted: the gateway is told to come back, since nothing can be checked without it
 */
async function accountOf(
	context: IWebhookFunctions,
	gateway: Gateway | undefined,
): Promise<Account | undefined> {
	if (gateway?.credential === undefined) return undefined;
	return await context.getCredentials<Record<string, unknown>>(gateway.credential);
}

async function followLink(
	context: IWebhookFunctions,
	{ method }: WebhookRequest,
	token: string,
): Promise<Answer> {
	const chosen = chosenBrands(context);
	return await visitLink(await openLedger(context), {
		method,
		token,
		now: clock.now(),
		test: context.getMode() === 'manual',
		wanted: wantedKinds(context).has('confirmation'),
		brand: chosen.length === 1 ? chosen[0] : undefined,
		ip: context.getRequestObject().ip,
	});
}

const wantedKinds = (context: IWebhookFunctions): ReadonlySet<string> =>
	new Set(context.getNodeParameter('events', []) as string[]);

const chosenBrands = (context: IWebhookFunctions): string[] =>
	[context.getNodeParameter('brands', []) as string | string[]]
		.flat()
		.filter((slug) => slug !== '');

/** A brand that is not there any more must not lose a STOP: then it closes every brand, as when none is chosen. */
async function brandsOf(ledger: Ledger, chosen: string[]): Promise<string[]> {
	const all = (await ledger.listBrands()).map(({ slug }) => slug);
	return chosen.length > 0 && chosen.every((slug) => all.includes(slug)) ? chosen : all;
}

const withoutNumbers = (error: unknown): string =>
	(error instanceof Error ? error.message : 'unknown').replace(/\+?\d[\d .-]{4,}\d/g, '…');
