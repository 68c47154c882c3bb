import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { DataQuality, FillRate } from '../../core/segment/criteria/fill-rate';
import { WORDS } from '../../core/segment/criteria/words';
import { findUnknownFields } from '../../core/segment/filter/unknown-fields';
import { addHint, count } from '../shared/hints';
import { readSms } from '../shared/items';
import type { Segment } from './read-segments';

export interface Outcome {
	segments: readonly Segment[];
	outputs: readonly INodeExecutionData[][];
	/** contacts that were compared with the segments */
	judged: readonly INodeExecutionData[];
	outsideZone: number;
	/** criteria of which nothing is known of anybody */
	unknown: ReadonlyArray<FillRate['criterion']>;
	quality?: DataQuality;
}

/** What the node says above its output: who went where, and what looks like a slip. */
export function sayWhatHappened(
	context: IExecuteFunctions,
	{ segments, outputs, judged, outsideZone, unknown, quality }: Outcome,
): void {
	const sizes = segments.map((_, index) => outputs[index + 1]?.length ?? 0);
	if (segments.length === 0) {
		addHint(
			context,
			"There is no segment yet: everybody leaves by Everyone Else. Add one in 'Segments'.",
			'warning',
		);
	} else {
		const counts = segments.map(({ name }, index) => `${count(sizes[index] ?? 0)} in '${name}'`);
		addHint(context, [...counts, elsewhere(outputs, outsideZone)].join(', '));
	}
	for (const [index, { name, blind, criteria }] of segments.entries()) {
		if (judged.length === 0 || sizes[index] !== judged.length) continue;
		if (blind && criteria.rules.length === 0) {
			addHint(
				context,
				`'${name}' takes everybody: its conditions do not look at any field of the contact.`,
				'warning',
			);
		} else if (judged.length > 1) {
			addHint(context, `'${name}' takes everybody: all ${count(judged.length)} contacts fit.`);
		}
	}
	warnOfUnknownFields(context, segments, judged);
	warnOfUnknown(context, unknown, judged);
	if (quality) sayQuality(context, quality);
}

function elsewhere(outputs: readonly INodeExecutionData[][], outsideZone: number): string {
	const all = `${count(outputs[0]?.length ?? 0)} everyone else`;
	return outsideZone === 0
		? all
		: `${all}, of whom ${count(outsideZone)} outside the zone are held`;
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

const WORST = 3;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "Data quality 61 of 100 (4,190 contacts). Least known: interests 12 %, loyalty tier 40 %, gender 71 %." */
function sayQuality(context: IExecuteFunctions, { contacts, score, rates }: DataQuality): void {
	const worst = [...rates].sort((a, b) => a.filled - b.filled).slice(0, WORST);
	const named = worst.map(({ criterion, filled }) => `${nameOf(criterion)} ${percent(filled)}`);
	addHint(
		context,
		`Data quality ${score} of 100 (${count(contacts)} contacts). Least known: ${named.join(', ')}.`,
	);
}

const nameOf = (criterion: FillRate['criterion']): string =>
	criterion === 'zone' ? 'postal code or coordinates' : WORDS.en.name[criterion];

function warnOfUnknownFields(
	context: IExecuteFunctions,
	segments: readonly Segment[],
	judged: readonly INodeExecutionData[],
): void {
	const fields = new Map(
		segments.flatMap((segment) => segment.fields).map((path) => [path.join('\0'), path]),
	);
	const contacts = judged.map(({ json }) => json);
	for (const { field, suggestion } of findUnknownFields([...fields.values()], contacts)) {
		const meant = suggestion === undefined ? '' : ` Did you mean '${suggestion}'?`;
		addHint(context, `No contact has the field '${field}'.${meant}`, 'warning');
	}
}
