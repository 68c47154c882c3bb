/**
 * For each contact and name (category, store) the last day it was bought from: enough to tell what was bought in the last N
 * days, for any N.
 */
export interface LastSeen {
	/** true the first time the contact meets the name */
	note(contact: number, name: number, day: number): boolean;
	/** the names seen on `from` or later, in the order met */
	namesSince(contact: number, from: number): number[];
}

const NONE = -1;
/** A name and its day, eight times: what most contacts need, and what the memory hands over in one look. */
const WIDTH = 16;
/** Contacts a page: one long array would have to be copied to grow. */
const PAGE = 4096;

/** Whoever has more names has a Map of his own; a Map for each of 100,000 contacts would cost more than the rows. */
export function lastSeen(): LastSeen {
	const pages: Int32Array[] = [];
	const more = new Map<number, Map<number, number>>();

	function pageOf(contact: number): Int32Array {
		const page = Math.floor(contact / PAGE);
		return (pages[page] ??= new Int32Array(PAGE * WIDTH).fill(NONE));
	}

	function noteMore(contact: number, name: number, day: number): boolean {
		const own = more.get(contact) ?? new Map<number, number>();
		const known = own.get(name);
		if (known === undefined || day > known) own.set(name, day);
		if (own.size === 1) more.set(contact, own);
		return known === undefined;
	}

	return {
		note(contact, name, day) {
			const page = pageOf(contact);
			const start = (contact % PAGE) * WIDTH;
			for (let at = start; at < start + WIDTH; at += 2) {
				const known = page[at] ?? NONE;
				if (known !== name && known !== NONE) continue;
				if (known === NONE) page[at] = name;
				if (known === NONE || day > (page[at + 1] ?? NONE)) page[at + 1] = day;
				return known === NONE;
			}
			return noteMore(contact, name, day);
		},
		namesSince(contact, from) {
			const page = pageOf(contact);
			const start = (contact % PAGE) * WIDTH;
			const found: number[] = [];
			for (let at = start; at < start + WIDTH && page[at] !== NONE; at += 2)
				if ((page[at + 1] ?? NONE) >= from) found.push(page[at] ?? NONE);
			for (const [name, day] of more.get(contact) ?? []) if (day >= from) found.push(name);
			return found;
		},
	};
}
