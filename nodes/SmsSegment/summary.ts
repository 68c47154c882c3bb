import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { DataQuality, FillRate } from '../../core/segment/criteria/fill-rate';
import { WORDS } from '../../core/segment/criteria/words';
import { criteriaOf } from '../../core/segment/criteria/rule';
import { findUnknownFields } from '../../core/segment/filter/unknown-fields';
import { coldAmong } from '../shared/cold-prospects';
import { addHint, count } from '../shared/hints';
import { readSms } from '../shared/items';
import { pause } from '../shared/pause';
import type { Segment } from './read-segments';

export interface Outcome extends Judged {
	outputs: readonly INodeExecutionData[][];
	/** held since they live elsewhere, or since nobody knows where */
	heldByZone: { outside: number; unknown: number };
	/** whether those of unknown place could be looked up, and are not */
	couldPlace: boolean;
}

/** The contacts that were compared with the segments, and what looks like a slip in these. */
export interface Judged {
	segments: readonly Segment[];
	judged: readonly INodeExecutionData[];
	/** criteria of which nothing is known of anybody */
	unknown: ReadonlyArray<FillRate['criterion']>;
	quality?: DataQuality;
}

/** What the node says above its output: who went where, and what looks like a slip. */
export async function sayWhatHappened(context: IExecuteFunctions, outcome: Outcome): Promise<void> {
	const { segments, outputs, judged } = outcome;
	const sizes = segments.map((_, index) => outputs[index + 1]?.length ?? 0);
	if (segments.length === 0) {
		addHint(
			context,
			"There is no segment yet: everybody leaves by Everyone Else. Add one in 'Segments'.",
			'warning',
		);
	} else {
		const counts = segments.map(({ name }, index) => `${count(sizes[index] ?? 0)} in '${name}'`);
		const cold = coldAmong({
			...Object.fromEntries(
				segments.map(({ name }, index) => [`in '${name}'`, outputs[index + 1] ?? []]),
			),
			'everyone else': outputs[0] ?? [],
		});
		const sentences = [[...counts, elsewhere(outcome)].join(', '), cold].filter(Boolean);
		addHint(context, sentences.join('. '));
	}
	warnOfZone(context, outcome, judged.length);
	await warnOfSlips(context, outcome, sizes);
}

/** @param sizes how many of the contacts each segment took */
export async function warnOfSlips(
	context: IExecuteFunctions,
	{ segments, judged, unknown, quality }: Judged,
	sizes: readonly number[],
): Promise<void> {
	for (const [index, { name, blind, criteria }] of segments.entries()) {
		const size = sizes[index] ?? 0;
		if (size === 0) continue;
		if (blind && criteriaOf(criteria.rules).length === 0) {
			const whom = size === judged.length ? 'everybody' : 'everybody who is left';
			addHint(
				context,
				`'${name}' takes ${whom}: its conditions do not look at any field of the contact.`,
				'warning',
			);
		} else if (size === judged.length && size > 1) {
			addHint(context, `'${name}' takes everybody: all ${count(size)} contacts fit.`);
		}
	}
	await warnOfUnknownFields(context, segments, judged);
	warnOfUnknown(context, unknown, judged);
	if (quality) sayQuality(context, quality);
}

function elsewhere({ outputs, heldByZone: { outside, unknown } }: Outcome): string {
	const all = `${count(outputs[0]?.length ?? 0)} everyone else`;
	const held = [
		...(outside > 0 ? [`${count(outside)} outside the zone`] : []),
		...(unknown > 0 ? [`${count(unknown)} whose place is not known`] : []),
	];
	return held.length === 0 ? all : `${all}, of whom ${held.join(' and ')} are held`;
}

function warnOfZone(
	context: IExecuteFunctions,
	{ heldByZone: { outside, unknown }, couldPlace }: Outcome,
	inside: number,
): void {
	if (outside > 0 && inside === 0) {
		addHint(
			context,
			"Nobody is in the zone: look at 'Zone', and whether latitude and longitude stand the right way round.",
			'warning',
		);
	}
	if (unknown > 0 && couldPlace) {
		addHint(
			context,
			`${count(unknown)} contacts have no coordinates: 'Find Coordinates' in Options looks them up by postal code or address.`,
			'warning',
		);
	}
}

function warnOfUnknown(
	context: IExecuteFunctions,
	unknown: Outcome['unknown'],
	judged: readonly INodeExecutionData[],
): void {
	if (unknown.length === 0) return;
	const read = judged.some(({ json }) => readSms(json).contact !== undefined);
	const names = unknown.map((criterion) => nameOf(criterion));
	addHint(
		context,
		read
			? `Nothing is known of any contact for: ${names.join(', ')}. Look at the columns that SMS Contacts found.`
			: 'The criteria look at contacts as SMS Contacts reads them, and these were not read by it: put SMS Contacts before.',
		'warning',
	);
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "Data quality 61 of 100 (4,190 contacts). Known, least first: interests 12 %, loyalty tier 40 %, gender 71 % …" */
function sayQuality(context: IExecuteFunctions, { contacts, score, rates }: DataQuality): void {
	const named = [...rates]
		.sort((a, b) => a.filled - b.filled)
		.map(({ criterion, filled }) => `${nameOf(criterion)} ${percent(filled)}`);
	addHint(
		context,
		`Data quality ${score} of 100 (${count(contacts)} contacts). Known, least first: ${named.join(', ')}.`,
	);
}

const nameOf = (criterion: FillRate['criterion']): string =>
	criterion === 'zone' ? 'postal code or coordinates' : WORDS.en.name[criterion];

async function warnOfUnknownFields(
	context: IExecuteFunctions,
	segments: readonly Segment[],
	judged: readonly INodeExecutionData[],
): Promise<void> {
	const fields = new Map(
		segments.flatMap((segment) => segment.fields).map((path) => [path.join('\0'), path]),
	);
	const contacts = judged.map(({ json }) => json);
	for (const path of fields.values()) {
		// A field that nobody has is looked for in every contact.
		await pause();
		for (const { field, suggestion } of findUnknownFields([path], contacts)) {
			const meant = suggestion === undefined ? '' : ` Did you mean '${suggestion}'?`;
			addHint(context, `No contact has the field '${field}'.${meant}`, 'warning');
		}
	}
}
