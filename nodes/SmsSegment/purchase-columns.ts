import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import {
	findPurchaseColumns,
	type PurchaseColumns,
	type PurchaseField,
} from '../../core/segment/purchases';
import { readOnce } from '../shared/parameters';
import { PURCHASE_LABELS } from './purchase-fields';

const SAMPLE = 200;

/** What the columns of the purchases are, by their names or as chosen. @throws NodeOperationError for one that is not there */
export function findColumns(
	context: IExecuteFunctions,
	rows: readonly INodeExecutionData[],
): PurchaseColumns {
	const named = readOnce<Partial<Record<PurchaseField, unknown>>>(
		context,
		'purchaseColumns',
		{},
		{
			label: 'Columns of Purchases',
		},
	);
	const explicit: Partial<Record<PurchaseField, string>> = {};
	for (const field of PURCHASE_LABELS.keys()) explicit[field] = columnName(named[field]);
	const seen = columnsOf(rows);
	const found = findPurchaseColumns(seen, explicit);
	for (const [field, label] of PURCHASE_LABELS) {
		const chosen = explicit[field];
		if (chosen && found[field] === undefined) {
			throw refuse(context, `The purchases have no column '${chosen}' (${label})`, known(seen));
		}
	}
	const { key, date, amount } = found;
	if (key !== undefined && date !== undefined && amount !== undefined)
		return { ...found, key, date, amount };
	const missing = (['key', 'date', 'amount'] as const)
		.filter((field) => found[field] === undefined)
		.map((field) => `'${PURCHASE_LABELS.get(field)}'`);
	throw refuse(
		context,
		`The purchases have no column for ${missing.join(', ')}`,
		`Name it in 'Columns of Purchases'. ${known(seen)}`,
	);
}

/** A column dragged into the parameter arrives as `["Code postal"]`. */
export const columnName = (name: unknown): string =>
	String(name ?? '')
		.trim()
		.replace(/^\[(["'])(.*)\1\]$/, '$2');

export function columnsOf(items: readonly INodeExecutionData[]): string[] {
	const names = new Set<string>();
	for (const { json } of items.slice(0, SAMPLE)) {
		for (const name of Object.keys(json)) if (name !== 'sms') names.add(name);
	}
	return [...names];
}

const SHOWN = 30;

export const known = (columns: readonly string[]): string =>
	columns.length === 0
		? 'They have no columns at all.'
		: `Columns seen: ${columns.slice(0, SHOWN).join(', ')}${columns.length > SHOWN ? ', …' : ''}.`;

export const refuse = (context: IExecuteFunctions, message: string, description: string) =>
	new NodeOperationError(context.getNode(), message, { itemIndex: 0, description });
