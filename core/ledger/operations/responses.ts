import { campaignKey } from '../names';
import type { CampaignObjective, PastResponses, ResponseCount } from '../ledger';
import { MESSAGE_STATES, isAccepted } from '../states';
import { readBrand } from './brands';
import { campaignId, campaignStatus } from './campaigns';
import { integer, text } from '../row';
import { all, run, type Store } from '../work';

const KEEP = `INSERT INTO response(campaign_id, kind, objective, responses, sent, at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT(campaign_id, kind, objective) DO UPDATE SET responses = excluded.responses, sent = excluded.sent, at = excluded.at`;

const LATEST = `SELECT c.name, r.sent, r.responses, r.at FROM response r JOIN campaign c ON c.id = r.campaign_id
WHERE c.brand_id = ? AND r.kind = ? AND r.objective = ? ORDER BY r.at DESC LIMIT 50`;

/** @throws LedgerError `UNKNOWN_CAMPAIGN` when `sent` is not given and the ledger knows no such campaign */
export async function recordResponses(
	store: Store,
	{ brand, campaign, kind, objective, responses, sent, now }: ResponseCount,
): Promise<PastResponses> {
	const name = campaignKey(campaign);
	const counted = sent ?? (await acceptedOf(store, brand, name));
	await store.transaction('write', function* () {
		const id = yield* campaignId(yield* readBrand(brand), name, now);
		yield* run(KEEP, id, kind, objective, responses, counted, now);
	});
	return { campaign: name, sent: counted, responses, at: now };
}

async function acceptedOf(store: Store, brand: string, name: string): Promise<number> {
	const { messages } = await campaignStatus(store, brand, name, true);
	return MESSAGE_STATES.filter(isAccepted).reduce((sum, state) => sum + (messages[state] ?? 0), 0);
}

/** Of the brand's last 50 campaigns of that kind and objective, newest first. */
export async function pastResponses(
	store: Store,
	brand: string,
	kind: ResponseCount['kind'],
	objective: CampaignObjective,
): Promise<PastResponses[]> {
	return await store.transaction('read', function* () {
		const rows = yield* all(LATEST, (yield* readBrand(brand)).id, kind, objective);
		return rows.map((row) => ({
			campaign: text(row, 'name'),
			sent: integer(row, 'sent'),
			responses: integer(row, 'responses'),
			at: integer(row, 'at'),
		}));
	});
}
