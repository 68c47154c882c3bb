import { contact } from '../SmsSend.scene';
import { jsonOf, said, type Row } from './row';

const entries = Array.from({ length: 4 }, (_, n) => ({ card: `C${n % 3}`, ...contact(n) }));
const ranks: Row['seen'] = (run) =>
	jsonOf(run).map(({ draw }) => (draw as { result: string }).result);

const OFFER_ROWS: Row[] = [
	{
		path: 'seed',
		value: 'loto',
		seen: (run) => jsonOf(run).map(({ draw }) => (draw as { seed: string }).seed),
		expected: ['loto'],
	},
	{ path: 'winners', value: 2, seen: ranks, expected: ['winner', 'winner'] },
	{ path: 'substitutes', value: 1, seen: ranks, expected: ['winner', 'substitute'] },
	{
		path: 'keyField',
		value: 'card',
		seen: (run) => said(run).includes('drawn among 3 entries; 1 repeated'),
		expected: true,
	},
	{ path: 'putOut', value: 'all', seen: (run) => jsonOf(run).length, expected: 4 },
];
export const OFFER = OFFER_ROWS.map((row): Row => ({
	items: entries,
	beside: { seed: 'x' },
	...row,
}));
