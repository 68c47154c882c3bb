import fc from 'fast-check';
import examples from 'libphonenumber-js/mobile/examples';
import { getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { countryOf, maskPhone, readPhone } from '../../../core/contact/phone';
import { frenchNumberingOf } from '../../../core/contact/numbering';
import type { E164 } from '../../../core/item';

const read = (value: unknown, country?: string): string => {
	const reading = readPhone(value, country);
	return 'e164' in reading ? `${reading.e164} ${reading.country}` : reading.problem;
};
const number = (value: string): E164 => {
	const reading = readPhone(value);
	if (!('e164' in reading)) throw new Error(`${value} is no mobile`);
	return reading.e164;
};

describe('numbers typed in France', () => {
	test.each([
		['0612345678', '+33612345678 FR'],
		['06 12 34 56 78', '+33612345678 FR'],
		['06.12.34.56.78', '+33612345678 FR'],
		['06-12-34-56-78', '+33612345678 FR'],
		['06/12/34/56/78', '+33612345678 FR'],
		['06\u00a012\u00a034\u00a056\u00a078', '+33612345678 FR'],
		['06\u202f12\u202f34\u202f56\u202f78', '+33612345678 FR'],
		['\u202a06 12 34 56 78\u202c', '+33612345678 FR'],
		['0033612345678', '+33612345678 FR'],
		['00 33 6 12 34 56 78', '+33612345678 FR'],
		['+33(0)612345678', '+33612345678 FR'],
		['+33 (0) 6 12 34 56 78', '+33612345678 FR'],
		['+330612345678', '+33612345678 FR'],
		['33612345678', '+33612345678 FR'],
		['+0612345678', '+33612345678 FR'],
		['tel:+33612345678', '+33612345678 FR'],
		['٠٦١٢٣٤٥٦٧٨', '+33612345678 FR'],
		['６１２３４５６７８', '+33612345678 FR'],
		['Portable : 06 12 34 56 78 (perso)', '+33612345678 FR'],
		['0730123456', '+33730123456 FR'],
		['0756789012', '+33756789012 FR'],
		['0799123456', '+33799123456 FR'],
	])('%s is %s', (value, expected) => expect(read(value)).toBe(expected));
});

describe('numbers damaged by Excel', () => {
	test.each([
		['612345678', '+33612345678 FR'],
		[612345678, '+33612345678 FR'],
		[33612345678, '+33612345678 FR'],
		[612345678n, '+33612345678 FR'],
		['612345678.0', '+33612345678 FR'],
		['612345678,00', '+33612345678 FR'],
		["'0612345678", '+33612345678 FR'],
		['="0612345678"', '+33612345678 FR'],
		['6,12345678E+08', '+33612345678 FR'],
		['3.3612345678E10', '+33612345678 FR'],
		['6,12E+08', 'INVALID_NUMBER'],
		['6.12E+08', 'INVALID_NUMBER'],
		['6E+08', 'INVALID_NUMBER'],
		['3,36123E+10', 'INVALID_NUMBER'],
		[612345678.5, 'INVALID_NUMBER'],
		[-612345678, 'INVALID_NUMBER'],
		[Number.NaN, 'INVALID_NUMBER'],
	])('%s is %s', (value, expected) => expect(read(value)).toBe(expected));
});

test('rounded digits are not taken for a short number where numbers are short', () => {
	expect(read('7,51234E+05', 'NC')).toBe('+687751234 NC');
	expect(read('7,51234E+08', 'NC')).toBe('INVALID_NUMBER');
});

describe('overseas numbers go to their territory however they are typed', () => {
	test.each([
		['0692 12 34 56', '+262692123456 RE'],
		['0693123456', '+262693123456 RE'],
		['+33692123456', '+262692123456 RE'],
		['0033692123456', '+262692123456 RE'],
		['692123456', '+262692123456 RE'],
		['262692123456', '+262692123456 RE'],
		['+262 (0)692 12 34 56', '+262692123456 RE'],
		['0639123456', '+262639123456 YT'],
		['+262639123456', '+262639123456 YT'],
		['0690123456', '+590690123456 GP'],
		['0691223456', '+590691223456 GP'],
		['0694201234', '+594694201234 GF'],
		['0696201234', '+596696201234 MQ'],
		['0697123456', '+596697123456 MQ'],
		['+590696201234', '+596696201234 MQ'],
		['0709001234', '+590709001234 GP'],
		['0709101234', '+596709101234 MQ'],
		['0709201234', '+262709201234 RE'],
		['0709301234', '+594709301234 GF'],
		['0709351234', '+262709351234 YT'],
		['0708401234', '+508708401234 PM'],
		['0508551234', '+508551234 PM'],
		['+687751234', '+687751234 NC'],
		['+68987123456', '+68987123456 PF'],
		['+681821234', '+681821234 WF'],
		['0709051234', 'INVALID_NUMBER'],
	])('%s is %s', (value, expected) => expect(read(value)).toBe(expected));

	test('a brand of La Réunion reads mainland and local numbers alike', () => {
		expect(read('0692123456', 'RE')).toBe('+262692123456 RE');
		expect(read('0612345678', 'RE')).toBe('+33612345678 FR');
	});
	test('a number of six digits is local where numbers have six digits', () => {
		expect(read('551234', 'PM')).toBe('+508551234 PM');
		expect(read('751234', 'NC')).toBe('+687751234 NC');
		expect(read('551234', 'FR')).toBe('INVALID_NUMBER');
	});
});

test('a number in its usual form is read as the same number with a stray mark, in every country', () => {
	const pairs = fc.array(fc.integer({ min: 10, max: 99 }), { minLength: 4, maxLength: 4 });
	fc.assert(
		fc.property(
			fc.constantFrom('06', '07', '+336', '+337', '+33 6', '+33 7'),
			fc.constantFrom('', ' ', '.', '-'),
			pairs,
			fc.constantFrom('FR', 'RE', 'NC', 'BE', 'GB'),
			(start, between, digits, country) => {
				const typed = [start, ...digits].join(between);
				expect(read(typed, country)).toBe(read(`\u202a${typed}`, country));
			},
		),
		{ numRuns: 1_000 },
	);
});

describe('what cannot receive an SMS', () => {
	test.each([
		['01 42 68 53 00', 'NOT_MOBILE'],
		['0123456789', 'NOT_MOBILE'],
		['+33142685300', 'NOT_MOBILE'],
		['0912345678', 'NOT_MOBILE'],
		['0800123456', 'NOT_MOBILE'],
		['0892123456', 'NOT_MOBILE'],
		['0262201234', 'NOT_MOBILE'],
		['0590201234', 'NOT_MOBILE'],
		['0596301234', 'NOT_MOBILE'],
		['01 42 68 53 00 poste 12', 'NOT_MOBILE'],
		['+49 30 123456', 'NOT_MOBILE'],
		['36180', 'INVALID_NUMBER'],
		['3639', 'INVALID_NUMBER'],
		['0712345678', 'INVALID_NUMBER'],
		['0700123456', 'INVALID_NUMBER'],
		['07000012345678', 'INVALID_NUMBER'],
		['0612 34 56 7', 'INVALID_NUMBER'],
		['06 12 34 56 7O', 'INVALID_NUMBER'],
		['06 12 34 56 78 9', 'INVALID_NUMBER'],
		['paul06@12345678.fr', 'INVALID_NUMBER'],
		['', 'INVALID_NUMBER'],
		['   ', 'INVALID_NUMBER'],
		['inconnu', 'INVALID_NUMBER'],
		[null, 'INVALID_NUMBER'],
		[undefined, 'INVALID_NUMBER'],
		[true, 'INVALID_NUMBER'],
		[{ number: '0612345678' }, 'INVALID_NUMBER'],
		[['0612345678'], 'INVALID_NUMBER'],
		['0'.repeat(1_000_000), 'INVALID_NUMBER'],
	])('%s is %s', (value, expected) => expect(read(value)).toBe(expected));

	test('what was read is told in at most 40 characters', () => {
		expect(readPhone(` ${'x'.repeat(100)}`)).toEqual({
			problem: 'INVALID_NUMBER',
			value: 'x'.repeat(40),
		});
		expect(readPhone({})).toEqual({ problem: 'INVALID_NUMBER', value: '' });
	});
});

describe('several numbers in a cell: the first mobile', () => {
	test.each([
		['06 12 34 56 78 / 07 56 78 90 12', '+33612345678 FR'],
		['01 42 68 53 00 / 06 12 34 56 78', '+33612345678 FR'],
		['0142685300;0612345678', '+33612345678 FR'],
		['0142685300 ou 0612345678', '+33612345678 FR'],
		['fixe 0142685300, mobile 0612345678', '+33612345678 FR'],
		['+33142685300/+33612345678', '+33612345678 FR'],
		['0142685300\n0692123456', '+262692123456 RE'],
	])('%s is %s', (value, expected) => expect(read(value)).toBe(expected));
});

describe('other countries', () => {
	test.each([
		['+32 470 12 34 56', 'FR', '+32470123456 BE'],
		['0470 12 34 56', 'BE', '+32470123456 BE'],
		['078 123 45 67', 'CH', '+41781234567 CH'],
		['+1 415 555 2671', 'FR', '+14155552671 US'],
		['0612345678', 'NL', '+31612345678 NL'],
		['0612345678', 'nowhere', 'INVALID_NUMBER'],
		['+33612345678', 'nowhere', '+33612345678 FR'],
	])('%s in %s is %s', (value, country, expected) => expect(read(value, country)).toBe(expected));
});

const FRENCH = ['FR', 'GP', 'MF', 'BL', 'MQ', 'GF', 'RE', 'YT', 'PM', 'NC', 'PF', 'WF'] as const;

describe("libphonenumber's own example numbers", () => {
	test.each([...FRENCH, 'BE', 'CH', 'LU', 'DE', 'ES', 'IT', 'GB', 'NL', 'MC'] as const)(
		'of %s',
		(country) => {
			const example = getExampleNumber(country, examples)!;
			for (const form of [
				example.number,
				example.formatInternational(),
				`00${example.number.slice(1)}`,
			])
				expect(readPhone(form)).toMatchObject({ e164: example.number, mobile: true });
			expect(readPhone(example.formatNational(), country)).toMatchObject({ e164: example.number });
		},
	);
});

test('every range of the French plan gets the answer of libphonenumber, or is a known overseas range', () => {
	for (let prefix = 10_000; prefix < 100_000; prefix += 7) {
		const national = `${prefix}4321`;
		const reading = readPhone(`0${national}`);
		const official = parsePhoneNumberFromString(`+33${national}`);
		const mobile = official?.isValid() === true && official.getType() === 'MOBILE';
		if ('e164' in reading && frenchNumberingOf(reading.e164)?.country !== 'FR')
			expect(`${prefix}`).toMatch(/^(69[0123467]|639|709[0123]|708[45]|508)/);
		else expect([national, 'e164' in reading]).toEqual([national, mobile]);
	}
});

describe('laws', () => {
	const mobileNational = fc
		.tuple(
			fc.constantFrom('61', '64', '75', '692', '690', '639', '696', '694'),
			fc.stringMatching(/^\d{7}$/),
		)
		.map(([start, rest]) => (start + rest).slice(0, 9))
		.filter((national) => 'e164' in readPhone(`0${national}`));
	const separators = fc.array(fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f', '/'), {
		minLength: 9,
		maxLength: 9,
	});
	const start = fc.constantFrom('0', '', '+33', '0033', '+33(0)', '+33 (0) ', "'0", '33', ' 0');

	test('any formatting of a mobile number reads as the same number', () => {
		fc.assert(
			fc.property(mobileNational, separators, start, (national, between, prefix) => {
				const typed = prefix + [...national].map((digit, i) => digit + between[i]).join('');
				expect(read(typed)).toBe(read(`0${national}`));
			}),
			{ numRuns: 1000 },
		);
	});
	test('what was read reads again as itself, and nothing ever throws', () => {
		fc.assert(
			fc.property(fc.anything(), fc.string(), (value, text) => {
				for (const reading of [readPhone(value), readPhone(text), readPhone(`06${text}`)])
					if ('e164' in reading) expect(readPhone(reading.e164)).toEqual(reading);
			}),
			{ numRuns: 1000 },
		);
	});
	test('the country of a number read is the country it was read in', () => {
		fc.assert(
			fc.property(mobileNational, (national) => {
				const reading = readPhone(`0${national}`);
				if ('e164' in reading) expect(countryOf(reading.e164)).toBe(reading.country);
			}),
		);
	});
});

test('logs show the country, the first and the last two digits', () => {
	expect(maskPhone(number('0612345678'))).toBe('+33 6 •• •• •• 78');
	expect(maskPhone(number('0692123456'))).toBe('+262 6 •• •• •• 56');
	expect(maskPhone(number('+14155552671'))).toBe('+1 4 •• •• •• • 71');
	expect(maskPhone(number('+687751234'))).toBe('+687 7 •• • 34');
	expect(countryOf(number('+4915123456789'))).toBe('DE');
});
