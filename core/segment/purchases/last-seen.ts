/**
 * For each contact and name (category, store) the last day it was bought from: enough to tell what was bought in the last N
 * days, for any N. One hash table in plain arrays: a Set for each of 100,000 contacts would cost more than the rows.
 */
export interface LastSeen {
	/** true the first time the contact meets the name */
	note(contact: number, name: number, day: number): boolean;
	/** the names seen on `from` or later */
	namesSince(contact: number, from: number): number[];
}

const NONE = -1;
/** Slots kept at most half full. */
const SPACE = 2;

/**
 * The four figures of an entry side by side: rows come by date and jump from contact to contact, and each jump should cost
 * the memory one look, not four. `next` is the next entry of the same contact.
 */
const WIDTH = 4;
const [CONTACT, NAME, DAY, NEXT] = [0, 1, 2, 3];

export function lastSeen(): LastSeen {
	let entries: Int32Array = new Int32Array(1024 * WIDTH);
	let slots: Int32Array = new Int32Array(1024 * SPACE).fill(NONE);
	let size = 0;
	let heads: Int32Array = new Int32Array(1024).fill(NONE);
	const read = (entry: number, figure: number): number => entries[entry * WIDTH + figure] ?? NONE;

	function slotOf(contact: number, name: number): number {
		const last = slots.length - 1;
		let slot = (Math.imul(contact, 0x9e3779b1) ^ Math.imul(name + 1, 0x85ebca6b)) & last;
		for (;;) {
			const entry = slots[slot] ?? NONE;
			if (entry === NONE) return slot;
			if (read(entry, CONTACT) === contact && read(entry, NAME) === name) return slot;
			slot = (slot + 1) & last;
		}
	}

	function grow(): void {
		entries = longer(entries);
		slots = new Int32Array(slots.length * 2).fill(NONE);
		for (let i = 0; i < size; i++) slots[slotOf(read(i, CONTACT), read(i, NAME))] = i;
	}

	return {
		note(contact, name, day) {
			let slot = slotOf(contact, name);
			const known = slots[slot] ?? NONE;
			if (known !== NONE) {
				if (day > read(known, DAY)) entries[known * WIDTH + DAY] = day;
				return false;
			}
			if (size * WIDTH === entries.length) {
				grow();
				slot = slotOf(contact, name);
			}
			while (contact >= heads.length) heads = longer(heads, NONE);
			slots[slot] = size;
			const at = size * WIDTH;
			entries[at + CONTACT] = contact;
			entries[at + NAME] = name;
			entries[at + DAY] = day;
			entries[at + NEXT] = heads[contact] ?? NONE;
			heads[contact] = size++;
			return true;
		},
		namesSince(contact, from) {
			const found: number[] = [];
			for (let i = heads[contact] ?? NONE; i !== NONE; i = read(i, NEXT))
				if (read(i, DAY) >= from) found.push(read(i, NAME));
			return found.reverse();
		},
	};
}

function longer(array: Int32Array, fill = 0): Int32Array {
	const twice = new Int32Array(array.length * 2).fill(fill, array.length);
	twice.set(array);
	return twice;
}
