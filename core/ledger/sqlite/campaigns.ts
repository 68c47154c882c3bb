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
import type { Connection } from './connection';
import { integer, integerOrNull, text, type Row } from '../row';
import { DEBIT_LIVE, DEBIT_SANDBOX, FREE_MESSAGE } from './statements';

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
const RESERVED_PAGE = `SELECT id, state FROM message
WHERE campaign_id = ? AND live = ? AND id > ? ORDER BY id LIMIT 500`;

function state(row: Row): CampaignState {
	return row.state === 'running' ? 'running' : row.state === 'paused' ? 'paused' : 'cancelled';
}

/** To be called inside a transaction; `name` is a campaign key. */
export function readCampaign(
	connection: Connection,
	brand: StoredBrand,
	name: string,
	live: boolean,
): StoredCampaign {
	const row = connection.statement(FIND).get(brand.id, name);
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
export function campaignId(
	connection: Connection,
	brand: StoredBrand,
	name: string,
	now: number,
): number {
	connection.statement(ADD).run(brand.id, name, now);
	const row = connection.statement(FIND).get(brand.id, name);
	return row ? integer(row, 'id') : 0;
}

/** Adds micros to what a campaign has spent; a negative amount gives back. */
export function debit(connection: Connection, id: number, live: boolean, micros: number): void {
	if (micros !== 0) connection.statement(live ? DEBIT_LIVE : DEBIT_SANDBOX).run(micros, id);
}

export async function setCampaign(
	connection: Connection,
	change: CampaignChange,
): Promise<CampaignStatus> {
	const name = campaignKey(change.campaign);
	const id = await connection.transaction('durable', () => {
		const brand = readBrand(connection, change.brand);
		const made = campaignId(connection, brand, name, change.now);
		if (change.state !== undefined)
			connection.statement('UPDATE campaign SET state = ? WHERE id = ?').run(change.state, made);
		if (change.budget !== undefined)
			connection.statement('UPDATE campaign SET budget = ? WHERE id = ?').run(change.budget, made);
		return made;
	});
	// From the commit above nothing is claimed; the places are given back in short transactions.
	if (change.state === 'cancelled')
		for (const live of [1, 0]) await cancelReserved(connection, id, live, change.now);
	return await campaignStatus(connection, change.brand, name, true);
}

async function cancelReserved(
	connection: Connection,
	campaign: number,
	live: number,
	now: number,
): Promise<void> {
	for (let last: number | undefined = 0; last !== undefined;) {
		const from: number = last;
		last = await connection.transaction('write', () => {
			const page = connection.statement(RESERVED_PAGE).all(campaign, live, from);
			for (const row of page)
				if (row.state === 'reserved')
					connection
						.statement(FREE_MESSAGE)
						.run(next('reserved', 'cancel') ?? 'reserved', now, integer(row, 'id'));
			const end = page.at(-1);
			return end && integer(end, 'id');
		});
	}
}

/** @throws LedgerError `UNKNOWN_CAMPAIGN` */
export async function campaignStatus(
	connection: Connection,
	slug: string,
	campaign: string,
	live: boolean,
): Promise<CampaignStatus> {
	const name = campaignKey(campaign);
	const { brand, found } = await connection.transaction('read', () => {
		const owner = readBrand(connection, slug);
		return { brand: owner, found: readCampaign(connection, owner, name, live) };
	});
	const { id, ...figures } = found;
	if (id === undefined)
		throw new LedgerError(
			'UNKNOWN_CAMPAIGN',
			`There is no campaign "${campaign}" of the brand "${slug}"`,
			'Check its name: it is the one given in SMS Frequency Cap or SMS Send.',
		);
	const totals = await readTotals(connection, id, live);
	return { brand: brand.slug, campaign: name, ...figures, currency: brand.currency, ...totals };
}

export async function listCampaigns(
	connection: Connection,
	slug: string,
): Promise<Array<{ campaign: string; state: CampaignState }>> {
	return await connection.transaction('read', () =>
		connection
			.statement('SELECT name, state FROM campaign WHERE brand_id = ? ORDER BY id DESC')
			.all(readBrand(connection, slug).id)
			.map((row) => ({ campaign: text(row, 'name'), state: state(row) })),
	);
}
