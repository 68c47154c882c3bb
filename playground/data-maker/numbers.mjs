/**
 * Phone numbers that reach nobody. Why these blocks: docs/sample-data.md. Each has ten thousand numbers or one
 * thousand; none was attributed to an operator in ARCEP's list of April 2026 (landlines and 06 39 98: reserved for fiction).
 */
const MAINLAND_MOBILE = [
	['063800', 22],
	['063807', 22],
	['064163', 22],
	['073997', 17],
	['073998', 17],
];
const LANDLINE = {
	0: '046571',
	1: '046571',
	3: '053649',
	4: '026191',
	5: '035301',
	6: '046571',
	7: '019900',
};

/** First digits of the postal code → block and country code. Réunion's is given by thousands, so it has 7 digits. */
const OVERSEAS_MOBILE = {
	974: { block: '0693125', code: '262' },
	976: { block: '063998', code: '262' },
	971: { block: '069133', code: '590' },
	972: { block: '069612', code: '596' },
	973: { block: '069410', code: '594' },
};

/** Draws numbers nobody of the same file has, as ten national digits. */
export function numberDrawer(random) {
	const taken = new Set();
	const draw = (block) => {
		for (;;) {
			const size = 10 - block.length;
			const national = block + String(random.between(0, 10 ** size - 1)).padStart(size, '0');
			if (taken.has(national)) continue;
			taken.add(national);
			return national;
		}
	};
	return {
		mobile: () => ({ national: draw(random.weighted(MAINLAND_MOBILE)), code: '33' }),
		overseas: (postalCode) => {
			const { block, code } = OVERSEAS_MOBILE[postalCode.slice(0, 3)];
			return { national: draw(block), code };
		},
		landline: (postalCode) => ({ national: draw(LANDLINE[postalCode[0]] ?? '019900'), code: '33' }),
	};
}

const pairs = (digits, by) => digits.match(/\d\d/g).join(by);

/** The ways one number is typed. `code` 33 in the odd ones is the mistake people make with overseas numbers. */
const STYLES = {
	spaces: ({ national }) => pairs(national, ' '),
	plain: ({ national }) => national,
	dots: ({ national }) => pairs(national, '.'),
	dashes: ({ national }) => pairs(national, '-'),
	nbsp: ({ national }) => pairs(national, '\u00a0'),
	doubleZero: ({ national, code }) => `00${code}${national.slice(1)}`,
	plus: ({ national, code }) => `+${code}${national.slice(1)}`,
	plusSpaces: ({ national, code }) => `+${code} ${national[1]} ${pairs(national.slice(2), ' ')}`,
	plusZero: ({ national }) => `+33(0)${national.slice(1)}`,
	plusZeroSpaces: ({ national }) => `+33 (0)${national[1]} ${pairs(national.slice(2), ' ')}`,
	lostZero: ({ national }) => national.slice(1),
	lostPlus: ({ national, code }) => code + national.slice(1),
	wrongCode: ({ national }) => `+33${national.slice(1)}`,
};

const MOBILE_STYLES = [
	['spaces', 300],
	['plain', 220],
	['dots', 120],
	['dashes', 40],
	['nbsp', 30],
	['doubleZero', 45],
	['plus', 50],
	['plusSpaces', 30],
	['plusZero', 25],
	['plusZeroSpaces', 20],
	['lostZero', 90],
	['lostPlus', 30],
];
const OVERSEAS_STYLES = [
	['spaces', 40],
	['plain', 25],
	['dots', 10],
	['lostZero', 8],
	['plus', 10],
	['wrongCode', 7],
];
const LANDLINE_STYLES = [
	['spaces', 50],
	['plain', 20],
	['dots', 15],
	['lostZero', 10],
	['plus', 5],
];

export const writeMobile = (random, number) => STYLES[random.weighted(MOBILE_STYLES)](number);
export const writeOverseas = (random, number) => STYLES[random.weighted(OVERSEAS_STYLES)](number);
export const writeLandline = (random, number) => STYLES[random.weighted(LANDLINE_STYLES)](number);

/** What Excel saves once a column was too narrow: the last digits are gone for good. */
export function writeScientific(random, { national }) {
	const digits = random.chance(800) ? national.slice(1) : `33${national.slice(1)}`;
	return `${digits[0]},${digits.slice(1, 3)}E+${String(digits.length - 1).padStart(2, '0')}`;
}

/** Cells nobody can call: digits missing or too many, a word, zeros. */
export function writeUnusable(random, { national }) {
	return random.weighted([
		[pairs(national.slice(0, 8), ' '), 25],
		[national.slice(0, 9), 25],
		[`${pairs(national, ' ')}${random.between(10, 99)}`, 20],
		['0000000000', 8],
		['NC', 8],
		['ne souhaite pas', 8],
		[`${national.slice(0, 2)} XX XX XX XX`, 6],
	]);
}

/** Two numbers in one cell; at least one is a mobile, not always the first. */
export function writeSeveral(random, mobile, other) {
	const [a, b] = random.chance(600) ? [mobile, other] : [other, mobile];
	const spaced = random.chance(600) ? ' ' : '.';
	const by = random.pick([' / ', '/', ' ou ', ' ; ']);
	return pairs(a.national, spaced) + by + pairs(b.national, spaced);
}
