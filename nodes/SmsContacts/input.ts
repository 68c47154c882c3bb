import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { clean, describeFile, readFile, type FileTable } from '../../core/contact';
import { isHeld, readSms } from '../shared/items';
import { readPerItem } from '../shared/parameters';
import { pause } from '../shared/pause';
import { readChoice } from '../shared/typed-parameters';
import { asTrouble, type Place } from './trouble';

/** One table of rows: the incoming items, or one file. */
export interface Source {
	rows: IDataObject[];
	columns: string[];
	/** position of the incoming item that each row comes from */
	itemOf: (row: number) => number;
	/** the file's name; undefined for items */
	file?: string;
	/** what a person should know about it, in plain words */
	found: string;
}

const BATCH = 2_000;

export const inputProperties: INodeProperties[] = [
	{
		displayName: 'Input From',
		name: 'inputFrom',
		type: 'options',
		options: [
			{ name: 'File', value: 'file', description: 'A CSV or XLSX file that the item carries' },
			{ name: 'Items', value: 'items', description: 'One incoming item is one contact' },
		],
		default: 'items',
		description: 'Where the contacts are',
	},
	{
		displayName: 'Input File Field',
		name: 'binaryProperty',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		description:
			'The field that holds the file. After an n8n form it is the label of the upload field. When there is no such field, the files that are there are read.',
		displayOptions: { show: { inputFrom: ['file'] } },
	},
];

/**
 * The tables to read.
 * @throws NodeOperationError when no item carries a file, or one cannot be read
 */
export async function readSources(context: IExecuteFunctions): Promise<Source[]> {
	const items = context.getInputData();
	const fromFiles = readChoice(context, 'inputFrom', 'Input From', ['items', 'file']) === 'file';
	return fromFiles ? await filesOf(context, items) : [await rowsOf(items)];
}

async function rowsOf(items: readonly INodeExecutionData[]): Promise<Source> {
	const columns = new Set<string>();
	const fresh: number[] = [];
	for (const [index, { json }] of items.entries()) {
		if (index % BATCH === BATCH - 1) await pause();
		if (isHeld(json)) continue;
		fresh.push(index);
		for (const column of Object.keys(json)) columns.add(column);
	}
	// What earlier nodes wrote is no column; a file's column of this name is.
	if (fresh.every((index) => isSuiteKey(items[index]?.json))) columns.delete('sms');
	return {
		rows: fresh.map((index) => items[index]?.json ?? {}),
		columns: [...columns],
		itemOf: (row) => fresh[row] ?? row,
		found: `read ${fresh.length.toLocaleString('en-US')} items`,
	};
}

const isSuiteKey = (json: INodeExecutionData['json'] = {}): boolean =>
	json.sms === undefined || readSms(json) === json.sms;

async function filesOf(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<Source[]> {
	const property = readPerItem<unknown>(context, 'binaryProperty', 'data');
	const sources: Source[] = [];
	for (const [index, item] of items.entries()) {
		const wanted = String(property(index) ?? '');
		const keys = fileKeys(item, wanted);
		const other =
			keys.length > 0 && !keys.includes(wanted) && !keys.every((key) => isPart(key, wanted));
		for (const key of keys) {
			const file = item.binary?.[key]?.fileName ?? key;
			const table = await readTable(context, key, { item: index, file });
			const note = other ? ` (in the field '${key}', there is no '${wanted}')` : '';
			sources.push({
				rows: table.rows,
				columns: table.columns,
				itemOf: () => index,
				file,
				found: `read ${describeFile(table)} in ${file}${note}`,
			});
		}
	}
	if (sources.length > 0) return sources;
	throw new NodeOperationError(context.getNode(), 'The items carry no file', {
		itemIndex: 0,
		description:
			"Connect a node that gives a file, e.g. a form with an upload field, or set 'Input From' to Items.",
	});
}

async function readTable(
	context: IExecuteFunctions,
	key: string,
	place: Place,
): Promise<FileTable> {
	const bytes = await context.helpers.getBinaryDataBuffer(place.item, key);
	try {
		return await readFile(bytes, { pause });
	} catch (error) {
		throw asTrouble(context, error, place);
	}
}

/** The named field; an upload of several files makes `name_0`, `name_1`; else whatever files there are. */
function fileKeys({ binary = {} }: INodeExecutionData, wanted: string): string[] {
	if (Object.hasOwn(binary, wanted)) return [wanted];
	const keys = Object.keys(binary);
	const parts = keys.filter((key) => isPart(key, wanted));
	return parts.length > 0 ? parts : keys;
}

/** n8n turns the label "Fichier clients" into the field `Fichier_clients`. */
const isPart = (key: string, wanted: string): boolean =>
	clean(key.replace(/_\d+$/, '')) === clean(wanted);
