import type { INodeExecutionData } from 'n8n-workflow';
import { isColdProspect } from '../../core/contact';
import type { SmsItem } from '../../core/item';
import type { Language } from '../../core/reasons';
import { ESTIMATE_WORDS } from '../../core/segment/estimate/words';
import { count } from './hints';
import { readSms } from './items';

export { isColdProspect };

/** "Cold prospects", as the estimate calls them. */
export function coldProspects(language: Language): string {
	const words = ESTIMATE_WORDS[language].kind.prospect;
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How many cold prospects are in each group of contacts; groups without any are left out. */
export function countCold<Group extends string>(
	groups: Partial<Record<Group, readonly SmsItem[]>>,
): Partial<Record<Group, number>> {
	const counts: Partial<Record<Group, number>> = {};
	for (const group in groups) {
		const cold = groups[group]?.filter(isColdProspect).length ?? 0;
		if (cold > 0) counts[group] = cold;
	}
	return counts;
}

/**
 * "Cold prospects: 310 sent, 12 held"; empty when there are none.
 * @param counts by what became of them, in words
 */
export function coldSentence(counts: Readonly<Record<string, number | undefined>>): string {
	const said = Object.entries(counts).flatMap(([words, cold = 0]) =>
		cold > 0 ? [`${count(cold)} ${words}`] : [],
	);
	return said.length === 0 ? '' : `${coldProspects('en')}: ${said.join(', ')}`;
}

/** The same, counted among items by what became of them. */
export const coldAmong = (
	groups: Readonly<Record<string, readonly INodeExecutionData[]>>,
): string =>
	coldSentence(
		Object.fromEntries(
			Object.entries(groups).map(([words, items]) => [
				words,
				items.filter(({ json }) => isColdProspect(readSms(json))).length,
			]),
		),
	);
