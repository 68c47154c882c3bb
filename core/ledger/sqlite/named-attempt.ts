import type { LedgerKey } from '../key';
import type { NamedAttempt } from '../ledger';
import { isRef } from '../ref';
import type { Connection } from './connection';
import { text, type Row } from '../row';
import * as sql from './statements';

/** A name as the ledger can look it up: what may hold a number is hashed or left out. */
export interface KeyedName extends Omit<NamedAttempt, 'to'> {
	recipient?: Uint8Array;
}

/** What a gateway sends back as our reference may be anything. */
const ours = (ref: string | undefined) => (ref !== undefined && isRef(ref) ? ref : undefined);

export const keyedName = (
	key: LedgerKey,
	{ gateway, ref, providerId, call, to }: NamedAttempt,
): KeyedName => ({
	gateway,
	ref: ours(ref),
	providerId,
	call: ours(call),
	...(to !== undefined && { recipient: key.hash(to) }),
});

/**
 * The attempt a gateway speaks of, as a row of FIND_ATTEMPT: by our reference, else by the gateway's id, else by the call.
 * A name that fits several attempts names none. To be called inside a transaction.
 */
export function attemptNamed(connection: Connection, name: KeyedName): Row | undefined {
	const { gateway, ref } = name;
	const found = ref ?? refById(connection, name) ?? refByCall(connection, name);
	if (found === undefined) return undefined;
	const attempt = connection.statement(sql.FIND_ATTEMPT).get(found);
	return attempt?.gateway === gateway ? attempt : undefined;
}

function refById(
	connection: Connection,
	{ gateway, providerId, recipient }: KeyedName,
): string | undefined {
	if (providerId === undefined) return undefined;
	if (recipient === undefined) return onlyRefById(connection, gateway, providerId);
	const find = connection.statement(sql.FIND_BY_PROVIDER_ID_AND_RECIPIENT);
	return onlyRef(find.all(gateway, providerId, recipient));
}

/** The attempt that alone has an id of the gateway. */
export const onlyRefById = (
	connection: Connection,
	gateway: string,
	providerId: string,
): string | undefined =>
	onlyRef(connection.statement(sql.FIND_BY_PROVIDER_ID).all(gateway, providerId));

/** Known from the claim on. A call of one SMS has the reference of its attempt. */
function refByCall(
	connection: Connection,
	{ gateway, call, recipient }: KeyedName,
): string | undefined {
	if (call === undefined) return undefined;
	const rows =
		recipient === undefined
			? connection.statement(sql.FIND_BY_CALL).all(gateway, call)
			: connection.statement(sql.FIND_BY_CALL_AND_RECIPIENT).all(gateway, call, recipient);
	return rows.length === 0 ? call : onlyRef(rows);
}

function onlyRef([first, second]: Row[]): string | undefined {
	return first && !second ? text(first, 'ref') : undefined;
}

export async function findAttempts(
	connection: Connection,
	key: LedgerKey,
	names: NamedAttempt[],
): Promise<Array<string | undefined>> {
	const keyed: KeyedName[] = [];
	return await connection.inBatches({
		mode: 'read',
		count: names.length,
		prepare: (from, to) => {
			for (const name of names.slice(Math.max(from, keyed.length), to))
				keyed.push(keyedName(key, name));
		},
		begin: () => (index) => {
			const name = keyed[index];
			const attempt = name && attemptNamed(connection, name);
			return attempt && text(attempt, 'ref');
		},
	});
}
