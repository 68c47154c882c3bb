import { isRef, newRef } from '../../../core/ledger/ref';

const NOON = Date.UTC(2026, 10, 2, 12);

describe('the reference of a message', () => {
	it('sorts as text in the order it was made in', () => {
		const refs = Array.from({ length: 70_000 }, () => newRef(NOON));
		const later = Array.from({ length: 20 }, (_, step) => newRef(NOON + 1 + step * 7));
		expect([...refs, ...later]).toEqual([...refs, ...later].toSorted());
	});

	it('is another one each time, in another process too', () => {
		const refs = Array.from({ length: 5_000 }, () => newRef(NOON));
		expect(new Set(refs).size).toBe(refs.length);
		// The last nine characters are nobody's count: two processes make the same time and count.
		expect(new Set(refs.map((ref) => ref.slice(-9))).size).toBe(refs.length);
	});

	it.each([0, 1, NOON, 2 ** 44 - 1, -5, 1.5])(
		'has one form, whatever the clock says: %d',
		(now) => {
			expect(newRef(now)).toMatch(/^[\w-]{20}$/);
			expect(isRef(newRef(now))).toBe(true);
		},
	);
});
