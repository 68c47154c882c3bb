import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { CriteriaSet } from '../../core/segment/criteria/criteria-set';
import { findImpossible } from '../../core/segment/criteria/impossible';
import { criteriaOfConditions } from '../../core/segment/criteria/of-conditions';
import { addHint } from '../shared/hints';
import { readOnce } from '../shared/parameters';
import { compileFilter, type CompiledFilter } from './compile-filter';
import { readCriteria } from './criteria/read-criteria';
import { isIncomplete, readFilter, type NodeOptions } from './filter-value';

export interface Segment extends CompiledFilter {
	name: string;
	/** what is asked beside the conditions; all of it must hold */
	criteria: CriteriaSet;
}

/** How many outputs there are beside Everyone Else. */
export function countSegments(context: IExecuteFunctions): number {
	const raw = context.getNodeParameter('segments.values', 0, [], { rawExpressions: true });
	return Array.isArray(raw) ? raw.length : 0;
}

/** The segments in the order of their outputs. @throws NodeOperationError for two of one name or an unreadable condition */
export function readSegments(context: IExecuteFunctions, options: NodeOptions): Segment[] {
	const names = readNames(context, countSegments(context));
	return names.map((name, index) => {
		const path = `segments.values[${index}]`;
		const conditions = readConditions(context, `${path}.conditions`, name, options);
		const criteria = readCriteria(context, path, name);
		const together = [criteria, ...criteriaOfConditions(conditions.mustHold)];
		const impossible = conditions.impossible ?? findImpossible({ match: 'all', rules: together });
		if (impossible !== undefined) {
			addHint(context, `Nobody can be in the segment '${name}': ${impossible}.`, 'warning');
		}
		return { name, ...conditions, criteria };
	});
}

function readNames(context: IExecuteFunctions, count: number): string[] {
	const names = Array.from({ length: count }, (_, index) => {
		const given = readOnce<unknown>(context, `segments.values[${index}].name`, '', {
			label: 'Segment Name',
		});
		return String(given ?? '').trim() || `Segment ${index + 1}`;
	});
	const seen = new Set<string>();
	for (const name of names) {
		const spoken = name.normalize('NFC').toLowerCase();
		if (seen.has(spoken)) {
			throw new NodeOperationError(context.getNode(), `Two segments are called '${name}'`, {
				itemIndex: 0,
				description: "Give each segment a name of its own in 'Segments'.",
			});
		}
		seen.add(spoken);
	}
	return names;
}

function readConditions(
	context: IExecuteFunctions,
	path: string,
	name: string,
	options: NodeOptions,
): CompiledFilter {
	const raw = context.getNodeParameter(path, 0, {}, { rawExpressions: true });
	const filter = readFilter(raw, options);
	const broken = filter?.conditions.findIndex(isIncomplete) ?? -1;
	if (!filter || broken !== -1) {
		throw new NodeOperationError(
			context.getNode(),
			`The conditions of the segment '${name}' cannot be read`,
			{
				itemIndex: 0,
				description: filter
					? `Choose a comparison for condition ${broken + 1}.`
					: "Set its 'Conditions' again.",
			},
		);
	}
	const compiled = compileFilter(context, path, filter, options);
	if (compiled.slow !== undefined) {
		addHint(
			context,
			`A condition of '${name}' is an expression worked out again for every contact (about 1 ms each): ${compiled.slow.slice(1)}. Comparing a field as it is, such as {{ $json.points }}, is much faster.`,
		);
	}
	return compiled;
}
