import { idOf, isFields, phoneOf } from '../event-fields';
import type {
	FoundSms,
	GatewaySettings,
	HttpCall,
	HttpReply,
	LookUp,
	OptOutList,
} from '../gateway';
import { ovhServiceUrl } from './address';
import { ovhStatus } from './status';

const TIMEOUT_MS = 30_000;

const get = (settings: GatewaySettings, path: string): HttpCall => ({
	method: 'GET',
	url: `${ovhServiceUrl(settings)}${path}`,
	timeoutMs: TIMEOUT_MS,
});

/** How long OVHcloud takes to list what it sent is not documented. */
const QUIET_MS = 60 * 60_000;

/** Pages: first what is pending, then the ids sent with our tag, then one SMS after the other: `ids 12 13 14`. */
const SENT = 'sent';
const IDS = 'ids ';

/**
 * By tag. Pending SMS carry none: while some wait (at night OVHcloud holds marketing back) none can be called missing,
 * so the answer is "try again later". They are asked for first: what leaves meanwhile is found among the sent ones.
 */
export const ovhLookUp: LookUp = {
	quietMs: QUIET_MS,

	build({ call }, settings, page) {
		if (page === undefined) return get(settings, '/jobs');
		if (page === SENT) return get(settings, `/outgoing?tag=${encodeURIComponent(call)}`);
		return get(settings, `/outgoing/${encodeURIComponent(idsOf(page)[0] ?? '')}`);
	},

	parse(reply: HttpReply, page?: string) {
		if ('failure' in reply || reply.status !== 200) return undefined;
		const { body } = reply;
		if (page === undefined) {
			return Array.isArray(body) && body.length === 0 ? { found: [], next: SENT } : undefined;
		}
		if (page === SENT) {
			const ids = Array.isArray(body) ? body.map(idOf) : [undefined];
			return ids.every((id) => id !== undefined) ? { found: [], ...nextOf(ids) } : undefined;
		}
		const sms = readOutgoing(body);
		return sms && { found: [sms], ...nextOf(idsOf(page).slice(1)) };
	},
};

const idsOf = (page: string): string[] => page.slice(IDS.length).split(' ');
const nextOf = (ids: string[]) => (ids.length > 0 ? { next: `${IDS}${ids.join(' ')}` } : {});

function readOutgoing(body: unknown): FoundSms | undefined {
	if (!isFields(body)) return undefined;
	const [to, providerId] = [phoneOf(body.receiver), idOf(body.id)];
	if (to === undefined) return undefined;
	return {
		to,
		providerId,
		...(ovhStatus(body.ptt, body.deliveryReceipt) ?? { status: 'accepted' }),
	};
}

/** The numbers that said STOP; the API lists them without dates. */
export const ovhOptOutList: OptOutList = {
	build: (settings) => get(settings, '/blacklists'),
	parse(reply: HttpReply) {
		if ('failure' in reply || reply.status !== 200 || !Array.isArray(reply.body)) return undefined;
		const numbers = reply.body.map(phoneOf).filter((to) => to !== undefined);
		return { optOuts: numbers.map((to) => ({ to })) };
	},
};
