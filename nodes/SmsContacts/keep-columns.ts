import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Mapping } from '../../core/contact';
import { readChoice, readText } from '../shared/typed-parameters';

type Json = INodeExecutionData['json'];

export const keepProperties: INodeProperties[] = [
	{
		displayName: 'Keep Columns',
		name: 'keepColumns',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'Every column of the file or item' },
			{
				name: 'Only a List',
				value: 'list',
				description: 'The columns you name, beside what SMS Contacts understood',
			},
			{
				name: 'Only Those Understood',
				value: 'mapped',
				description: 'Fewer columns make large files much faster',
			},
		],
		default: 'all',
		description: 'Which columns the contacts keep, beside the key sms that the SMS nodes use',
	},
	{
		displayName: 'Columns to Keep',
		name: 'keepList',
		type: 'string',
		requiresDataPath: 'multiple',
		default: '',
		placeholder: 'e.g. N° carte, Email',
		description: 'Names of columns, separated by commas',
		displayOptions: { show: { keepColumns: ['list'] } },
	},
];

/** A choice of columns: what of a row leaves the node. Not a copy where everything does. */
export type Keep = (row: Json, mapping: Mapping) => Json;

export function readKeep(context: IExecuteFunctions): Keep {
	const choice = readChoice(context, 'keepColumns', 'Keep Columns', ['all', 'list', 'mapped']);
	if (choice === 'all') return (row) => row;
	if (choice === 'mapped') return (row, mapping) => pick(row, Object.values(mapping));
	const names = readText(context, 'keepList', 'Columns to Keep')
		.split(',')
		.map((name) => name.trim().replace(/^\[(["'])(.*)\1\]$/, '$2'))
		.filter((name) => name !== '');
	return (row) => pick(row, names);
}

/** What earlier nodes of the suite know of the contact stays in any case. */
function pick(row: Json, names: readonly string[]): Json {
	const kept: Json = {};
	for (const name of names) if (Object.hasOwn(row, name)) kept[name] = row[name];
	if (typeof row.sms === 'object' && row.sms !== null) kept.sms = row.sms;
	return kept;
}
