import type { IExecuteFunctions } from 'n8n-workflow';
import type { OptIn } from '../../core/consent/opt-in';
import { readDate } from '../../core/contact';
import type { SmsContact } from '../../core/item';
import type { Brand, ConsentBasis } from '../../core/ledger';
import { inProperty } from '../shared/errors';
import { readSms } from '../shared/items';
import { readPerItem } from '../shared/parameters';
import { momentOf } from './moment';
import type { OperationCall, Person } from './operation';

/** What a person said, as the parameters of Opt In tell it. */
export type Said = OptIn & Person;

interface Proof {
	birthDate?: unknown;
	collectedBy?: unknown;
	document?: unknown;
	givenAt?: unknown;
	ip?: unknown;
	lastPurchaseAt?: unknown;
	place?: unknown;
}

const BASES: readonly ConsentBasis[] = ['consent', 'existing_customer', 'b2b_legitimate_interest'];
const DAY_HINT = 'Give a day and time, e.g. 2026-11-20T18:05.';

/** Reads one person's opt-in after the other; an error, which names the parameter, for one that cannot be used. */
export function saidReader(
	{ context, items, now }: OperationCall,
	asks: boolean,
): (person: Person) => Said | Error {
	const one = (name: string, label: string) => {
		const read = readPerItem<unknown>(context, name, '', { label });
		return (index: number) => textOf(read(index));
	};
	const basisAt = readPerItem<unknown>(context, 'basis', 'consent', { label: 'Legal Basis' });
	const source = one('source', 'Source');
	const wording = one('wording', 'Wording');
	const version = one('wordingVersion', 'Wording Version');
	const proofOf = readPerItem<Proof | null>(context, 'proof', {}, { label: 'Proof' });
	return (person) => {
		const { index, brand } = person;
		const proof = proofOf(index) ?? {};
		const text = wording(index);
		if (text === undefined) return noWording(context, index);
		const basis = BASES.find((known) => known === basisAt(index));
		if (basis === undefined) {
			const message = `'Legal Basis' is unknown: ${String(basisAt(index))}`;
			return inProperty(context, index, message, `Use one of: ${BASES.join(', ')}.`);
		}
		const at = momentOf(proof.givenAt, brand.timezone) ?? now;
		if (Number.isNaN(at)) {
			const message = `'Given At' is not a date: ${String(proof.givenAt)}`;
			return inProperty(context, index, message, DAY_HINT);
		}
		const contact = contactOf(readSms(items[index]?.json ?? {}).contact, proof, brand, now);
		return {
			...person,
			...{ status: asks ? 'pending' : 'granted', basis, at },
			source: source(index) ?? 'web_form',
			proof: {
				...filled({ wording: text, wordingVersion: version(index) }),
				...filled({ collectedBy: textOf(proof.collectedBy) }),
				evidence: filled({
					...{ ip: textOf(proof.ip), place: textOf(proof.place) },
					document: textOf(proof.document),
					lastPurchaseAt: textOf(proof.lastPurchaseAt) ?? contact?.purchases?.lastAt,
				}),
			},
			...(contact && { contact }),
		};
	};
}

const noWording = (context: IExecuteFunctions, index: number): Error =>
	inProperty(
		context,
		index,
		"'Wording' is empty",
		'Give the text the person agreed to: without it there is no proof.',
	);

/** The age given with the opt-in is newer than the file's. */
function contactOf(
	contact: SmsContact | undefined,
	{ birthDate }: Proof,
	{ timezone }: Brand,
	now: number,
): SmsContact | undefined {
	if (momentOf(birthDate, timezone) === undefined) return contact;
	// A year of two digits is no year to come: 90 is 1990.
	const born = readDate(birthDate, new Date(now).toISOString().slice(0, 10));
	return { kind: 'prospect', ...contact, birthDate: born?.slice(0, 10) ?? String(birthDate) };
}

/** What was entered as text; nothing for an empty one, or for what is none. */
export function textOf(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' ? undefined : text;
}

const filled = (texts: Record<string, string | undefined>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
	);
