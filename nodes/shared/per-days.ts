import type { INodeProperties } from 'n8n-workflow';

/** A limit over any number of days in a row, as brands and tighter limits of one campaign write it. */
export const perDaysProperty = (limit: { max: number; days: number }): INodeProperties => ({
	displayName: 'Most per Period',
	name: 'perDays',
	type: 'fixedCollection',
	default: {},
	description: 'Most marketing SMS to one person in any number of days in a row',
	options: [
		{
			displayName: 'Limit',
			name: 'limit',
			values: [
				{ displayName: 'Most SMS', name: 'max', type: 'number', default: limit.max },
				{ displayName: 'Days', name: 'days', type: 'number', default: limit.days },
			],
		},
	],
});
