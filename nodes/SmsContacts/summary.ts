import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	CONTACT_FIELDS,
	explainWriting,
	type ColumnWriting,
	type ContactField,
	type ContactSummary,
	type Mapping,
} from '../../core/contact';
import { coldAmong } from '../shared/cold-prospects';
import { addHint, count } from '../shared/hints';
import type { Stage } from '../../core/segment/prospects/stages';
import type { Source } from './input';

const FIELD_WORDS: Record<ContactField, string> = {
	phone: 'phone',
	firstName: 'first name',
	lastName: 'last name',
	gender: 'gender',
	birthDate: 'birth date',
	age: 'age',
	postalCode: 'postal code',
	city: 'city',
	lat: 'latitude',
	lon: 'longitude',
	loyaltyTier: 'loyalty tier',
	points: 'points',
	interests: 'interests',
	purchaseCount: 'number of purchases',
	purchaseTotal: 'total spent',
	lastPurchase: 'last purchase',
	responses: 'answers to campaigns',
	consent: 'consent',
	consentDate: 'consent date',
	consentOrigin: 'consent origin',
	optOut: 'opt-out',
	storeId: 'store ID',
	storeName: 'store',
};

export interface Read {
	source: Source;
	mapping: Mapping;
	writing: ColumnWriting;
}

/** The contacts by what became of them; `before` came held. */
export interface Leaving {
	ready: readonly INodeExecutionData[];
	held: readonly INodeExecutionData[];
	before: readonly INodeExecutionData[];
}

const SHOWN = 30;

/** What the node says above its output: how many, what was read, which column was taken for what. */
export function sayWhatHappened(
	context: IExecuteFunctions,
	summary: ContactSummary,
	read: readonly Read[],
	{ ready, held, before }: Leaving,
	stages?: readonly Stage[],
): void {
	// The stages tell clients from prospects themselves.
	const result = stages
		? [stagesSentence(stages)]
		: [counts(summary, before.length), coldAmong({ ready, held, 'held before': before })];
	addHint(context, [...result, ...read.map(whatWasRead)].filter(Boolean).join('; '));
	const unreadable = Object.entries(summary.unreadable).map(
		([field, cells]) => `${count(cells)} × ${FIELD_WORDS[field as ContactField]}`,
	);
	if (unreadable.length > 0) {
		addHint(context, `Cells that could not be read and were left out: ${unreadable.join(', ')}`);
	}
	if (read.some(({ source }) => source.columns.includes('sms'))) {
		addHint(context, "The column 'sms' is kept as 'sms_column': the SMS nodes own the key 'sms'.");
	}
}

function counts({ ready, held, consent }: ContactSummary, stillHeld: number): string {
	const parts: Array<[number, string]> = [
		[held.NOT_MOBILE, 'not mobile'],
		[held.INVALID_NUMBER, 'unreadable'],
		[held.DUPLICATE, held.DUPLICATE === 1 ? 'duplicate' : 'duplicates'],
		[stillHeld, 'held before'],
	];
	const others = parts.filter(([n]) => n > 0).map(([n, word]) => `${count(n)} ${word}`);
	const consents = `${count(consent.granted)} with consent, ${count(consent.withdrawn)} refused, ${count(consent.unknown)} unknown`;
	return [`${count(ready)} ready (${consents})`, ...others].join(', ');
}

/** "3,000 raw → 2,512 cleaned (488 out: 300 …) → 1,204 qualified (…); 62 are clients already" */
export function stagesSentence(stages: readonly Stage[]): string {
	const steps = stages.map(({ stage, clients, prospects, left }) => {
		const several = stage === 'qualified' ? prospects : clients + prospects;
		const out = left.map(({ why, contacts }) => `${count(contacts)} ${why}`).join(', ');
		return `${count(several)} ${stage}${out === '' ? '' : ` (out: ${out})`}`;
	});
	const clients = stages.at(-1)?.clients ?? 0;
	return `${steps.join(' → ')}; ${count(clients)} ${clients === 1 ? 'is a client' : 'are clients'}`;
}

function whatWasRead({ source, mapping, writing }: Read): string {
	const taken = CONTACT_FIELDS.flatMap((field) => {
		const column = mapping[field];
		return column === undefined ? [] : [`${column} → ${FIELD_WORDS[field]}`];
	});
	const used = new Set(Object.values(mapping));
	const left = source.columns.filter((column) => !used.has(column));
	const shown = left.slice(0, SHOWN).join(', ') + (left.length > SHOWN ? ', …' : '');
	const rest = left.length > 0 ? `; not understood: ${shown}` : '';
	return [`${source.found}; columns: ${taken.join(', ')}${rest}`, ...explainWriting(writing)].join(
		'; ',
	);
}
