import type { Reason } from '../../reasons';

/** What takes contacts out of a segment before anything is sent, in the order it is shown. */
export const STEPS = [
	'number',
	'duplicate',
	'zone',
	'consent',
	'cap',
	'message',
	'campaign',
] as const;
export type Step = (typeof STEPS)[number];

const STEP_OF: Partial<Record<Reason, Step>> = {
	INVALID_NUMBER: 'number',
	NOT_MOBILE: 'number',
	DUPLICATE: 'duplicate',
	OUT_OF_ZONE: 'zone',
	NOT_IN_SEGMENT: 'zone',
	SUPPRESSED: 'consent',
	NO_CONSENT: 'consent',
	CONSENT_EXPIRED: 'consent',
	CONSENT_PENDING: 'consent',
	MINOR: 'consent',
	CAPPED: 'cap',
	ALREADY_SENT: 'campaign',
	IN_PROGRESS: 'campaign',
	IN_DOUBT: 'campaign',
	CAMPAIGN_PAUSED: 'campaign',
	CAMPAIGN_CANCELLED: 'campaign',
	BUDGET_SPENT: 'campaign',
	CONTROL_GROUP: 'campaign',
};

/** Everything else has to do with the text: its sender, topic, length, missing fields. */
export const stepOf = (reason: Reason): Step => STEP_OF[reason] ?? 'message';

export interface WaterfallRow {
	step: Step;
	lost: number;
	/** contacts that are left after this step */
	left: number;
	/** by reason, for who wants to know more */
	reasons: Partial<Record<Reason, number>>;
}

export interface Waterfall {
	size: number;
	rows: WaterfallRow[];
	/** contacts who will be written to */
	reach: number;
}

/** @param reasons why each contact of the segment is not written to; undefined = it is */
export function waterfall(reasons: Iterable<Reason | undefined>): Waterfall {
	const rows = STEPS.map((step): WaterfallRow => ({ step, lost: 0, left: 0, reasons: {} }));
	const rowOf = new Map(rows.map((row) => [row.step, row]));
	let size = 0;
	for (const reason of reasons) {
		size++;
		const row = reason && rowOf.get(stepOf(reason));
		if (!row) continue;
		row.lost++;
		row.reasons[reason] = (row.reasons[reason] ?? 0) + 1;
	}
	let left = size;
	for (const row of rows) row.left = left -= row.lost;
	return { size, rows, reach: left };
}
