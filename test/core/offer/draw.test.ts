import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { drawWinners, scoreOf } from '../../../core/offer/draw';

const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 60 });
const seed = fc.string({ minLength: 1 });

const winners = (entries: string[], by: string, wanted: number) =>
	drawWinners(entries, by, wanted).ranking.map(({ position }) => entries[position]);

describe('the draw of a contest', () => {
	it('gives the same winners for the same entries and seed, in whatever order they come', () => {
		fc.assert(
			fc.property(keys, seed, fc.nat(20), (entries, by, wanted) => {
				const shuffled = [...entries].reverse();
				expect(winners(shuffled, by, wanted)).toEqual(winners(entries, by, wanted));
			}),
		);
	});

	it('lets nobody gain by entering twice', () => {
		fc.assert(
			fc.property(keys, seed, (entries, by) => {
				const doubled = [...entries, ...entries];
				const draw = drawWinners(doubled, by, entries.length);
				expect(draw.ranking.map(({ position }) => doubled[position])).toEqual(
					winners(entries, by, entries.length),
				);
				expect(draw.repeated).toHaveLength(entries.length);
				expect(draw.entries).toBe(entries.length);
			}),
		);
	});

	it('ranks each winner once, and no more than there are entries', () => {
		fc.assert(
			fc.property(keys, seed, fc.nat(100), (entries, by, wanted) => {
				const { ranking } = drawWinners(entries, by, wanted);
				expect(ranking).toHaveLength(Math.min(wanted, entries.length));
				expect(new Set(ranking.map(({ position }) => position)).size).toBe(ranking.length);
				expect(ranking.map(({ rank }) => rank)).toEqual(ranking.map((_, index) => index + 1));
			}),
		);
	});

	it('is fair: over many seeds each entry wins about as often', () => {
		const entries = Array.from({ length: 10 }, (_, i) => `entry-${i}`);
		const wins = new Map(entries.map((entry) => [entry, 0]));
		for (let i = 0; i < 5_000; i++) {
			const [winner = ''] = winners(entries, `seed ${i}`, 1);
			wins.set(winner, (wins.get(winner) ?? 0) + 1);
		}
		// 500 expected each; five standard deviations are about 106
		for (const won of wins.values()) expect(Math.abs(won - 500)).toBeLessThan(110);
	});

	it('can be checked with the tools of any computer', () => {
		const output = execFileSync('sha256sum', {
			input: 'loto 2026-11-21\n+33639980001',
			encoding: 'utf8',
		});
		expect(output.split(' ')[0]).toBe(scoreOf('loto 2026-11-21', '+33639980001'));
	});

	it('changes its fingerprint with any entry added', () => {
		const before = drawWinners(['a', 'b'], 's', 1).fingerprint;
		expect(drawWinners(['b', 'a', 'a'], 'other', 1).fingerprint).toBe(before);
		expect(drawWinners(['a', 'b', 'c'], 's', 1).fingerprint).not.toBe(before);
	});

	it('refuses an entry without key, and a draw without seed', () => {
		expect(() => drawWinners(['a', ''], 's', 1)).toThrow('Entry 1 has no key');
		expect(() => drawWinners(['a'], '', 1)).toThrow('seed');
	});
});
