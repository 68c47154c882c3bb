import { brevoUrl } from './address';
import { BREVO_STATUSES, eventName, UNSUBSCRIBED } from './status';
import { idOf, isFields, phoneOf } from '../event-fields';
import type {
	FoundSms,
	GatewaySettings,
	HttpCall,
	HttpReply,
	ListedOptOut,
	LookUp,
	OptOutList,
} from '../gateway';

const TIMEOUT_MS = 30_000;

const get = (settings: GatewaySettings, path: string, query: Record<string, string>): HttpCall => ({
	method: 'GET',
	url: `${brevoUrl(settings.account)}${path}?${new URLSearchParams(query).toString()}`,
	timeoutMs: TIMEOUT_MS,
});

/** How soon Brevo lists an SMS among its events is not documented. */
const QUIET_MS = 60 * 60_000;
const EVENTS_PAGE = 100;

/** Pages are offsets. The events of a tag come oldest first, so that what is told last counts. */
export const brevoLookUp: LookUp = {
	quietMs: QUIET_MS,

	build({ call, startedAt }, settings, page = '0') {
		return get(settings, '/transactionalSMS/statistics/events', {
			limit: String(EVENTS_PAGE),
			offset: page,
			startDate: dayOf(startedAt - DAY_MS),
			endDate: dayOf(startedAt + DAY_MS),
			tags: JSON.stringify([call]),
			sort: 'asc',
		});
	},

	parse(reply: HttpReply, page = '0') {
		if ('failure' in reply || reply.status !== 200 || !isFields(reply.body)) return undefined;
		const { events = [] } = reply.body;
		if (!Array.isArray(events) || !isEventsBody(reply.body)) return undefined;
		return { found: events.flatMap(readEvent), ...nextOf(events, EVENTS_PAGE, page) };
	},
};

const DAY_MS = 24 * 3_600_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Without any event Brevo may leave the list out: then nothing else stands there either. */
const isEventsBody = (body: Readonly<Record<string, unknown>>): boolean =>
	'events' in body || Object.keys(body).length === 0;

const nextOf = (list: unknown[], size: number, page: string) =>
	list.length < size ? {} : { next: String(Number(page) + size) };

function readEvent(event: unknown): FoundSms[] {
	if (!isFields(event)) return [];
	const code = eventName(event.event);
	// Who opts out by an SMS has had it.
	const told = UNSUBSCRIBED.has(code)
		? ({ status: 'delivered', optedOut: true } as const)
		: BREVO_STATUSES.get(code);
	const ref = idOf(event.tag);
	const to = phoneOf(event.phoneNumber);
	if (!told || (ref ?? to) === undefined) return [];
	const optedOut = told.optedOut && to !== undefined && ({ optedOut: true } as const);
	const { status } = told;
	return [{ ref, to, providerId: idOf(event.messageId), status, code, ...optedOut }];
}

const CONTACTS_PAGE = 500;

/** Contacts whose SMS are blocked, read from all contacts: the API has no filter for it. */
export const brevoOptOutList: OptOutList = {
	build: (settings, page = '0') =>
		get(settings, '/contacts', { limit: String(CONTACTS_PAGE), offset: page, sort: 'asc' }),

	parse(reply: HttpReply, page = '0') {
		if ('failure' in reply || reply.status !== 200 || !isFields(reply.body)) return undefined;
		const { contacts } = reply.body;
		if (!Array.isArray(contacts)) return undefined;
		return { optOuts: contacts.flatMap(readContact), ...nextOf(contacts, CONTACTS_PAGE, page) };
	},
};

function readContact(contact: unknown): ListedOptOut[] {
	if (!isFields(contact) || contact.smsBlacklisted !== true || !isFields(contact.attributes))
		return [];
	const to = phoneOf(contact.attributes.SMS);
	return to === undefined ? [] : [{ to }];
}
