import { SegmentedMessage } from 'sms-segments-calculator';
import { split } from 'split-sms';
import { countParts, normalise } from '../../../core/message/parts';
import { generateTexts, hasCluster } from './texts';

const TEXTS = generateTexts(20_000).map(normalise);

const twilio = (text: string) => {
	const message = new SegmentedMessage(text, 'auto', false);
	return { encoding: message.encodingName, parts: message.segmentsCount };
};
const splitSms = (text: string) => {
	const { characterSet, parts } = split(text);
	return { encoding: characterSet === 'GSM' ? 'GSM-7' : 'UCS-2', parts: parts.length };
};
const ours = (text: string) => {
	const { encoding, parts } = countParts(text);
	return { encoding, parts };
};

const same = (a: { encoding: string | null; parts: number }, b: typeof a) =>
	a.encoding === b.encoding && a.parts === b.parts;

test('the texts are worth comparing: both encodings, one to several parts, clusters', () => {
	const counts = TEXTS.map(ours);
	for (const encoding of ['GSM-7', 'UCS-2'])
		for (const parts of [1, 2, 3])
			expect(
				counts.filter((count) => count.encoding === encoding && count.parts === parts).length,
			).toBeGreaterThan(500);
	expect(TEXTS.filter(hasCluster).length).toBeGreaterThan(500);
});

test('encoding and parts agree with split-sms on 20,000 texts, without exception', () => {
	expect(TEXTS.filter((text) => !same(ours(text), splitSms(text)))).toEqual([]);
});

describe('sms-segments-calculator on the same texts', () => {
	// Twilio's library keeps what people see as one (a family, a flag, a keycap) in one part; networks split between code points.
	const differing = TEXTS.filter((text) => !same(ours(text), twilio(text)));

	test('agrees on every text whose characters are single code points', () => {
		expect(differing.filter((text) => !hasCluster(text))).toEqual([]);
	});

	test('differs only where a cluster stands at the boundary of a part, and then counts one part more', () => {
		expect(differing.length).toBeGreaterThan(0);
		for (const text of differing) {
			expect(ours(text).encoding).toBe(twilio(text).encoding);
			expect(twilio(text).parts - ours(text).parts).toBe(1);
		}
	});

	test('the known case: a family of seven code points between two runs of 60', () => {
		const text = `${'a'.repeat(60)}👨‍👩‍👧‍👦${'a'.repeat(60)}`;
		expect([ours(text).parts, twilio(text).parts, splitSms(text).parts]).toEqual([2, 3, 2]);
	});
});
