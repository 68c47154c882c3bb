import type { Purpose } from '../item';
import type { StoredConsent } from './consent-rule';
import type { OwnRow } from './decide';
import { MESSAGE_STATES, type MessageState } from './states';

/** A row as an engine gives it; a value of another type than its column's means a damaged ledger. */
export type Row = Readonly<Record<string, unknown>>;

export function integer(row: Row, column: string): number {
	const value = row[column];
	if (typeof value === 'number') return value;
	throw new TypeError(`Column ${column} of the ledger holds no number`);
}

export function integerOrNull(row: Row, column: string): number | null {
	return row[column] === null ? null : integer(row, column);
}

export function text(row: Row, column: string): string {
	const value = row[column];
	if (typeof value === 'string') return value;
	throw new TypeError(`Column ${column} of the ledger holds no text`);
}

export function textOrNull(row: Row, column: string): string | null {
	return row[column] === null ? null : text(row, column);
}

export function blob(row: Row, column: string): Uint8Array {
	const value = row[column];
	if (value instanceof Uint8Array) return value;
	throw new TypeError(`Column ${column} of the ledger holds no bytes`);
}

const STATES = new Map<string, MessageState>(MESSAGE_STATES.map((state) => [state, state]));

export function messageState(row: Row): MessageState {
	const state = STATES.get(text(row, 'state'));
	if (state) return state;
	throw new TypeError('A message of the ledger is in no known state');
}

export function purpose(row: Row): Purpose {
	return row.purpose === 'transactional' ? 'transactional' : 'marketing';
}

export function ownRow(row: Row | undefined): OwnRow | undefined {
	return (
		row && {
			id: integer(row, 'id'),
			state: messageState(row),
			ref: text(row, 'ref'),
			purpose: purpose(row),
			leaseUntil: integerOrNull(row, 'lease_until'),
			permanent: row.permanent === 1,
			run: textOrNull(row, 'run'),
			cost: integerOrNull(row, 'cost'),
		}
	);
}

/** The statement in force of a recipient's row; nothing when it has none. */
export function storedConsent(row: Row): StoredConsent | undefined {
	const { consent: status } = row;
	if (status !== 'granted' && status !== 'pending' && status !== 'withdrawn') return undefined;
	return { status, at: integerOrNull(row, 'consent_at') };
}
