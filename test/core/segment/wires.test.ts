import fc from 'fast-check';
import { rememberedWires, strayedWires, type Wire } from '../../../core/segment/wires';

/** "gold>x silver>y": each segment and what its wire leads to, in the order of the outputs. */
const wires = (text: string): Wire[] =>
	text
		.split(' ')
		.filter(Boolean)
		.map((one) => {
			const [segment = '', to = ''] = one.split('>');
			return { segment, to: to.split('+').filter(Boolean) };
		});
const strayed = (before: string, now: string): string[] =>
	strayedWires(wires(now), wires(before)).map(
		(one) =>
			`${wires(now)[one.place]?.segment ?? ''} by ${wires(before)[one.before]?.segment ?? ''}`,
	);

describe('who leaves by a wire that was another segment’s', () => {
	it.each([
		['the first of two was removed', 'gold>x silver>y', 'silver>x', ['silver by gold']],
		[
			'the first of three was removed',
			'gold>x silver>y bronze>z',
			'silver>x bronze>y',
			['silver by gold', 'bronze by silver'],
		],
		['one in the middle', 'gold>x silver>y bronze>z', 'gold>x bronze>y', ['bronze by silver']],
		['one removed and another renamed', 'gold>x silver>y', 'argent>x', ['argent by gold']],
		[
			'one removed, another added',
			'gold>x silver>y',
			'silver>x bronze>y',
			['silver by gold', 'bronze by silver'],
		],
	])('%s', (_, before, now, expected) => {
		expect(strayed(before, now)).toEqual(expected);
	});

	it.each([
		['nothing changed', 'gold>x silver>y', 'gold>x silver>y'],
		['one was added at the end', 'gold>x silver>y', 'gold>x silver>y bronze>z'],
		['one was added and got the wire of another by hand', 'gold>x', 'gold>x silver>x'],
		['one was renamed', 'gold>x silver>y', 'or>x silver>y'],
		['the last was removed', 'gold>x silver>y', 'gold>x'],
		['the wires were led right again', 'gold>x silver>y bronze>z', 'silver>y bronze>z'],
		['the wire leads to something new', 'gold>x silver>y', 'silver>new'],
		['both had one message', 'gold>x silver>x', 'silver>x'],
		['a wire was led elsewhere by hand', 'gold>x silver>y', 'gold>x silver>x'],
		['a run of a part shows no wire', 'gold>x silver>y', 'silver'],
		['nothing is known yet', '', 'silver>x'],
	])('nobody when %s', (_, before, now) => {
		expect(strayed(before, now)).toEqual([]);
	});

	it('removing any but the last of wired segments strays those below it, whatever their number', () => {
		const count = fc.integer({ min: 2, max: 12 });
		fc.assert(
			fc.property(
				count.chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n - 2 }))),
				([n, removed]) => {
					const before = Array.from({ length: n }, (_, i) => ({ segment: `s${i}`, to: [`n${i}`] }));
					const left = before.filter((_, i) => i !== removed);
					const now = left.map(({ segment }, i) => ({ segment, to: [`n${i}`] }));
					const places = strayedWires(now, before).map(({ place }) => place);
					expect(places).toEqual(Array.from({ length: n - 1 - removed }, (_, i) => removed + i));
				},
			),
		);
	});
});

it('what a run of a part does not see stays as it was known', () => {
	expect(rememberedWires(wires('gold>x silver'), wires('gold>a silver>y bronze>z'))).toEqual(
		wires('gold>x silver>y'),
	);
});
