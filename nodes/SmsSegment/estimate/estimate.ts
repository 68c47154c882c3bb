import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Ledger } from '../../../core/ledger';
import { averageBasket } from '../../../core/segment/estimate/basket';
import { spend } from '../../../core/segment/estimate/budget';
import { estimateLine } from '../../../core/segment/estimate/line';
import { clock } from '../../shared/clock';
import { addHint, count } from '../../shared/hints';
import { openLedger } from '../../shared/open-ledger';
import { pause } from '../../shared/pause';
import { prepare } from '../prepare';
import { warnOfSlips } from '../summary';
import { boughtOf, costsOf, membersOf, reasonsOf, writtenTo, type Members } from './gather';
import { showEstimate, type SegmentLine } from './show';
import { readEstimate, type EstimateSettings } from './settings';
import { verdictsOf, type Verdicts } from './verdicts';

/** One item for each segment, then one for all of them. Nothing is written, in a live run neither. */
export async function estimate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	if (items.length === 0) return [];
	const settings = readEstimate(context);
	const prepared = await prepare(context);
	const { members, all, outside, judged, sizes: taken } = await membersOf(context, prepared);
	const ledger = await openLedger(context);
	const verdicts = await verdictsOf(context, ledger, settings, {
		inSegment: all,
		isOutside: (index) => outside.has(index),
		now: clock.now(),
	});
	const everybody = await boughtOf(context, prepared.people, [...items.keys()]);
	const method = settings.basket === 'median' ? 'median' : 'mean';
	const basketOfAll = averageBasket(everybody, method);
	const past = await pastOf(ledger, verdicts, settings);
	const sizes = members.map(
		({ kinds }) => kinds.client.indexes.length + kinds.prospect.indexes.length,
	);
	const whole = sizes.reduce((sum, size) => sum + size, 0);

	const lineOf = async (
		name: string,
		kind: 'client' | 'prospect',
		group: Members['kinds']['client'],
	): Promise<SegmentLine> => {
		await pause();
		const { brand } = verdicts;
		const reasons = reasonsOf(group, verdicts.reasonAt);
		const sms = writtenTo(context, group.indexes, reasons);
		const costs = await costsOf(context, sms, { brand, parts: settings.parts });
		const bought = await boughtOf(context, prepared.people, group.indexes);
		await pause();
		const line = estimateLine(
			{
				...{ kind, reasons, bought, parts: costs.parts, smsCost: costs.smsCost },
				fileCost: whole === 0 ? 0 : (settings.fileCost * group.indexes.length) / whole,
				past: past[kind],
			},
			{ ...settings, ...(basketOfAll && { basketOfAll }) },
		);
		return { name, kind, line, costs };
	};
	const lines: SegmentLine[] = [];
	for (const { name, kinds } of members) {
		const [clients, prospects] = [kinds.client.indexes.length, kinds.prospect.indexes.length];
		// A segment of nobody still has a line, of clients.
		if (clients > 0 || prospects === 0) lines.push(await lineOf(name, 'client', kinds.client));
		if (prospects > 0) lines.push(await lineOf(name, 'prospect', kinds.prospect));
	}
	sayMore(context, settings, lines);
	await warnOfSlips(context, judged, taken);
	const shares =
		settings.budget === undefined ? undefined : shareOut(lines, settings.budget, settings);
	return showEstimate(lines, {
		settings,
		shares,
		brand: verdicts.brand,
		segments: prepared.segments,
		pairedItem: items.map((_, item) => ({ item })),
	});
}

/** What the brand's earlier campaigns brought, apart for clients and for people who never bought. */
async function pastOf(ledger: Ledger, { brand }: Verdicts, { objective }: EstimateSettings) {
	return {
		client: await ledger.pastResponses(brand.slug, 'client', objective),
		prospect: await ledger.pastResponses(brand.slug, 'prospect', objective),
	};
}

const shareOut = (
	lines: readonly SegmentLine[],
	budget: number,
	{ clientsFirst }: EstimateSettings,
) =>
	spend(
		lines.map(({ name, kind, line }) => ({
			...{ name, kind },
			reach: line.reach,
			smsCost: line.smsCost,
			...(line.value && { margin: line.value.margin.mid }),
		})),
		{ budget, clientsFirst },
	);

function sayMore(
	context: IExecuteFunctions,
	{ objective, buyers }: EstimateSettings,
	lines: readonly SegmentLine[],
): void {
	const [size, reach] = [
		lines.reduce((sum, { line }) => sum + line.size, 0),
		lines.reduce((sum, { line }) => sum + line.reach, 0),
	];
	addHint(
		context,
		`${count(size)} ${size === 1 ? 'contact' : 'contacts'} in segments, ${count(reach)} would be written to. Nothing was sent or kept.`,
	);
	if (lines.some(({ line }) => line.size > 0 && line.basket === undefined)) {
		addHint(
			context,
			"No purchases are known, so revenue and return cannot be told: turn on 'Use Purchase History', or choose 'Fixed Amount' in 'Average Basket'.",
			'warning',
		);
	}
	if (objective === 'drive_to_web' && buyers === 1) {
		addHint(
			context,
			"Every visit to the website counts as a purchase: say in 'Buyers Among Answers (%)' how many of a hundred buy.",
			'warning',
		);
	}
}
