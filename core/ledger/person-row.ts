import type { ConsentBasis, LedgerConsent } from './consent-ledger';
import { integer, integerOrNull, textOrNull, type Row } from './row';

/** A recipient with the statement in force, as the consent operations read it. */
export interface Person {
	id: number;
	optedOutAt: number | null;
	consent?: LedgerConsent;
}

/** The columns of a recipient that `readPerson` reads. */
export const PERSON_COLUMNS =
	'id, opted_out_at, consent, consent_at, consent_origin, consent_basis, consent_source';

const BASES = new Set<string>(['consent', 'existing_customer', 'b2b_legitimate_interest']);
const isBasis = (text: string | null): text is ConsentBasis => text !== null && BASES.has(text);

export const basisOf = (row: Row, column: string): ConsentBasis | undefined => {
	const basis = textOrNull(row, column);
	return isBasis(basis) ? basis : undefined;
};

export function consentStatus(status: string | null): LedgerConsent['status'] | undefined {
	return status === 'granted' || status === 'pending' || status === 'withdrawn'
		? status
		: undefined;
}

export function readPerson(row: Row): Person {
	const optedOutAt = integerOrNull(row, 'opted_out_at');
	const consent = readConsent(row, optedOutAt);
	return { id: integer(row, 'id'), optedOutAt, ...(consent && { consent }) };
}

function readConsent(row: Row, optedOutAt: number | null): LedgerConsent | undefined {
	const known = consentStatus(textOrNull(row, 'consent'));
	const suppressed = optedOutAt !== null;
	if (known === undefined && !suppressed) return undefined;
	const at = suppressed ? optedOutAt : integerOrNull(row, 'consent_at');
	const basis = basisOf(row, 'consent_basis');
	const source = textOrNull(row, 'consent_source');
	return {
		status: suppressed ? 'withdrawn' : (known ?? 'withdrawn'),
		origin: row.consent_origin === 'file' ? 'file' : 'statement',
		suppressed,
		...(at !== null && { at }),
		...(basis && { basis }),
		...(source !== null && { source }),
	};
}
