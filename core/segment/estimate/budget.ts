/** A segment as a budget sees it; amounts in units of one currency. */
export interface Candidate {
	name: string;
	kind: 'client' | 'prospect' | 'mixed';
	reach: number;
	/** of all its SMS */
	smsCost: number;
	/** expected margin of all of it; absent = not known */
	margin?: number;
}

export interface Share {
	name: string;
	kind: Candidate['kind'];
	/** contacts to take of it, 0 when it is left out */
	contacts: number;
	cost: number;
	margin: number;
	/** why it is not taken whole */
	because?: 'nobody' | 'unknown' | 'no_profit' | 'budget';
}

export interface BudgetOptions {
	budget: number;
	/** clients before any prospect, whatever they bring (the first seed document's rule) */
	clientsFirst: boolean;
}

/**
 * Which segments to take first: by expected margin for each unit of cost, a segment in part when the budget ends inside
 * it, and none that costs more than it brings. In the order to take them.
 */
export function spend(
	candidates: readonly Candidate[],
	{ budget, clientsFirst }: BudgetOptions,
): Share[] {
	const rank = ({ kind }: Candidate) => (clientsFirst && kind === 'prospect' ? 1 : 0);
	const sorted = [...candidates].sort(
		(a, b) => rank(a) - rank(b) || yieldOf(b) - yieldOf(a) || (a.name < b.name ? -1 : 1),
	);
	let left = budget;
	return sorted.map((one): Share => {
		const { name, kind } = one;
		const { reach, margin = 0 } = one;
		const because = whyNot(one);
		if (because) return { name, kind, contacts: 0, cost: 0, margin: 0, because };
		const each = one.smsCost / reach;
		// Money is counted in micros elsewhere: a rest of less than one is no rest.
		const affordable = each > 0 ? Math.floor(left / each + 1e-9) : reach;
		const contacts = Math.min(reach, Math.max(0, affordable));
		const cost = contacts * each;
		left -= cost;
		const share = { name, kind, contacts, cost, margin: (margin * contacts) / reach };
		return contacts < reach ? { ...share, because: 'budget' } : share;
	});
}

function whyNot({ reach, margin, smsCost }: Candidate): Share['because'] {
	if (reach === 0) return 'nobody';
	if (margin === undefined) return 'unknown';
	return margin <= smsCost ? 'no_profit' : undefined;
}

/** Expected margin for each unit spent. */
const yieldOf = ({ margin = 0, smsCost }: Candidate): number =>
	smsCost > 0 ? margin / smsCost : margin > 0 ? Infinity : 0;
