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

interface Entry {
	contact: Int32Array;
	name: Int32Array;
	day: Int32Array;
	/** the next entry of the same contact */
	next: Int32Array;
}

export function lastSeen(): LastSeen {
	let entries = room(1024);
	let slots: Int32Array = new Int32Array(1024 * SPACE).fill(NONE);
	let size = 0;
	let heads: Int32Array = new Int32Array(1024).fill(NONE);

	function slotOf(contact: number, name: number): number {
		const last = slots.length - 1;
		let slot = (Math.imul(contact, 0x9e3779b1) ^ Math.imul(name + 1, 0x85ebca6b)) & last;
		for (;;) {
			const entry = slots[slot] ?? NONE;
			if (entry === NONE) return slot;
			if (entries.contact[entry] === contact && entries.name[entry] === name) return slot;
			slot = (slot + 1) & last;
		}
	}

	function grow(): void {
		entries = {
			contact: longer(entries.contact),
			name: longer(entries.name),
			day: longer(entries.day),
			next: longer(entries.next),
		};
		slots = new Int32Array(slots.length * 2).fill(NONE);
		for (let i = 0; i < size; i++) slots[slotOf(entries.contact[i] ?? 0, entries.name[i] ?? 0)] = i;
	}

	return {
		note(contact, name, day) {
			let slot = slotOf(contact, name);
			const known = slots[slot] ?? NONE;
			if (known !== NONE) {
				if (day > (entries.day[known] ?? day)) entries.day[known] = day;
				return false;
			}
			if (size === entries.day.length) {
				grow();
				slot = slotOf(contact, name);
			}
			while (contact >= heads.length) heads = longer(heads, NONE);
			slots[slot] = size;
			entries.contact[size] = contact;
			entries.name[size] = name;
			entries.day[size] = day;
			entries.next[size] = heads[contact] ?? NONE;
			heads[contact] = size++;
			return true;
		},
		namesSince(contact, from) {
			const found: number[] = [];
			for (let i = heads[contact] ?? NONE; i !== NONE; i = entries.next[i] ?? NONE)
				if ((entries.day[i] ?? from) >= from) found.push(entries.name[i] ?? NONE);
			return found.reverse();
		},
	};
}

const room = (length: number): Entry => ({
	contact: new Int32Array(length),
	name: new Int32Array(length),
	day: new Int32Array(length),
	next: new Int32Array(length),
});

function longer(array: Int32Array, fill = 0): Int32Array {
	const twice = new Int32Array(array.length * 2).fill(fill, array.length);
	twice.set(array);
	return twice;
}
