import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { ColumnOptions, ContactField } from '../../core/contact';
import { readOnce } from '../shared/parameters';
import { readChoice } from '../shared/typed-parameters';

/** Label, example and meaning of each column but the phone's, in the order of the labels. */
const COLUMNS: Array<
	[field: Exclude<ContactField, 'phone'>, label: string, example: string, meaning: string]
> = [
	['age', 'Age', 'Âge', 'Column of the age in years; a birth date in the file goes first'],
	[
		'responses',
		'Answers to Campaigns',
		'Nb réponses',
		'Column of the number of earlier campaigns answered',
	],
	[
		'birthDate',
		'Birth Date',
		'Date de naissance',
		'Column of the birth date, from which the age is computed',
	],
	['city', 'City', 'Ville', 'Column of the city'],
	['consent', 'Consent to SMS', 'Opt-in SMS', 'Column that says yes or no to marketing SMS'],
	['consentDate', 'Consent Date', 'Date opt-in SMS', 'Column of the day the person said so'],
	[
		'consentOrigin',
		'Consent Origin',
		'Origine',
		'Column that tells how the person agreed: contest, web form, till',
	],
	['firstName', 'First Name', 'Prénom', 'Column of the first name'],
	['gender', 'Gender', 'Civilité', 'Column of the civility or sex'],
	['interests', 'Interests', 'Univers', 'Column of the interests, several in a cell allowed'],
	['lastName', 'Last Name', 'Nom', 'Column of the last name'],
	['lastPurchase', 'Last Purchase', 'Dernier achat', 'Column of the day of the last purchase'],
	['lat', 'Latitude', 'Latitude', 'Column of the latitude, in degrees'],
	['lon', 'Longitude', 'Longitude', 'Column of the longitude, in degrees'],
	['loyaltyTier', 'Loyalty Tier', 'Statut', 'Column of the loyalty tier'],
	['purchaseCount', 'Number of Purchases', 'Nb achats', 'Column of the number of purchases'],
	['optOut', 'Opt-Out', 'STOP SMS', 'Column in which a yes means no SMS'],
	['points', 'Points', 'Points', 'Column of the loyalty points'],
	['postalCode', 'Postal Code', 'Code postal', 'Column of the postal code'],
	['storeName', 'Store', 'Magasin', 'Column of the usual store'],
	['storeId', 'Store ID', 'Code magasin', "Column of the usual store's ID"],
	['purchaseTotal', 'Total Spent', 'Total achats', 'Column of the amount spent'],
];

export const columnProperties: INodeProperties[] = [
	{
		displayName: 'Columns',
		name: 'columnMode',
		type: 'options',
		options: [
			{
				name: 'Find Automatically',
				value: 'auto',
				description: 'By French and English headers; a column named below is taken as named',
			},
			{ name: 'Only Those Named Below', value: 'named', description: 'Nothing is guessed' },
		],
		default: 'auto',
		description: 'How to know which column holds what',
	},
	{
		displayName: 'Phone Column',
		name: 'phoneColumn',
		type: 'string',
		requiresDataPath: 'single',
		default: '',
		placeholder: 'e.g. Téléphone portable',
		description:
			"Name of the column of mobile numbers, not a contact's number. Left empty, it is found.",
	},
	{
		displayName: 'Other Columns',
		name: 'columns',
		type: 'collection',
		placeholder: 'Add Column',
		default: {},
		description: 'Names of columns as the file spells them; case and accents do not matter',
		options: COLUMNS.map(([name, displayName, example, description]) => ({
			displayName,
			name,
			type: 'string' as const,
			requiresDataPath: 'single' as const,
			default: '',
			placeholder: `e.g. ${example}`,
			description,
		})),
	},
];

/** @throws NodeOperationError when a name depends on the item: a column is one for all contacts */
export function readColumnOptions(context: IExecuteFunctions): ColumnOptions {
	const named = readOnce<Partial<Record<ContactField, unknown>>>(context, 'columns', {});
	const explicit: ColumnOptions['explicit'] = {
		phone: columnName(readOnce(context, 'phoneColumn', '')),
	};
	for (const [field] of COLUMNS) explicit[field] = columnName(named[field]);
	return {
		explicit,
		guess: readChoice(context, 'columnMode', 'Columns', ['auto', 'named']) === 'auto',
	};
}

/** A column dragged into the parameter arrives as `["Code postal"]`. */
const columnName = (name: unknown): string =>
	String(name ?? '')
		.trim()
		.replace(/^\[(["'])(.*)\1\]$/, '$2');
