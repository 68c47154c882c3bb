import type { SmsItem } from '../../core/item';
import { countBySegment, segmentSentence } from '../../nodes/shared/segment-counts';
import { contact, send, useScene } from './SmsSend.scene';

useScene();

const of = (segment: string, size: number) => Array.from({ length: size }, () => ({ segment }));

const sentence = (contacts: SmsItem[]) =>
	segmentSentence(Object.entries(countBySegment(contacts)), contacts.length);

it('contacts are counted by segment, in the order met', () => {
	expect(countBySegment([...of('Silver', 1), ...of('Gold', 2), {}])).toEqual({
		Silver: 1,
		Gold: 2,
	});
	expect(sentence([...of('Gold', 1200), ...of('Silver', 80)])).toBe(
		'. By segment: Gold 1,200, Silver 80',
	);
	expect(sentence([...of('Gold', 1), {}, {}])).toBe('. By segment: Gold 1, in none 2');
	expect(sentence([{}, {}])).toBe('');
	const many = Array.from({ length: 25 }, (_, i) => ({ segment: `S${i}` }));
	expect(sentence(many)).toMatch(/S19 1, 5 more$/);
});

it.each(['webhook', 'manual'] as const)(
	'SMS Send says it in a run of the kind %s',
	async (mode) => {
		const items = [
			contact(1, { segment: 'Gold' }),
			contact(2, { segment: 'Gold' }),
			contact(3, { segment: 'Silver' }),
			contact(4, { segment: 'Silver', consent: { status: 'withdrawn' } }),
		];
		const { hints } = await send(items, { campaign: 'sale' }, { mode });
		expect(hints[0]!.message).toContain('By segment: Gold 2, Silver 1');
	},
);
