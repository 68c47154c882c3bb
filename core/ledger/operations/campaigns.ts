import { campaignKey } from '../names';
import {
	LedgerError,
	type CampaignChange,
	type CampaignState,
	type CampaignStatus,
} from '../ledger';
import { next } from '../states';
import type { StoredBrand } from '../brand-row';
import { readBrand } from './brands';
import { readTotals } from './campaign-totals';
import { integer, integerOrNull, text, type Row } from '../row';
import { FREE_MESSAGE } from './statements';
import { all, first, run, type Store, type Work } from '../work';

/** A campaign as the reservation and the claim read it; without an id it does not exist yet. */
export interface StoredCampaign {
	id?: number;
	state: CampaignState;
	budget?: number;
	spent: number;
}

const FIND =
	'SELECT id, name, state, budget, spent, spent_sandbox FROM campaign WHERE brand_id = ? AND name = ?';
const ADD =
	'INSERT INTO campaign(brand_id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
const LIST = 'SELECT name, state FROM campaign WHERE brand_id = ? ORDER BY id DESC';
const DEBIT_LIVE = 'UPDATE campaign SET spent = spent + ? WHERE id = ?';
const DEBIT_SANDBOX = 'UPDATE campaign SET spent_sandbox = spent_sandbox + ? WHERE id = ?';
const RESERVED_PAGE = `SELECT id, state FROM message
WHERE campaign_id = ? AND live = ? AND id > ? ORDER BY id LIMIT 500`;

function state(row: Row): CampaignState {
	return row.state === 'running' ? 'running' : row.state === 'paused' ? 'paused' : 'cancelled';
}

/** To be called inside a transaction; `name` is a campaign key. */
export function* readCampaign(
	brand: StoredBrand,
	name: string,
	live: boolean,
): Work<StoredCampaign> {
	const row = yield* first(FIND, brand.id, name);
	if (!row) return { state: 'running', spent: 0 };
	const budget = integerOrNull(row, 'budget');
	return {
		id: integer(row, 'id'),
		state: state(row),
		...(budget === null ? {} : { budget }),
		spent: integer(row, live ? 'spent' : 'spent_sandbox'),
	};
}

/** The id of the campaign, made when it is new. To be called inside a writing transaction. */
export function* campaignId(brand: StoredBrand, name: string, now: number): Work<number> {
	yield* run(ADD, brand.id, name, now);
	const row = yield* first(FIND, brand.id, name);
	return row ? integer(row, 'id') : 0;
}

/** Adds micros to what a campaign has spent; a negative amount gives back. */
export function* debit(id: number, live: boolean, micros: number): Work<void> {
	if (micros !== 0) yield* run(live ? DEBIT_LIVE : DEBIT_SANDBOX, micros, id);
}

export async function setCampaign(store: Store, change: CampaignChange): Promise<CampaignStatus> {
	const name = campaignKey(change.campaign);
	const id = await store.transaction('durable', function* () {
		const brand = yield* readBrand(change.brand);
		const made = yield* campaignId(brand, name, change.now);
		if (change.state !== undefined)
			yield* run('UPDATE campaign SET state = ? WHERE id = ?', change.state, made);
		if (change.budget !== undefined)
			yield* run('UPDATE campaign SET budget = ? WHERE id = ?', change.budget, made);
		return made;
	});
	// From the commit above nothing is claimed; the places are given back in short transactions.
	if (change.state === 'cancelled')
		for (const live of [1, 0]) await cancelReserved(store, id, live, change.now);
	return await campaignStatus(store, change.brand, name, true);
}

async function cancelReserved(
	store: Store,
	campaign: number,
	live: number,
	now: number,
): Promise<void> {
	for (let last: number | undefined = 0; last !== undefined;) {
		const from: number = last;
		last = await store.transaction('write', function* () {
			const page: Row[] = yield* all(RESERVED_PAGE, campaign, live, from);
			for (const row of page)
				if (row.state === 'reserved')
					yield* run(
						FREE_MESSAGE,
						next('reserved', 'cancel') ?? 'reserved',
						now,
						integer(row, 'id'),
					);
			const end = page.at(-1);
			return end && integer(end, 'id');
		});
	}
}

/** @throws LedgerError `UNKNOWN_CAMPAIGN` */
export async function campaignStatus(
	store: Store,
	slug: string,
	campaign: string,
	live: boolean,
): Promise<CampaignStatus> {
	const name = campaignKey(campaign);
	const { brand, found } = await store.transaction('read', function* () {
		const owner = yield* readBrand(slug);
		return { brand: owner, found: yield* readCampaign(owner, name, live) };
	});
	const { id, ...figures } = found;
	if (id === undefined)
		throw new LedgerError(
			'UNKNOWN_CAMPAIGN',
			`There is no campaign "${campaign}" of the brand "${slug}"`,
			'Check its name: it is the one given in SMS Frequency Cap or SMS Send.',
		);
	const totals = await readTotals(store, id, live);
	return { brand: brand.slug, campaign: name, ...figures, currency: brand.currency, ...totals };
}

export async function listCampaigns(
	store: Store,
	slug: string,
): Promise<Array<{ campaign: string; state: CampaignState }>> {
	return await store.transaction('read', function* () {
		const rows = yield* all(LIST, (yield* readBrand(slug)).id);
		return rows.map((row) => ({ campaign: text(row, 'name'), state: state(row) }));
	});
}
