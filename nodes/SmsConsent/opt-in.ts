import type { IExecuteFunctions } from 'n8n-workflow';
import { refuseOptIn, type OptIn } from '../../core/consent/opt-in';
import type { SmsContact } from '../../core/item';
import type { Brand, ConsentBasis } from '../../core/ledger';
import { readDate } from '../../core/contact';
import { inProperty } from '../shared/errors';
import { heldPatch } from '../shared/held-detail';
import { readSms } from '../shared/items';
import { readOnce, readPerItem } from '../shared/parameters';
import { pause } from '../shared/pause';
import { momentOf } from './moment';
import { AFRESH, failed, type Operation, type OperationCall, type Person } from './operation';
import { byBrand, readPeople } from './people';
import { recordedOutcome, type AskSettings } from './recorded';

const DAY_MS = 24 * 3_600_000;
const AT_ONCE = 2_000;

interface Proof {
	birthDate?: unknown;
	collectedBy?: unknown;
	document?: unknown;
	givenAt?: unknown;
	ip?: unknown;
	lastPurchaseAt?: unknown;
	place?: unknown;
}

type Said = OptIn & Person;

/** Records what each person said; with Ask to Confirm it counts once the person has confirmed. */
export const optIn: Operation = async (call) => {
	const { context, ledger, write, now } = call;
	const ask = readAsk(context);
	const { people, outcomes } = await readPeople(call);
	const read = optInReader(call, ask !== undefined);
	const accepted: Said[] = [];
	for (const [position, person] of people.entries()) {
		if (position > 0 && position % AT_ONCE === 0) await pause();
		const said = read(person);
		if (said instanceof Error) {
			outcomes[person.index] = failed(context, said);
			continue;
		}
		const refused = refuseOptIn(said, { language: person.brand.language, now });
		if (refused === undefined) accepted.push(said);
		else {
			const { to, brand } = person;
			const known = { to, brand: brand.slug, consent: undefined };
			outcomes[person.index] = { sms: { ...AFRESH, ...known, ...heldPatch(refused, brand) } };
		}
	}
	for (const group of byBrand(accepted)) {
		const statements = group.filter(isSaid);
		const [first] = statements;
		if (!first) continue;
		const verdicts = await ledger.recordConsent({
			brand: first.brand.slug,
			statements: statements.map(({ to, status, basis, source, at, proof }) => ({
				...{ to, status, basis, source, at, proof },
			})),
			pendingMs: ask?.pendingMs,
			now,
			dryRun: !write,
			cancelled: () => context.getExecutionCancelSignal()?.aborted === true,
		});
		for (const [position, said] of statements.entries()) {
			if (position > 0 && position % AT_ONCE === 0) await pause();
			outcomes[said.index] = recordedOutcome(said, verdicts[position], ask);
		}
	}
	return outcomes;
};

const isSaid = (person: Person): person is Said => 'basis' in person;

function readAsk(context: IExecuteFunctions): AskSettings | undefined {
	if (!readOnce<boolean>(context, 'askToConfirm', false, { label: 'Ask to Confirm' }))
		return undefined;
	const label = 'Address of the Confirmation Page';
	const address = String(readOnce<unknown>(context, 'confirmAddress', '', { label })).trim();
	if (address !== '' && !/^https?:\/\/\S+$/.test(address)) {
		throw inProperty(
			context,
			0,
			`'${label}' is no web address: ${address}`,
			'Copy the Production URL of your SMS Trigger, or leave it empty and let people answer OUI.',
		);
	}
	const days = Number(readOnce<unknown>(context, 'confirmDays', 7, { label: 'Days to Confirm' }));
	if (!(days > 0 && days <= 365)) {
		throw inProperty(context, 0, `'Days to Confirm' is not usable: ${days}`, 'Give 1 to 365 days.');
	}
	return { address, pendingMs: days * DAY_MS };
}

function optInReader({ context, items, now }: OperationCall, asks: boolean) {
	const one = (name: string, label: string) => {
		const read = readPerItem<unknown>(context, name, '', { label });
		return (index: number) => textOf(read(index));
	};
	const basis = readPerItem<ConsentBasis>(context, 'basis', 'consent', { label: 'Legal Basis' });
	const source = one('source', 'Source');
	const wording = one('wording', 'Wording');
	const version = one('wordingVersion', 'Wording Version');
	const proofOf = readPerItem<Proof>(context, 'proof', {}, { label: 'Proof' });
	return (person: Person): Said | Error => {
		const { index, brand } = person;
		const text = wording(index);
		if (text === undefined) {
			return inProperty(
				context,
				index,
				"'Wording' is empty",
				'Give the text the person agreed to: without it there is no proof.',
			);
		}
		const proof = proofOf(index) ?? {};
		const at = momentOf(proof.givenAt, brand.timezone) ?? now;
		if (Number.isNaN(at)) {
			return inProperty(
				context,
				index,
				`'Given At' is not a date: ${String(proof.givenAt)}`,
				'Give a day and time, e.g. 2026-11-20T18:05.',
			);
		}
		const { document, ip, lastPurchaseAt, place } = proof;
		const contact = contactOf(readSms(items[index]?.json ?? {}).contact, proof, brand);
		return {
			...person,
			...{ status: asks ? 'pending' : 'granted', basis: basis(index), at },
			source: source(index) ?? 'web_form',
			proof: {
				...filled({ wording: text, wordingVersion: version(index) }),
				...filled({ collectedBy: textOf(proof.collectedBy) }),
				evidence: filled({
					...{ ip: textOf(ip), place: textOf(place), document: textOf(document) },
					lastPurchaseAt: textOf(lastPurchaseAt) ?? contact?.purchases?.lastAt,
				}),
			},
			...(contact && { contact }),
		};
	};
}

/** The age given with the opt-in is newer than the file's. */
function contactOf(
	contact: SmsContact | undefined,
	{ birthDate }: Proof,
	{ timezone }: Brand,
): SmsContact | undefined {
	const born = momentOf(birthDate, timezone);
	if (born === undefined || Number.isNaN(born)) return contact;
	return { kind: 'prospect', ...contact, birthDate: readDate(birthDate)?.slice(0, 10) };
}

function textOf(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' ? undefined : text;
}

const filled = (texts: Record<string, string | undefined>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
	);
