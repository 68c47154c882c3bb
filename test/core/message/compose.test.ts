import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { E164, SmsItem } from '../../../core/item';
import { composer, type ComposerOptions } from '../../../core/message/compose';
import { countParts } from '../../../core/message/parts';
import { PLACEHOLDERS } from '../../../core/message/placeholders';
import { mentionedCode } from '../../../core/message/stop-mention';

const FRANCE = '+33639981234' as E164;
const SMS: SmsItem = {
	to: FRANCE,
	contact: {
		kind: 'client',
		firstName: 'Marie',
		points: 0,
		interests: ['cuisine', 'jardin'],
		store: { id: 'L1', name: 'Lyon', distanceKm: 3.6 },
	},
};
const OPTIONS: ComposerOptions = {
	template: 'Bonjour {first_name}',
	columns: [],
	purpose: 'marketing',
	language: 'fr',
	brandName: 'Maison Lumen',
	missing: 'hold',
	rewrite: 'auto',
	maxParts: 1,
	stop: { code: '36180', addedBy: 'us' },
	prices: { perPart: { FR: 49_000, '*': 80_000 }, currency: 'EUR' },
};

const compose = (
	options: Partial<ComposerOptions>,
	columns: Record<string, unknown> = {},
	sms: SmsItem = SMS,
	campaign?: Record<string, unknown>,
) =>
	composer({ ...OPTIONS, columns: Object.keys(columns), ...options })({
		sms,
		columns,
		campaign,
	});
const textOf = (...args: Parameters<typeof compose>): string | undefined =>
	compose(...args).message?.text.replace(/\nSTOP au 36180$/, '');

test('a text with its footer, count and cost', () => {
	expect(compose({})).toEqual({
		message: {
			text: 'Bonjour Marie\nSTOP au 36180',
			encoding: 'GSM-7',
			units: 27,
			parts: 1,
			cost: { amount: 0.049, currency: 'EUR' },
		},
		savedParts: 0,
	});
});

describe('where a value comes from', () => {
	test.each([
		['{first_name} {prenom} {Prénom}', 'Marie Marie Marie'],
		['{points} {interests}', '0 cuisine, jardin'],
		['{magasin} à {store_distance} km', 'Lyon à 4 km'],
		['{brand} {enseigne}', 'Maison Lumen Maison Lumen'],
		['{stop} !', 'STOP au 36180 !'],
	])('%s', (template, text) => {
		expect(textOf({ template })).toBe(text);
	});

	test('a file column by its cleaned name, the first that has a value', () => {
		const columns = { "Date d'achat": 'mai', 'Taille ': ' ', TAILLE: 42 };
		expect(textOf({ template: "{date_d_achat} {Date d'achat} {taille}" }, columns)).toBe(
			'mai mai 42',
		);
	});

	test('the contact wins over a column, a column serves when the contact lacks it', () => {
		const columns = { Prénom: 'MARIE', Ville: 'Lyon' };
		expect(textOf({ template: '{first_name} {city}' }, columns)).toBe('Marie Lyon');
	});

	test('a date is written as a French reader expects it', () => {
		const columns = { a: DateTime.local(2026, 11, 28), b: new Date(2026, 10, 28), c: '2026-11-28' };
		expect(textOf({ template: '{a} {b} {c | date: "%d/%m"}' }, columns)).toBe(
			'28/11/2026 28/11/2026 28/11',
		);
		expect(compose({ template: '{a}' }, { a: new Date(Number.NaN) })).toMatchObject({
			held: 'MISSING_FIELD',
		});
	});

	test('what the campaign says wins over contact and file', () => {
		const campaign = { store: 'Nantes', code: 'VIP', mot: 'oui' };
		expect(
			textOf(
				{ template: '{magasin} {code} {mot}', campaignFields: ['mot'] },
				{ code: 'X' },
				SMS,
				campaign,
			),
		).toBe('Nantes VIP oui');
	});

	test('every placeholder of the table is known under both names', () => {
		for (const { name, alias } of PLACEHOLDERS)
			expect(() => composer({ ...OPTIONS, template: `{${name}} {${alias}}` })).not.toThrow();
	});
});

describe('a missing value', () => {
	test('holds the contact and names every field', () => {
		expect(compose({ template: '{first_name} {code} {link}' })).toEqual({
			held: 'MISSING_FIELD',
			values: { field: '{code}, {link}' },
		});
	});

	test('is left empty when that is asked', () => {
		expect(textOf({ template: 'Code {code}.', missing: 'empty' })).toBe('Code .');
	});

	test('is an object, a blank, null or NaN; never [object Object]', () => {
		for (const value of [{ a: 1 }, '  ', null, undefined, Number.NaN, [], [{}]])
			expect(compose({ template: 'A {x}' }, { x: value })).toEqual({
				held: 'MISSING_FIELD',
				values: { field: '{x}' },
			});
		expect(textOf({ template: '{x | default: "rien"}' }, { x: { a: 1 } })).toBe('rien');
	});

	test('nothing at all to say is held, not sent as a footer alone', () => {
		expect(compose({ template: '{code}', missing: 'empty' })).toMatchObject({
			held: 'MISSING_FIELD',
		});
	});
});

test('an unknown placeholder is refused before anything is composed, with what was meant', () => {
	const refused = (template: string, columns: string[] = []) => {
		try {
			composer({ ...OPTIONS, template, columns });
		} catch (error) {
			return error as Error & { hint: string };
		}
		throw new Error('was accepted');
	};
	expect(refused('{first_nmae}').message).toContain('{first_nmae}');
	expect(refused('{first_nmae}').hint).toBe('Did you mean {first_name}?');
	expect(refused('{firstname}').hint).toBe('Did you mean {first_name}?');
	expect(refused('{prenon}').hint).toBe('Did you mean {prenom}?');
	expect(refused('{taile}', ['Taille']).hint).toBe('Did you mean {taille}?');
	expect(refused('{zzzzzz}', ['Taille']).hint).toBe('Columns of the file: {taille}.');
	expect(refused('{__proto__}').message).toContain('{__proto__}');
	expect(refused('{constructor}').message).toContain('{constructor}');
});

test('a column named __proto__ or constructor is a column like any other', () => {
	const columns = JSON.parse('{"__proto__": "P", "constructor": "C", "sms": "S"}') as Record<
		string,
		unknown
	>;
	expect(textOf({ template: '{__proto__} {constructor}' }, columns)).toBe('P C');
	expect(({} as Record<string, unknown>).P).toBeUndefined();
	expect(() => compose({ template: '{sms}' }, columns)).toThrow(/neither a known field/);
});

test('only what the item itself holds is read, nothing inherited', () => {
	const columns: Record<string, unknown> = Object.create({ x: 'inherited' });
	expect(compose({ template: '{x | default: "-"}', columns: ['x'] }, columns).message?.text).toBe(
		'-\nSTOP au 36180',
	);
});

describe('parts', () => {
	test('too long is held with its text, never cut', () => {
		const composed = compose({ template: `${'a'.repeat(141)} {first_name}` });
		expect(composed).toMatchObject({ held: 'TOO_LONG', values: { parts: 2, max: 1 } });
		expect(composed.message?.text).toMatch(/^a{141} Marie\nSTOP au 36180$/);
		expect(compose({ template: `${'a'.repeat(141)} {first_name}`, maxParts: 2 })).toMatchObject({
			message: { parts: 2, cost: { amount: 0.098 } },
		});
	});

	test('a field of one megabyte is held', () => {
		expect(compose({ template: '{x | upcase}' }, { x: 'é'.repeat(1_000_000) })).toMatchObject({
			held: 'TOO_LONG',
			values: { max: 1 },
		});
	});

	test('room for the footer that the gateway adds is counted, not written', () => {
		const text = 'a'.repeat(150);
		const stop = { code: '36180', addedBy: 'gateway' as const };
		expect(compose({ template: text, stop })).toMatchObject({
			held: 'TOO_LONG',
			message: { text, units: 164, parts: 2 },
		});
		expect(compose({ template: text, stop, purpose: 'transactional' })).toMatchObject({
			message: { text, units: 150, parts: 1 },
		});
	});

	test('{stop} prints nothing where the gateway adds the footer, and holds nobody', () => {
		const stop = { code: '36180', addedBy: 'gateway' as const };
		expect(compose({ template: 'Soldes {stop}', stop }).message?.text).toBe('Soldes');
	});

	test('the rewrite says what it changed and how many parts it saved', () => {
		expect(compose({ template: `La fête de Noël, ça commence ${'!'.repeat(60)}` })).toMatchObject({
			message: { parts: 1, encoding: 'GSM-7', rewritten: ['ê → e', 'ë → e', 'ç → c'] },
			savedParts: 1,
		});
	});
});

describe('cost', () => {
	test('is exact: 3 parts at 0.049 are 0.147', () => {
		const { message } = compose({ template: 'a'.repeat(400), maxParts: 3 });
		expect(message?.cost).toEqual({ amount: 0.147, currency: 'EUR' });
	});

	test('follows the country of the number, with * for any other', () => {
		const at = (to: string) => compose({}, {}, { ...SMS, to: to as E164 }).message?.cost?.amount;
		expect([at('+33639981234'), at('+262692123456'), at('+32470123456')]).toEqual([
			0.049, 0.08, 0.08,
		]);
	});

	test('is left out where no price is known', () => {
		expect(compose({ prices: { perPart: { BE: 1 }, currency: 'EUR' } }).message).not.toHaveProperty(
			'cost',
		);
		expect(compose({ prices: undefined }).message).not.toHaveProperty('cost');
	});
});

test('a STOP code other than the brand’s is pointed out', () => {
	const warnings = (template: string) => composer({ ...OPTIONS, template }).warnings;
	expect(warnings('Soldes STOP au 36111')).toEqual([expect.stringContaining('36111')]);
	for (const template of ['Soldes', 'STOP au 36180', 'Stop au 36XYZ', '{stop}'])
		expect(warnings(template)).toEqual([]);
});

test('whatever the fields hold, a marketing text ends up with the footer once, whole and counted', () => {
	const write = composer({
		...OPTIONS,
		template: '{x | default: "-"} {y | default: "-"}',
		columns: ['x', 'y'],
		maxParts: 9,
	});
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.string(), (x, y) => {
			const { message } = write({ sms: SMS, columns: { x, y } });
			expect(message?.text.endsWith('\nSTOP au 36180') || mentionedCode(`${x} ${y}`)).toBeTruthy();
			expect(message?.text.match(/STOP au 36180/g)).toHaveLength(1);
			expect(countParts(message?.text ?? '')).toMatchObject({
				units: message?.units,
				parts: message?.parts,
			});
		}),
		{ numRuns: 2_000 },
	);
});
