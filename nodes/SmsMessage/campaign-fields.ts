import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { cleanName } from '../../core/message/names';
import type { CampaignFields } from '../../core/message/placeholders';
import { readPerItem } from '../shared/parameters';

/** Form and reading of the campaign's own fields stand side by side, so that they never drift. */

interface RawFields {
	other?: { field?: Array<{ name?: string; value?: unknown }> };
	[placeholder: string]: unknown;
}

const field = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description,
});

export const campaignFieldsProperty: INodeProperties = {
	displayName: 'Campaign Fields',
	name: 'campaignFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description:
		'What the campaign says to everyone. A field given here wins over the contact and the file.',
	options: [
		field('Code', 'code', 'e.g. LUMEN20', 'Written for {code}'),
		field('Link', 'link', 'e.g. lumen.example/vp', 'Written for {link}'),
		field('Offer', 'offer', 'e.g. -20 %', 'Written for {offer}'),
		field('Offer End', 'offer_end', 'e.g. 28 nov.', 'Written for {offer_end}'),
		field('Offer Start', 'offer_start', 'e.g. 26 nov.', 'Written for {offer_start}'),
		field(
			'Opening Hours',
			'opening_hours',
			'e.g. 10h-19h',
			"Written for {opening_hours}, in place of the store's",
		),
		{
			displayName: 'Other Fields',
			name: 'other',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Field',
			default: {},
			description: 'Fields of your own',
			options: [
				{
					displayName: 'Field',
					name: 'field',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. event',
							description: 'Written between braces in the template',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. soirée VIP',
						},
					],
				},
			],
		},
		field(
			'Store',
			'store',
			'e.g. Lyon Bellecour',
			"Written for {store}, in place of the contact's store",
		),
		field(
			'Store Address',
			'store_address',
			'e.g. 12 rue de la Barre',
			"Written for {store_address}, in place of the store's",
		),
	],
};

/** The campaign's fields for a contact, and the names they have in a template. */
export function readCampaignFields(context: IExecuteFunctions): {
	names: string[];
	of: (index: number) => CampaignFields;
} {
	const read = readPerItem<RawFields>(context, 'campaignFields', {}, { label: 'Campaign Fields' });
	let last: { raw: RawFields; fields: CampaignFields } | undefined;
	const of = (index: number): CampaignFields => {
		const raw = read(index);
		// Fixed fields are one object for all contacts: it is prepared once.
		if (last?.raw !== raw) last = { raw, fields: prepare(raw) };
		return last.fields;
	};
	return { names: Object.keys(of(0)), of };
}

function prepare({ other, ...known }: RawFields): CampaignFields {
	const own = (other?.field ?? []).map(
		({ name, value }) => [cleanName(name ?? ''), value] as const,
	);
	return Object.fromEntries([...own.filter(([name]) => name !== ''), ...Object.entries(known)]);
}
