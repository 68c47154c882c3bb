import type { SmsMessage } from '../../../core/item';
import { countParts } from '../../../core/message/parts';
import { summarise } from '../../../core/message/summary';

const message = (text: string, amount?: number): SmsMessage => ({
	text,
	...countParts(text),
	...(amount === undefined ? {} : { cost: { amount, currency: 'EUR' } }),
});

test('the figures of 1,240 texts, summed without rounding noise', () => {
	const texts = Array.from({ length: 1_240 }, (_, i) => message(`Bonjour n${i}`, 0.049));
	expect(summarise(texts)).toMatchObject({
		messages: 1_240,
		parts: 1_240,
		cost: [{ amount: 60.76, currency: 'EUR' }],
		byParts: { 1: 1_240 },
		encodings: { 'GSM-7': 1_240 },
	});
});

test('the longest is the one that fills most, whatever its encoding', () => {
	const long = message('ê'.repeat(60));
	const short = message('Oui');
	const { longest, shortest, encodings, samples } = summarise([
		short,
		message('a'.repeat(100)),
		long,
	]);
	expect([longest, shortest]).toEqual([long, short]);
	expect(encodings).toEqual({ 'GSM-7': 2, 'UCS-2': 1 });
	expect(samples).toEqual([2, 0, 1]);
});

test('samples are spread over the list and never twice the same', () => {
	const texts = Array.from({ length: 90 }, (_, i) => message(`n${i}`));
	expect(summarise(texts).samples).toEqual([10, 0, 30]);
	expect(summarise(texts.slice(0, 2)).samples).toHaveLength(2);
});

test('nothing to sum', () => {
	expect(summarise([])).toEqual({
		messages: 0,
		parts: 0,
		cost: [],
		byParts: {},
		encodings: {},
		samples: [],
	});
});

test('currencies are never added together', () => {
	const swiss = { ...message('a'), cost: { amount: 0.06, currency: 'CHF' } };
	expect(summarise([message('b', 0.049), swiss]).cost).toEqual([
		{ amount: 0.049, currency: 'EUR' },
		{ amount: 0.06, currency: 'CHF' },
	]);
});
