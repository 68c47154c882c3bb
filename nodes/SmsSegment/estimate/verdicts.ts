import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { reserveContacts } from '../../../core/eligibility';
import type { Brand, Ledger } from '../../../core/ledger';
import type { Reason } from '../../../core/reasons';
import { stepOf, STEPS } from '../../../core/segment/estimate/waterfall';
import { isHeld, readSms } from '../../shared/items';
import { groupMessages, rulesOf } from '../../shared/message-groups';
import { getBrand } from '../../shared/brand';
import { pause } from '../../shared/pause';
import { inTurns, mapInTurns } from '../turns';
import type { EstimateSettings } from './settings';

/** Stands for a campaign that nobody was written to in yet. */
const NO_CAMPAIGN = '(estimate)';

export interface Verdicts {
	brand: Brand;
	/** why a contact is not written to; undefined = it is */
	reasonAt: (index: number) => Reason | undefined;
}

/**
 * Asks the one decision about the contacts, as SMS Frequency Cap does, and keeps nothing. Who is outside of a required
 * zone takes no place under the cap or the budget; a reason of an earlier node stays, where it comes before the zone.
 * @param isOutside of the contact at a position
 * @throws NodeOperationError when the contacts belong to several brands
 */
export async function verdictsOf(
	context: IExecuteFunctions,
	ledger: Ledger,
	settings: EstimateSettings,
	{
		inSegment,
		isOutside,
		now,
	}: { inSegment: ReadonlySet<number>; isOutside: (index: number) => boolean; now: number },
): Promise<Verdicts> {
	const items = context.getInputData();
	const reasons = new Map<number, Reason>();
	const asked: INodeExecutionData[] = [];
	const positions: number[] = [];
	await inTurns(context, [...inSegment], (index) => {
		const item = items[index];
		if (item === undefined) return;
		const earlier = isHeld(item.json) ? (readSms(item.json).reason ?? 'MISSING_FIELD') : undefined;
		const outside = isOutside(index) ? 'OUT_OF_ZONE' : undefined;
		const reason = firstOf(earlier, outside);
		if (reason) reasons.set(index, reason);
		else {
			asked.push(item);
			positions.push(index);
		}
	});
	const campaignOf = ({ campaign }: { campaign?: string }): string =>
		settings.campaign || campaign || NO_CAMPAIGN;
	await pause();
	const groups = await groupMessages(context, ledger, asked, campaignOf);
	const slugs = new Set(await mapInTurns(context, items, ({ json }) => readSms(json).brand ?? ''));
	if (slugs.size > 1) throw severalBrands(context, slugs);
	const { capabilities } = settings.gateway;
	for (const { brand, campaign, indexes } of groups) {
		const contacts = await mapInTurns(context, indexes, (place) =>
			readSms(asked[place]?.json ?? {}),
		);
		const verdicts = await reserveContacts(contacts, {
			ledger,
			rules: rulesOf(brand, settings.gateway),
			brand: brand.slug,
			campaign,
			live: capabilities.live,
			occasion: ({ occasion }) => occasion ?? 'once',
			now,
			dryRun: true,
			cancelled: () => context.getExecutionCancelSignal()?.aborted === true,
		});
		await inTurns(context, verdicts, (verdict, place) => {
			const index = positions[indexes[place] ?? 0];
			if (index !== undefined && verdict.outcome === 'held') reasons.set(index, verdict.reason);
		});
	}
	const [slug] = slugs;
	return {
		brand: await getBrand(context, ledger, slug),
		reasonAt: (index) => reasons.get(index),
	};
}

/** The reason that the waterfall shows first. */
function firstOf(one: Reason | undefined, other: Reason | undefined): Reason | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return STEPS.indexOf(stepOf(one)) <= STEPS.indexOf(stepOf(other)) ? one : other;
}

const severalBrands = (context: IExecuteFunctions, slugs: ReadonlySet<string>) =>
	new NodeOperationError(
		context.getNode(),
		`The contacts belong to several brands: ${[...slugs].join(', ')}`,
		{
			itemIndex: 0,
			description: 'Prices, cap and earlier campaigns are those of one brand: estimate each apart.',
		},
	);
