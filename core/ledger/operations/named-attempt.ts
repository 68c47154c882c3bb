import type { LedgerKey } from '../key';
import type { NamedAttempt } from '../ledger';
import { isRef } from '../ref';
import { text, type Row } from '../row';
import { all, type Store, type Work } from '../work';
import {
	FIND_BY_CALL,
	FIND_BY_CALL_AND_RECIPIENT,
	FIND_BY_PROVIDER_ID,
	FIND_BY_PROVIDER_ID_AND_RECIPIENT,
	findAttempt,
} from './attempts';

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
export function* attemptNamed(name: KeyedName): Work<Row | undefined> {
	const { gateway, ref } = name;
	const found = ref ?? (yield* refById(name)) ?? (yield* refByCall(name));
	if (found === undefined) return undefined;
	const attempt = yield* findAttempt(found);
	return attempt?.gateway === gateway ? attempt : undefined;
}

function* refById({ gateway, providerId, recipient }: KeyedName): Work<string | undefined> {
	if (providerId === undefined) return undefined;
	if (recipient === undefined) return yield* onlyRefById(gateway, providerId);
	return onlyRef(yield* all(FIND_BY_PROVIDER_ID_AND_RECIPIENT, gateway, providerId, recipient));
}

/** The attempt that alone has an id of the gateway. */
export function* onlyRefById(gateway: string, providerId: string): Work<string | undefined> {
	return onlyRef(yield* all(FIND_BY_PROVIDER_ID, gateway, providerId));
}

/** Known from the claim on. A call of one SMS has the reference of its attempt. */
function* refByCall({ gateway, call, recipient }: KeyedName): Work<string | undefined> {
	if (call === undefined) return undefined;
	const rows =
		recipient === undefined
			? yield* all(FIND_BY_CALL, gateway, call)
			: yield* all(FIND_BY_CALL_AND_RECIPIENT, gateway, call, recipient);
	return rows.length === 0 ? call : onlyRef(rows);
}

function onlyRef([first, second]: Row[]): string | undefined {
	return first && !second ? text(first, 'ref') : undefined;
}

export async function findAttempts(
	store: Store,
	key: LedgerKey,
	names: NamedAttempt[],
): Promise<Array<string | undefined>> {
	const keyed: KeyedName[] = [];
	return await store.inBatches({
		mode: 'read',
		count: names.length,
		prepare: (from, to) => {
			for (const name of names.slice(Math.max(from, keyed.length), to))
				keyed.push(keyedName(key, name));
		},
		begin: function* () {
			return function* (index) {
				const name = keyed[index];
				const attempt = name && (yield* attemptNamed(name));
				return attempt && text(attempt, 'ref');
			};
		},
	});
}
