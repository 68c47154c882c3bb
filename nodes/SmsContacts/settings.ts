import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { isCountry, type ContactOptions, type KeepDuplicate } from '../../core/contact';
import type { SmsContact } from '../../core/item';
import type { Brand } from '../../core/ledger';
import type { Language } from '../../core/reasons';
import { readBrand } from '../shared/brand';
import { clock } from '../shared/clock';
import { openLedger } from '../shared/open-ledger';
import { readOnce } from '../shared/parameters';
import { readChoice } from '../shared/typed-parameters';

export interface Settings extends ContactOptions {
	country: string;
	language: Language;
	/** ms UTC */
	now: number;
	origin: SmsContact['kind'];
	/** what a consent of this source says about where it comes from */
	sourceOf: (file?: string) => string;
}

const DUPLICATES: readonly [KeepDuplicate, ...KeepDuplicate[]] = ['first', 'last', 'most_complete'];

const ORIGINS: Record<SmsContact['kind'], string> = {
	client: 'client file',
	prospect: 'prospect file',
};

/** @throws NodeOperationError for an unknown brand or country, and for what would differ from one contact to the next */
export async function readSettings(context: IExecuteFunctions): Promise<Settings> {
	const brand = await readBrand(context, await openLedger(context));
	const { consentSource = '', country = '' } = readOnce<Record<string, string>>(
		context,
		'options',
		{},
	);
	const origin = readChoice(context, 'fileIs', 'File Is', ['client', 'prospect']);
	const named = String(consentSource).trim();
	const now = clock.now();
	return {
		brand: brand.slug,
		language: brand.language,
		country: countryOf(context, String(country), brand),
		now,
		today: DateTime.fromMillis(now, { zone: brand.timezone }).toFormat('yyyy-MM-dd'),
		duplicates: readChoice(context, 'duplicates', 'Duplicates', DUPLICATES),
		origin,
		provenance: origin === 'prospect',
		sourceOf: (file) => named || (file ? `${ORIGINS[origin]} ${file}` : ORIGINS[origin]),
	};
}

function countryOf(context: IExecuteFunctions, chosen: string, brand: Brand): string {
	const country = chosen.trim().toUpperCase();
	if (country === '') return brand.country;
	if (isCountry(country)) return country;
	throw new NodeOperationError(
		context.getNode(),
		`'Country of Numbers' is not a country: ${country}`,
		{
			itemIndex: 0,
			description: 'Use the two letters of the country, e.g. FR, BE or RE.',
		},
	);
}
