import { accountText } from '../account';
import { idOf } from '../event-fields';
import type { Account, HttpReply, SendOutcome } from '../gateway';
import { at, listOf } from './settings';
import { batchOutcome } from '../transport';

/**
 * What became of the SMS, by what the credential says of the answers. What it does not name is in doubt: to take it for a
 * no would send the SMS a second time, to take it for a yes would call it sent.
 */
export function httpOutcome(reply: HttpReply, account: Account | undefined): SendOutcome {
	if ('status' in reply && listOf(account, 'refusedCodes').includes(String(reply.status))) {
		return { outcome: 'refused', code: `HTTP_${reply.status}`, permanent: false };
	}
	const whole = batchOutcome(reply);
	if (whole) return whole;
	const body = 'body' in reply ? reply.body : undefined;
	const refused = saidBy(body, account, 'refusedValues');
	if (refused !== undefined) {
		return { outcome: 'refused', code: codeOf(refused), permanent: false };
	}
	if (asksForStatus(account) && saidBy(body, account, 'acceptedValues') === undefined) {
		return { outcome: 'in_doubt', code: 'UNKNOWN_STATUS' };
	}
	const idPath = accountText(account, 'idPath');
	const providerId = idOf(at(body, idPath));
	if (idPath !== '' && providerId === undefined) return { outcome: 'in_doubt', code: 'NO_ID' };
	return { outcome: 'accepted', providerId };
}

const asksForStatus = (account: Account | undefined): boolean =>
	accountText(account, 'statusPath') !== '' || listOf(account, 'acceptedValues').length > 0;

/** Which value of the list the answer says: at the path, or as the first word of an answer that is plain text. */
function saidBy(body: unknown, account: Account | undefined, list: string): string | undefined {
	const path = accountText(account, 'statusPath');
	const values = listOf(account, list);
	if (path !== '') {
		const said = String(at(body, path) ?? '')
			.trim()
			.toLowerCase();
		return values.find((value) => value === said);
	}
	const text = typeof body === 'string' || typeof body === 'number' ? String(body) : '';
	const begins = text.trim().toLowerCase();
	return values.find(
		(value) => begins.startsWith(value) && !/^[\p{L}\p{N}]/u.test(begins.slice(value.length)),
	);
}

/** A word of the credential's own list; one that is no code is not kept. */
const codeOf = (value: string): string =>
	/^[\w.-]{1,40}$/.test(value) ? value.toUpperCase() : 'REFUSED';
