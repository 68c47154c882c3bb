import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sendingHoursOf, type EligibilityRules } from '../../core/eligibility';
import type { Gateway } from '../../core/gateway/gateway';
import type { SmsItem } from '../../core/item';
import type { Brand, Ledger } from '../../core/ledger';
import { groupByBrand } from './brand';
import { isHeld, readSms } from './items';

/** Contacts whose messages are decided together: one brand, one campaign. */
export interface MessageGroup {
	brand: Brand;
	campaign: string;
	/** positions of its items in the input */
	indexes: number[];
}

/**
 * The items that are not held yet, by what a decision rests on. Brand and campaign come from the items, so that two brands
 * may travel through one node; most runs are a single group.
 */
export async function groupMessages(
	context: IExecuteFunctions,
	ledger: Ledger,
	items: readonly INodeExecutionData[],
	campaignOf: (sms: SmsItem, index: number) => string,
): Promise<MessageGroup[]> {
	const groups: MessageGroup[] = [];
	for (const { brand, indexes } of await groupByBrand(context, ledger, items)) {
		const byCampaign = new Map<string, MessageGroup>();
		for (const index of indexes) {
			const json = items[index]?.json ?? {};
			if (isHeld(json)) continue;
			const campaign = campaignOf(readSms(json), index);
			const group = byCampaign.get(campaign) ?? { brand, campaign, indexes: [] };
			group.indexes.push(index);
			byCampaign.set(campaign, group);
		}
		groups.push(...byCampaign.values());
	}
	return groups;
}

/** What the brand and the gateway ask of every contact of a group. */
export function rulesOf(
	brand: Brand,
	gateway: Gateway,
	own: Partial<Pick<EligibilityRules, 'sender' | 'sendAt' | 'crowded' | 'maxParts'>> = {},
): EligibilityRules {
	const { live, stopFooter } = gateway.capabilities;
	const stopCode = brand.stopCodes[gateway.id];
	return {
		language: brand.language,
		sender: own.sender ? own.sender : brand.sender,
		hours: sendingHoursOf(brand, live),
		stopFooter,
		...(brand.consentMaxAgeMonths && { consentMaxAgeMonths: brand.consentMaxAgeMonths }),
		...(own.crowded && { crowded: own.crowded }),
		...(own.maxParts !== undefined && { maxParts: own.maxParts }),
		...(own.sendAt !== undefined && { sendAt: own.sendAt }),
		...(stopCode !== undefined && { stopCode }),
	};
}
