import type { INodeExecutionData } from 'n8n-workflow';
import { DEFAULT_BRAND } from '../../core/ledger/default-brand';
import type { Language } from '../../core/reasons';
import { readSms } from '../shared/items';

const KNOWN: Readonly<Record<Language, true>> = { en: true, fr: true };

/**
 * The language of the contact's brand, as SMS Contacts wrote it: segmenting opens no ledger. Else that of every brand at
 * first.
 */
export function languageOf(json: INodeExecutionData['json']): Language {
	const { language } = readSms(json);
	return language !== undefined && Object.hasOwn(KNOWN, language)
		? language
		: DEFAULT_BRAND.language;
}
