import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { reserveContacts, type Reservation } from '../../core/eligibility';
import type { SmsItem } from '../../core/item';
import type { Ledger } from '../../core/ledger';
import { readCampaign, readOccasion } from '../shared/campaign';
import { clock } from '../shared/clock';
import { heldPatch, isoOf } from '../shared/held-detail';
import { readSms, withSms } from '../shared/items';
import { groupMessages, rulesOf, type MessageGroup } from '../shared/message-groups';
import { openLedger } from '../shared/open-ledger';
import { pause } from '../shared/pause';
import { runMode } from '../shared/run-mode';
import { readSettings, type CapSettings } from './settings';
import { addSummary } from './summary';

/** Items written between two turns of the event loop. */
const WRITTEN_AT_ONCE = 2_000;

/** What one run of the node works with. */
interface CapRun {
	context: IExecuteFunctions;
	ledger: Ledger;
	settings: CapSettings;
	/** written to the ledger, or only decided */
	live: boolean;
	now: number;
	occasionOf: (index: number, group: MessageGroup) => string;
}

/** What is written on each item, by its position; nothing on those held before or not reached. */
type Patches = Array<Partial<SmsItem> | undefined>;

/** Who may be written to under the cap: `[allowed, held]`, each in the order of the input. */
export async function capContacts(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const settings = readSettings(context);
	const campaignOf = readCampaign(context, settings.gateway);
	const occasion = readOccasion(context);
	const ledger = await openLedger(context);
	const now = clock.now();
	const { live } = await runMode(context, ledger, now);
	const groups = await groupMessages(context, ledger, items, campaignOf);
	await pause();
	const run: CapRun = {
		context,
		ledger,
		settings,
		live,
		now,
		occasionOf: (index, { brand }) =>
			occasion(index, { at: now, zone: brand.timezone, sms: readSms(items[index]?.json ?? {}) }),
	};
	const patches: Patches = items.map(() => undefined);
	for (const group of groups) await decide(run, group, items, patches);
	const outputs = await write(items, patches);
	addSummary(context, outputs, { ...run, brand: groups[0]?.brand });
	return outputs;
}

/** Asks for the whole group at once: the ledger finds contacts met twice and sums the budget over all of them. */
async function decide(
	run: CapRun,
	group: MessageGroup,
	items: readonly INodeExecutionData[],
	patches: Patches,
): Promise<void> {
	const { context, settings, now, ledger } = run;
	const { brand, campaign, indexes } = group;
	const contacts = indexes.map((index) => contactOf(items[index], settings));
	const verdicts = await reserveContacts(contacts, {
		ledger,
		rules: rulesOf(brand, settings.gateway),
		brand: brand.slug,
		campaign,
		live: settings.gateway.capabilities.live,
		occasion: (_, position) => run.occasionOf(indexes[position] ?? 0, group),
		cap: settings.cap,
		ttlMs: settings.ttlMs,
		now,
		dryRun: settings.checkOnly || !run.live,
		cancelled: () => context.getExecutionCancelSignal()?.aborted === true,
	});
	for (const [position, index] of indexes.entries()) {
		if (position % WRITTEN_AT_ONCE === 0) await pause();
		const [contact, verdict] = [contacts[position], verdicts[position]];
		if (!contact || !verdict || verdict.outcome === 'unreached') continue;
		patches[index] = {
			...OUTDATED,
			campaign,
			purpose: contact.purpose ?? 'marketing',
			occasion: run.occasionOf(index, group),
			test: run.live ? undefined : true,
			...decided(verdict, group, settings),
		};
	}
}

/** What an earlier pass may have left on an item and is no longer true. */
const OUTDATED: Partial<SmsItem> = {
	reason: undefined,
	detail: undefined,
	nextAllowedAt: undefined,
	ref: undefined,
};

function contactOf(item: INodeExecutionData | undefined, { purpose }: CapSettings): SmsItem {
	const sms = readSms(item?.json ?? {});
	return purpose === undefined ? sms : { ...sms, purpose };
}

function decided(
	verdict: Exclude<Reservation, { outcome: 'unreached' }>,
	{ brand }: MessageGroup,
	{ checkOnly }: CapSettings,
): Partial<SmsItem> {
	if (verdict.outcome === 'held') return heldPatch(verdict, brand);
	const { ref, nextAllowedAt } = verdict;
	return {
		status: checkOnly ? 'ready' : 'reserved',
		ref,
		nextAllowedAt: nextAllowedAt === undefined ? undefined : isoOf(nextAllowedAt),
	};
}

/** Items held before, and those not reached after Stop, go on as they are: not allowed. */
async function write(
	items: readonly INodeExecutionData[],
	patches: Readonly<Patches>,
): Promise<[allowed: INodeExecutionData[], held: INodeExecutionData[]]> {
	const allowed: INodeExecutionData[] = [];
	const held: INodeExecutionData[] = [];
	for (const [index, item] of items.entries()) {
		if (index > 0 && index % WRITTEN_AT_ONCE === 0) await pause();
		const patch = patches[index];
		const isAllowed = patch !== undefined && patch.status !== 'held';
		(isAllowed ? allowed : held).push(withSms(item, index, patch ?? {}));
	}
	return [allowed, held];
}
