import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { findUnknownFields } from '../../core/segment/filter/unknown-fields';
import { addHint, count } from '../shared/hints';
import type { Segment } from './read-segments';

/** What the node says above its output: who went where, and what looks like a slip. */
export function sayWhatHappened(
	context: IExecuteFunctions,
	segments: readonly Segment[],
	outputs: readonly INodeExecutionData[][],
	judged: readonly INodeExecutionData[],
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
		addHint(context, `${[...counts, elsewhere(outputs)].join(', ')}`);
	}
	for (const [index, { name, blind }] of segments.entries()) {
		if (judged.length === 0 || sizes[index] !== judged.length) continue;
		if (blind) {
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
}

function elsewhere(outputs: readonly INodeExecutionData[][]): string {
	return `${count(outputs[0]?.length ?? 0)} everyone else`;
}

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
