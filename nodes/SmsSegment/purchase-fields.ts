import type { INodeProperties } from 'n8n-workflow';
import type { PurchaseField } from '../../core/segment/purchases';

/** Label, example and meaning of each column of the purchases, in the order of the labels. */
const COLUMNS: ReadonlyArray<
	[field: PurchaseField, label: string, example: string, meaning: string]
> = [
	['amount', 'Amount', 'Montant', 'Column of the amount; below 0 is a return'],
	['category', 'Category', 'Catégorie', 'Column of the category bought from'],
	['key', 'Customer', 'N° carte', 'Column that tells whose purchase it is'],
	['date', 'Date', 'Date', 'Column of the day of the purchase'],
	[
		'order',
		'Order Number',
		'N° ticket',
		'Column of the order or receipt; rows of one order are one purchase',
	],
	[
		'promotion',
		'Promotion',
		'En promotion',
		'Column that says yes or no, or the discount; above 0 is on promotion',
	],
	['store', 'Store', 'Magasin', 'Column of the store bought from'],
];

export const purchaseProperties: INodeProperties[] = [
	{
		displayName: 'Use Purchase History',
		name: 'usePurchases',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether to read purchases from a second input: rows of customer, date, amount, and if known store, category and promotion',
	},
	{
		displayName: 'Columns of Purchases',
		name: 'purchaseColumns',
		type: 'collection',
		placeholder: 'Add Column',
		default: {},
		displayOptions: { show: { usePurchases: [true] } },
		description:
			'Found by their French or English headers. Add one here when it is called otherwise; case and accents do not matter.',
		options: COLUMNS.map(([name, displayName, example, description]) => ({
			displayName,
			name,
			type: 'string' as const,
			default: '',
			placeholder: `e.g. ${example}`,
			description,
		})),
	},
	{
		displayName: 'Customer Column of Contacts',
		name: 'contactKey',
		type: 'string',
		requiresDataPath: 'single',
		default: '',
		placeholder: 'e.g. N° carte',
		displayOptions: { show: { usePurchases: [true] } },
		description:
			'Column of the contacts that holds the same card, customer or phone number. Left empty, it is found.',
	},
];

/** In the order of the form. */
export const PURCHASE_LABELS: ReadonlyMap<PurchaseField, string> = new Map(
	COLUMNS.map(([field, label]) => [field, label]),
);
