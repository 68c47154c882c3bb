import type { INodeProperties } from 'n8n-workflow';
import type { Quantity, QuantityCriterion } from '../../../core/segment/criteria/rule';
import type { FieldReader } from './field-reader';

/** A criterion on a figure: its form, and how the form is read. */
interface RangeForm {
	/** what the form starts with */
	from: number;
	to: number;
	/** offers to count only the purchases of the last so many days */
	period?: true;
}

const COMPARISONS = [
	{ name: 'At Least', value: 'atLeast' },
	{ name: 'At Most', value: 'atMost' },
	{ name: 'Between', value: 'between' },
];

export const periodField: INodeProperties = {
	displayName: 'Over the Last (Days)',
	name: 'lastDays',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 0,
	description:
		"Counts only what was bought in so many days; needs 'Use Purchase History'. 0 counts all purchases.",
};

export function rangeFields({ from, to, period }: RangeForm): INodeProperties[] {
	return [
		{
			displayName: 'Is',
			name: 'is',
			type: 'options',
			options: COMPARISONS,
			default: 'between',
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'number',
			default: from,
			displayOptions: { show: { is: ['between', 'atLeast'] } },
			description: 'The smallest that fits',
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'number',
			default: to,
			displayOptions: { show: { is: ['between', 'atMost'] } },
			description: 'The largest that fits',
		},
		...(period ? [periodField] : []),
	];
}

export function readRange(by: Quantity, fields: FieldReader): QuantityCriterion {
	const is = fields.choice('is', 'Is', ['between', 'atLeast', 'atMost']);
	return {
		by,
		...(is !== 'atMost' && { from: fields.number('from', 'From') }),
		...(is !== 'atLeast' && { to: fields.number('to', 'To') }),
		...readPeriod(fields),
		...fields.unknown(),
	};
}

export function readPeriod(fields: FieldReader): { lastDays?: number } {
	const lastDays = fields.whole('lastDays', 'Over the Last (Days)', 0);
	return lastDays > 0 ? { lastDays } : {};
}
