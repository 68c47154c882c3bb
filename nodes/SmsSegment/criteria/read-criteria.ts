import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { readCriteriaSet, type CriteriaSet } from '../../../core/segment/criteria/criteria-set';
import { findImpossible } from '../../../core/segment/criteria/impossible';
import { namedSet } from '../../../core/segment/criteria/named-set';
import { isPresetName, PRESETS } from '../../../core/segment/criteria/presets';
import type { Criterion, Group } from '../../../core/segment/criteria/rule';
import { addHint } from '../../shared/hints';
import { readOnce } from '../../shared/parameters';
import { unusable } from '../unusable';
import { fieldReader } from './field-reader';
import { KINDS } from './kinds';

/**
 * What a segment asks by its *Start From* and its *Criteria*; all of it must hold, beside its conditions.
 * @throws NodeOperationError for what cannot be read and for rules that nobody can ever fit
 */
export function readCriteria(
	context: IExecuteFunctions,
	path: string,
	segment: string,
): CriteriaSet {
	const own = readOwn(context, path, segment);
	const set = namedSet(segment, {
		start: readStart(context, path, segment),
		...(own.rules.length > 0 && { own }),
	});
	const impossible = findImpossible(set);
	if (impossible === undefined) return set;
	throw new NodeOperationError(
		context.getNode(),
		`Nobody can be in the segment '${segment}': ${impossible}`,
		{
			itemIndex: 0,
			description: "Change one of the two, or set 'Match' to 'Any' if either is enough.",
		},
	);
}

function readStart(
	context: IExecuteFunctions,
	path: string,
	segment: string,
): CriteriaSet | Group | undefined {
	const given = readOnce<unknown>(context, `${path}.startFrom`, 'none', { label: 'Start From' });
	const start = String(given ?? 'none');
	if (start === 'none') return undefined;
	if (isPresetName(start)) return { match: 'all', rules: [PRESETS[start]] };
	if (start === 'set') return readSet(context, path, segment);
	throw new NodeOperationError(context.getNode(), `'Start From' is unknown: "${start}"`, {
		itemIndex: 0,
		description: `Use one of: none, set, ${Object.keys(PRESETS).join(', ')}.`,
	});
}

function readSet(context: IExecuteFunctions, path: string, segment: string): CriteriaSet {
	const label = 'Criteria Set';
	try {
		const given = readOnce<unknown>(context, `${path}.criteriaSet`, '', { label });
		const set = readCriteriaSet(given);
		addHint(context, `'${segment}' uses the criteria set '${set.name}', version ${set.version}.`);
		return set;
	} catch (error) {
		throw unusable(context, `'${label}' of the segment '${segment}'`, error);
	}
}

function readOwn(context: IExecuteFunctions, path: string, segment: string): Group {
	const label = 'Criteria';
	const given = readOnce<unknown>(context, `${path}.criteria`, {}, { label });
	const match = readOnce<unknown>(context, `${path}.match`, 'all', { label: 'Match' });
	if (match !== 'all' && match !== 'any') {
		throw new NodeOperationError(context.getNode(), `'Match' is unknown: "${String(match)}"`, {
			itemIndex: 0,
			description: 'Use one of: all, any.',
		});
	}
	const filled = isFields(given) ? given : {};
	const rules = KINDS.flatMap(({ name, displayName, read }): Criterion[] =>
		listed(filled[name]).map((fields) => {
			const place = `'${displayName}' in the segment '${segment}'`;
			return read(fieldReader(context.getNode(), fields, place));
		}),
	);
	return { match, rules };
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const listed = (value: unknown): Fields[] =>
	(Array.isArray(value) ? value : [value]).filter(isFields);
