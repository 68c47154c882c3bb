// What is asked for: the month ends while the campaigns run, so that both rules of the cap bind.
export const CAP = { perMonth: 2, perDays: { max: 3, days: 30 } };
export const ZONE = 'Europe/Paris';
/** 31 October 2026, 23:20 in Paris. */
const EVE = Date.UTC(2026, 9, 31, 22, 20);
const HOUR = 3_600_000;

/** Every second campaign is sent in November. */
export const momentOf = (campaign) => EVE + (campaign % 2) * HOUR;

export const BATCH = 500;

// From the range ARCEP keeps for films and series.
export const phone = (contact) => `+3363998${String(contact).padStart(4, '0')}`;

/** The contacts in an order of this process and turn, the same again after a restart. */
export function orderOf(length, worker, turn) {
	let state = worker * 1_000 + turn + 1;
	const random = () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
	const order = Array.from({ length }, (_, index) => index);
	for (let last = length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		[order[last], order[other]] = [order[other], order[last]];
	}
	return order;
}
