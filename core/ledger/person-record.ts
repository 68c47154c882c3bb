import type { ConsentProof, PersonRecord } from './consent-ledger';
import { basisOf, consentStatus } from './person-row';
import { integer, integerOrNull, text, textOrNull, type Row } from './row';

type Statement = PersonRecord['statements'][number];

export function readStatement(row: Row): Statement {
	const proof: ConsentProof = JSON.parse(text(row, 'proof'));
	const [at, confirmedAt] = [integerOrNull(row, 'given_at'), integerOrNull(row, 'confirmed_at')];
	const basis = basisOf(row, 'basis');
	const source = textOrNull(row, 'source');
	return {
		ref: text(row, 'ref'),
		status: consentStatus(text(row, 'status')) ?? 'withdrawn',
		origin: row.origin === 'file' ? 'file' : 'statement',
		...(basis && { basis }),
		...(source !== null && { source }),
		...(at !== null && { at }),
		recordedAt: integer(row, 'recorded_at'),
		...(confirmedAt !== null && { confirmedAt }),
		proof,
	};
}

export function readFileGrant(row: Row): Statement {
	const basis = basisOf(row, 'consent_basis');
	const [source, at] = [textOrNull(row, 'consent_source'), integerOrNull(row, 'consent_at')];
	return {
		...{ ref: '', status: 'granted', origin: 'file', proof: {} },
		...(basis && { basis }),
		...(source !== null && { source }),
		...(at !== null && { at }),
		recordedAt: integerOrNull(row, 'consent_recorded_at') ?? 0,
	};
}

export function readMessage(row: Row): PersonRecord['messages'][number] {
	const [sentAt, parts] = [integerOrNull(row, 'claimed_at'), integerOrNull(row, 'parts')];
	return {
		campaign: text(row, 'name'),
		purpose: text(row, 'purpose'),
		state: text(row, 'state'),
		...(sentAt !== null && { sentAt }),
		...(parts !== null && { parts }),
		live: row.live === 1,
	};
}
