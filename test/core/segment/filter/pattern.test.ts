import { boundedPattern } from '../../../../core/segment/filter/pattern';

describe('boundedPattern', () => {
	it.each([
		['^35', '35000', true],
		['^(35|56)\\d{3}$', '56100', true],
		['^(?:35|56)', '22000', false],
		['^0?1[0-9]{3}$', '1000', true],
		['@gmail\\.com$', 'a@gmail.com', true],
		['/^ren+es/i', 'RENNES', true],
		['[)+*]', '*', true],
		['', 'anything', true],
	])('%s is tested directly', (pattern, text, found) => {
		expect(boundedPattern(pattern)?.(text)).toBe(found);
	});

	it.each([
		'(a+)+$',
		'(a|aa)*$',
		'a*a*$',
		'(a{1,30}){1,30}',
		'^(?=.*a)b',
		'(a)\\1',
		'a{1000}',
		'(a)(b)(c)',
		'a?a?a?a?a?',
		'[]a+b]+c*',
		'x'.repeat(501),
		'[unclosed',
	])('%s is left to the guarded test of n8n', (pattern) => {
		expect(boundedPattern(pattern)).toBeUndefined();
	});

	it('gives the same answer twice with the flags that remember', () => {
		for (const flag of ['g', 'y']) {
			const test = boundedPattern(`/35/${flag}`);
			expect([test?.('35000'), test?.('35000')]).toEqual([true, true]);
		}
	});

	it('leaves long texts to n8n', () => {
		expect(boundedPattern('a+b')?.('a'.repeat(300))).toBeUndefined();
	});
});
