import type { INodeExecutionData } from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import type { Language } from '../../core/reasons';
import { explainer, type Explainer } from '../../core/segment/criteria/explain';
import { languageOf } from './language';
import type { Prepared } from './prepare';

const CONDITIONS: Record<Language, string> = {
	en: 'the conditions do not hold',
	fr: 'les conditions ne sont pas remplies',
};

const COLON: Record<Language, string> = { en: ': ', fr: ' : ' };

/**
 * `sms.why` of a contact: for each segment that was looked at and did not take it, the criterion that refused it. With
 * *First Matching Segment* the segments after the one that took it were not looked at.
 */
export function whyNot({
	segments,
	people,
}: Prepared): (
	item: INodeExecutionData,
	index: number,
	taken: readonly number[],
) => Pick<SmsItem, 'why'> {
	const spoken = new Map<Language, Explainer[]>();
	const explainersIn = (language: Language): Explainer[] => {
		const known =
			spoken.get(language) ?? segments.map(({ criteria }) => explainer(criteria, language));
		spoken.set(language, known);
		return known;
	};
	return ({ json }, index, taken) => {
		const why: Record<string, string> = {};
		const language = languageOf(json);
		const explainers = explainersIn(language);
		for (const [position, { name, test, refusal }] of segments.entries()) {
			if (taken.includes(position)) continue;
			const refused = explainers[position]?.(people.subjectAt(index));
			if (refused !== undefined) why[name] = refused;
			else if (!test(json, index)) {
				const which = refusal?.(json, index);
				why[name] = CONDITIONS[language] + (which === undefined ? '' : COLON[language] + which);
			}
		}
		return { why: Object.keys(why).length > 0 ? why : undefined };
	};
}
