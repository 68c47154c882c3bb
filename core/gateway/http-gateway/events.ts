import { accountText } from '../account';
import { idOf, isFields, phoneOf, writtenFields, type Fields } from '../event-fields';
import type { Account, GatewayEvent, ReportStatus, WebhookRequest } from '../gateway';
import { at, listOf } from './settings';

/** Fields of the credential that list the words of a status; `optedOutWords` are refusals as well. */
const WORDS: ReadonlyArray<[string, ReportStatus]> = [
	['deliveredWords', 'delivered'],
	['undeliveredWords', 'undelivered'],
	['expiredWords', 'expired'],
	['refusedWords', 'refused'],
	['optedOutWords', 'refused'],
	['acceptedWords', 'accepted'],
];

/** Reports and incoming SMS, read by the names that the credential gives: one in a call, or a list of them. */
export function httpEvents(request: WebhookRequest, account?: Account): GatewayEvent[] {
	const listed = at(request.body, accountText(account, 'listPath'));
	const list = [listed, request.body].find(Array.isArray) ?? [writtenFields(request)];
	return list.filter(isFields).flatMap((fields) => {
		const event = report(fields, account) ?? inbound(fields, account);
		return event ? [event] : [];
	});
}

/** What the field holds whose name, or path, is entered in the credential. */
const read = (fields: Fields, account: Account | undefined, name: string): string | undefined =>
	idOf(at(fields, accountText(account, name)));

function report(fields: Fields, account: Account | undefined): GatewayEvent | undefined {
	const word = read(fields, account, 'reportStatus')?.trim().toLowerCase();
	const found = WORDS.find(([list]) => word !== undefined && listOf(account, list).includes(word));
	const ref = read(fields, account, 'reportRef');
	const providerId = read(fields, account, 'reportId');
	if (word === undefined || found === undefined || (ref ?? providerId) === undefined)
		return undefined;
	const [list, status] = found;
	return {
		kind: 'report',
		key: [ref, providerId, word].filter(Boolean).join(' '),
		ref,
		providerId,
		to: phoneOf(read(fields, account, 'reportTo')),
		status,
		...(list === 'optedOutWords' && { optedOut: true as const }),
	};
}

function inbound(fields: Fields, account: Account | undefined): GatewayEvent | undefined {
	const from = phoneOf(read(fields, account, 'inboundFrom'));
	const text = at(fields, accountText(account, 'inboundText'));
	if (from === undefined || typeof text !== 'string') return undefined;
	const id = read(fields, account, 'inboundId');
	return {
		kind: 'inbound',
		key: id ?? `${from} ${text}`,
		...(id === undefined && { unnamed: true as const }),
		from,
		to: read(fields, account, 'inboundTo'),
		text,
	};
}
