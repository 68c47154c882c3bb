import { setImmediate } from 'node:timers/promises';
import type { CampaignStatus } from '../ledger';
import { isSpent } from '../states';
import { integer, integerOrNull, messageState, textOrNull, type Row } from '../row';
import { all, type Store } from '../work';

export type CampaignTotals = Pick<
	CampaignStatus,
	'messages' | 'segments' | 'parts' | 'cost' | 'firstAt' | 'lastAt'
>;

type Totals = Omit<CampaignTotals, 'segments'>;
/** A Map, since a segment may be called anything, `__proto__` too. */
type Segments = Map<string, Record<string, number>>;

/** A page at a time: a campaign of a million messages must not stop n8n while it is added up. */
const PAGE = `SELECT state, segment, count(*) AS n, coalesce(sum(parts), 0) AS parts, coalesce(sum(cost), 0) AS cost,
min(claimed_at) AS first_at, max(claimed_at) AS last_at, max(id) AS last_id
FROM (SELECT id, state, segment, parts, cost, claimed_at FROM message
	WHERE campaign_id = ? AND live = ? AND id > ? ORDER BY id LIMIT 5000) AS page
GROUP BY state, segment`;

/** Messages by state and segment; parts, cost and times of those that left or may have left. */
export async function readTotals(
	store: Store,
	campaign: number,
	live: boolean,
): Promise<CampaignTotals> {
	const totals: Totals = { messages: {}, parts: 0, cost: 0 };
	const segments: Segments = new Map();
	let last = 0;
	for (;;) {
		const from = last;
		const page = await store.transaction('read', () => all(PAGE, campaign, live ? 1 : 0, from));
		if (page.length === 0) return { ...totals, segments: Object.fromEntries(segments) };
		for (const row of page) {
			add(totals, row);
			addSegment(segments, row);
			last = Math.max(last, integer(row, 'last_id'));
		}
		await setImmediate();
	}
}

function add(totals: Totals, row: Row): void {
	const state = messageState(row);
	totals.messages[state] = (totals.messages[state] ?? 0) + integer(row, 'n');
	if (!isSpent(state)) return;
	totals.parts += integer(row, 'parts');
	totals.cost += integer(row, 'cost');
	const [first, latest] = [integerOrNull(row, 'first_at'), integerOrNull(row, 'last_at')];
	if (first !== null) totals.firstAt = Math.min(first, totals.firstAt ?? first);
	if (latest !== null) totals.lastAt = Math.max(latest, totals.lastAt ?? latest);
}

function addSegment(segments: Segments, row: Row): void {
	const segment = textOrNull(row, 'segment');
	if (segment === null) return;
	const state = messageState(row);
	const states = segments.get(segment) ?? {};
	segments.set(segment, { ...states, [state]: (states[state] ?? 0) + integer(row, 'n') });
}
