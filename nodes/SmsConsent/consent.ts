import type { INodeProperties } from 'n8n-workflow';
import { consentStandings } from '../../core/eligibility';
import type { E164 } from '../../core/item';
import type { Brand, Confirmation } from '../../core/ledger';
import type { Language } from '../../core/reasons';
import { inProperty } from '../shared/errors';
import { heldPatch, isoOf } from '../shared/held-detail';
import { readSms } from '../shared/items';
import { readPerItem } from '../shared/parameters';
import { pause } from '../shared/pause';
import { readChoice } from '../shared/typed-parameters';
import { momentOf } from './moment';
import {
	AFRESH,
	failed,
	stopped,
	type Operation,
	type OperationCall,
	type Outcome,
} from './operation';
import { byBrand, readPeople } from './people';
import { textOf } from './said';

/** Items between two turns of the event loop. */
const AT_ONCE = 2_000;

const NOT_WAITING = {
	en: 'No consent waits for this confirmation, or it has expired',
	fr: "Aucun consentement n'attend cette confirmation, ou elle a expiré",
} satisfies Record<Language, string>;

export const confirmByProperty: INodeProperties = {
	displayName: 'Confirm By',
	name: 'confirmBy',
	type: 'options',
	options: [
		{
			name: 'Phone Number',
			value: 'number',
			description: 'The person answered OUI; the number is that of the reply',
		},
		{ name: 'Token', value: 'token', description: 'The token of the confirmation link' },
	],
	default: 'number',
};

export const tokenProperty: INodeProperties = {
	displayName: 'Token',
	name: 'token',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	required: true,
	placeholder: 'e.g. {{ $json.query.confirm }}',
	displayOptions: { show: { confirmBy: ['token'] } },
};

export const optOutSourceProperty: INodeProperties = {
	displayName: 'Asked By',
	name: 'optOutSource',
	type: 'options',
	options: [
		{ name: 'Call', value: 'call' },
		{ name: 'Letter or Email', value: 'letter' },
		{ name: 'Reply', value: 'reply' },
		{ name: 'Store', value: 'store' },
		{ name: 'Web Page', value: 'web' },
	],
	default: 'web',
	description: 'How the person asked to receive no more SMS',
};

/** Ends a double opt-in. */
export const confirm: Operation = async (call) => {
	const by = readChoice(call.context, 'confirmBy', 'Confirm By', ['number', 'token']);
	return by === 'token' ? await confirmTokens(call) : await confirmNumbers(call);
};

const confirmNumbers: Operation = async (call) => {
	const { people, outcomes } = await readPeople(call);
	for (const { index, brand, to } of people) {
		const request = { brand: brand.slug, to, ...when(call) };
		const known = await call.ledger.confirmConsent(request);
		outcomes[index] = known
			? { sms: { ...AFRESH, to, brand: brand.slug, consent: consentOf(known) } }
			: notWaiting(brand, { to });
	}
	return outcomes;
};

const confirmTokens: Operation = async (call) => {
	const { context, items, ledger } = call;
	const tokenOf = readPerItem<unknown>(context, 'token', '', { label: 'Token' });
	const outcomes: Array<Outcome | undefined> = [];
	for (const index of items.keys()) {
		const token = String(tokenOf(index) ?? '').trim();
		const known = token === '' ? undefined : await ledger.confirmConsent({ token, ...when(call) });
		outcomes[index] = known
			? { sms: { ...AFRESH, brand: known.brand, consent: consentOf(known) } }
			: notWaiting(await ledger.getBrand(), {});
	}
	return outcomes;
};

const when = ({ now, write }: OperationCall) => ({ at: now, now, dryRun: !write });

function consentOf({ at, basis, source, ref }: Confirmation) {
	return { status: 'granted' as const, at: isoOf(at), basis, source, ref };
}

function notWaiting({ slug, language }: Brand, known: { to?: E164 }): Outcome {
	return {
		sms: {
			...{ ...AFRESH, ...known, brand: slug },
			...{ status: 'held', reason: 'CONSENT_PENDING', detail: NOT_WAITING[language] },
		},
	};
}

/** A STOP that came by another way than SMS. Reserved messages are cancelled at once. */
export const optOut: Operation = async (call) => {
	const { context, ledger, write, now, run } = call;
	const sourceOf = readPerItem<unknown>(context, 'optOutSource', 'web', { label: 'Asked By' });
	const givenAt = readPerItem<unknown>(context, 'optOutAt', '', { label: 'Asked At' });
	const { people, outcomes } = await readPeople(call);
	const asked = people.flatMap((person) => {
		const { index, brand } = person;
		const given = givenAt(index);
		const at = momentOf(given, brand.timezone) ?? now;
		if (!Number.isNaN(at)) return [{ ...person, at: Math.min(at, now) }];
		outcomes[index] = failed(
			context,
			inProperty(
				context,
				index,
				`'Asked At' is not a date: ${String(given)}`,
				'Give a day and time, e.g. 2026-11-20T18:05, or leave it empty for now.',
			),
		);
		return [];
	});
	for (const { at, ...person } of asked) {
		const { index, brand, to } = person;
		const source = textOf(sourceOf(index)) ?? 'web';
		const request = { brand: brand.slug, to, source, sourceRef: `${run}/${index}`, at, now };
		if (write) await ledger.optOut(request);
		outcomes[index] = stopped(person, { status: 'withdrawn', at: isoOf(at), source });
	}
	return outcomes;
};

export const optOutAtProperty: INodeProperties = {
	displayName: 'Asked At',
	name: 'optOutAt',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-11-20T18:05',
	description: 'When the person asked. Left empty, now.',
};

/** Says whether each person may receive marketing SMS as far as STOP, consent and age go. */
export const check: Operation = async (call) => {
	const { items, ledger, now } = call;
	const { people, outcomes } = await readPeople(call);
	for (const group of byBrand(people)) {
		const brand = group[0]?.brand;
		if (!brand) continue;
		const contacts = group.map(({ index, to }) => ({ ...readSms(items[index]?.json ?? {}), to }));
		const { language, consentMaxAgeMonths } = brand;
		const rules = { language, ...(consentMaxAgeMonths && { consentMaxAgeMonths }) };
		const standings = await consentStandings(contacts, { ledger, brand: brand.slug, rules, now });
		for (const [position, { index, to }] of group.entries()) {
			if (position > 0 && position % AT_ONCE === 0) await pause();
			const { consent, held } = standings[position] ?? {};
			const known = { to, brand: brand.slug, consent };
			outcomes[index] = { sms: { ...AFRESH, ...known, ...(held && heldPatch(held, brand)) } };
		}
	}
	return outcomes;
};
