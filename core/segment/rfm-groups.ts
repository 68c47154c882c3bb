import type { RfmScores } from './rfm';

/** The named groups, with what a marketer reads. */
export const RFM_GROUPS = {
	champions: 'Champions',
	loyal: 'Loyal',
	potential_loyalists: 'Potential loyalists',
	new: 'New',
	promising: 'Promising',
	need_attention: 'Need attention',
	about_to_sleep: 'About to sleep',
	at_risk: 'At risk',
	cannot_lose: 'Cannot lose them',
	hibernating: 'Hibernating',
	lost: 'Lost',
} as const;

export type RfmGroup = keyof typeof RFM_GROUPS;

/**
 * Rows: recency 5 to 1. Columns: value 1 to 5, where value is the mean of frequency and money, rounded down. Each of the 125
 * triples of scores has one group. There is no official table; this one follows the customary grid of eleven names.
 */
const GRID: Readonly<Record<number, readonly RfmGroup[]>> = {
	5: ['new', 'potential_loyalists', 'potential_loyalists', 'champions', 'champions'],
	4: ['promising', 'potential_loyalists', 'potential_loyalists', 'loyal', 'loyal'],
	3: ['about_to_sleep', 'about_to_sleep', 'need_attention', 'loyal', 'loyal'],
	2: ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cannot_lose'],
	1: ['lost', 'hibernating', 'at_risk', 'cannot_lose', 'cannot_lose'],
};

/** @param scores each 1 to 5. @throws RangeError outside of it */
export function rfmGroup({ r, f, m }: RfmScores): RfmGroup {
	const group = GRID[r]?.[Math.floor((f + m) / 2) - 1];
	if (group === undefined) throw new RangeError(`No RFM group for the scores ${r}, ${f}, ${m}`);
	return group;
}
