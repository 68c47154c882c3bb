import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Trait, TraitCriterion } from '../../../core/segment/criteria/rule';
import type { FieldReader } from './field-reader';
import { periodField, readPeriod } from './range-fields';

/** A criterion on words: its form, and how the form is read. */
interface ChoiceForm {
	/** a contact has several of them (interests), or one alone (loyalty tier) */
	several?: true;
	/** what can be chosen; absent: words are written */
	known?: INodePropertyOptions[];
	placeholder?: string;
	/** said of what can be chosen, where its names alone do not tell */
	meaning?: string;
	period?: true;
}

const ONE = [
	{ name: 'Is One Of', value: 'any' },
	{ name: 'Is None Of', value: 'none' },
];
const SEVERAL = [
	{ name: 'Has Any Of', value: 'any' },
	{ name: 'Has All Of', value: 'all' },
	{ name: 'Has None Of', value: 'none' },
];

export function choiceFields({
	several,
	known,
	placeholder,
	meaning,
	period,
}: ChoiceForm): INodeProperties[] {
	return [
		{
			displayName: 'Match',
			name: 'match',
			type: 'options',
			options: several ? SEVERAL : ONE,
			default: 'any',
		},
		known
			? {
					displayName: 'Values',
					name: 'values',
					type: 'multiOptions',
					options: known,
					default: [],
					...(meaning && { description: meaning }),
				}
			: {
					displayName: 'Values',
					name: 'values',
					type: 'string',
					default: '',
					placeholder,
					description: 'Several separated by commas; case and accents do not matter',
				},
		...(period ? [periodField] : []),
	];
}

export function readChoices(by: Trait, fields: FieldReader): TraitCriterion {
	return {
		by,
		match: fields.choice('match', 'Match', ['any', 'all', 'none']),
		values: fields.words('values', 'Values'),
		...readPeriod(fields),
		...fields.unknown(),
	};
}
