import fc from 'fast-check';
import { checkContacts } from '../../../core/eligibility/check';
import { sendingHoursOf, type EligibilityRules } from '../../../core/eligibility/rules';
import type { E164, SmsItem } from '../../../core/item';
import { contact, NOW, number, RULES, withText } from './contact';

const check = (item: SmsItem, rules: Partial<EligibilityRules> = {}, now = NOW) =>
	checkContacts([item], { ...RULES, ...rules }, now)[0];
const reasonOf = (item: SmsItem, rules: Partial<EligibilityRules> = {}, now = NOW) => {
	const verdict = check(item, rules, now);
	return verdict?.outcome === 'allowed' ? 'allowed' : verdict?.reason;
};
const consent = (more: Partial<SmsItem['consent']>): SmsItem =>
	contact({ consent: { status: 'granted', ...more } });

describe('consent', () => {
	test.each<[string, SmsItem, Partial<EligibilityRules>, string]>([
		['granted', consent({}), {}, 'allowed'],
		['nothing known', contact({ consent: undefined }), {}, 'NO_CONSENT'],
		['unknown', consent({ status: 'unknown' }), {}, 'NO_CONSENT'],
		['withdrawn', consent({ status: 'withdrawn' }), {}, 'NO_CONSENT'],
		['withdrawn while pending', consent({ status: 'withdrawn', pending: true }), {}, 'NO_CONSENT'],
		['pending', consent({ status: 'unknown', pending: true }), {}, 'CONSENT_PENDING'],
		['dated tomorrow', consent({ at: '2026-11-22' }), {}, 'NO_CONSENT'],
		['dated in an hour', consent({ at: '2026-11-20T10:00:00Z' }), {}, 'NO_CONSENT'],
		['today, where the day began earlier', consent({ at: '2026-11-20' }), {}, 'allowed'],
		['a till clock a minute ahead', consent({ at: '2026-11-20T09:01:00Z' }), {}, 'allowed'],
		['a till clock on its own zone', consent({ at: '2026-11-20T09:55:00' }), {}, 'allowed'],
		['an American reading of a French date', consent({ at: '12/11/2026' }), {}, 'allowed'],
		[
			'no ISO date where age counts',
			consent({ at: '12/11/2026' }),
			{ consentMaxAgeMonths: 12 },
			'CONSENT_EXPIRED',
		],
		['old', consent({ at: '2023-01-01' }), {}, 'allowed'],
		[
			'older than allowed',
			consent({ at: '2025-11-19' }),
			{ consentMaxAgeMonths: 12 },
			'CONSENT_EXPIRED',
		],
		['just young enough', consent({ at: '2025-11-21' }), { consentMaxAgeMonths: 12 }, 'allowed'],
		['undated where age counts', consent({}), { consentMaxAgeMonths: 12 }, 'CONSENT_EXPIRED'],
		[
			'a customer who never bought',
			contact({
				consent: { status: 'granted', basis: 'existing_customer' },
				contact: { kind: 'prospect' },
			}),
			{},
			'NO_CONSENT',
		],
	])('%s', (_, item, rules, expected) => expect(reasonOf(item, rules)).toBe(expected));

	test('a day that has begun in Nouméa is not the future, the one after is', () => {
		const afternoon = Date.parse('2026-11-20T14:00Z');
		expect(reasonOf(consent({ at: '2026-11-21' }), {}, afternoon)).toBe('allowed');
		expect(reasonOf(consent({ at: '2026-11-22' }), {}, afternoon)).toBe('NO_CONSENT');
	});
	test('a service message needs none', () => {
		expect(reasonOf(contact({ purpose: 'transactional', consent: undefined }))).toBe('allowed');
	});
	test('without a purpose an item is marketing', () => {
		expect(reasonOf(contact({ purpose: undefined, consent: undefined }))).toBe('NO_CONSENT');
	});
});

describe('age', () => {
	const aged = (more: Partial<NonNullable<SmsItem['contact']>>) =>
		contact({ contact: { kind: 'client', ...more } });
	test.each([
		['15 today', aged({ birthDate: '2011-11-20' }), 'allowed'],
		['15 tomorrow', aged({ birthDate: '2011-11-21' }), 'MINOR'],
		['age 14', aged({ age: 14 }), 'MINOR'],
		['age 15', aged({ age: 15 }), 'allowed'],
		['the birth date beats an old age', aged({ age: 14, birthDate: '2011-01-01' }), 'allowed'],
		[
			'an unreadable birth date leaves the age',
			aged({ age: 14, birthDate: '0000-00-00' }),
			'MINOR',
		],
		['unknown', aged({}), 'allowed'],
	])('%s', (_, item, expected) => expect(reasonOf(item)).toBe(expected));
});

describe('the order of checks is fixed: the first that objects gives the reason', () => {
	/** Wrong in everything; mending one thing after the other shows the next reason. */
	const mended: Array<[string, Partial<SmsItem>, Partial<EligibilityRules>]> = [
		['OUT_OF_ZONE', {}, {}],
		['INVALID_NUMBER', { status: 'ready', reason: undefined }, {}],
		['NO_CONSENT', { to: number(1) }, {}],
		['MINOR', { consent: { status: 'granted' } }, {}],
		['BAD_SENDER', { contact: { kind: 'client', age: 40 } }, {}],
		['FORBIDDEN_TOPIC', {}, { sender: 'LUMEN' }],
		['PUBLIC_SHORTENER', { message: message('Soldes bit.ly/x') }, {}],
		['STOP_MISSING', { message: message('Soldes lumen.fr/x') }, {}],
		['TOO_LONG', { message: message('Soldes STOP au 36180') }, {}],
		['OUTSIDE_HOURS', {}, { maxParts: 3 }],
		['allowed', {}, { hours: 'ignore' }],
	];
	function message(text: string) {
		return { text, encoding: 'GSM-7' as const, units: 400, parts: 3 };
	}
	test('from an item that was held before to one that may be sent', () => {
		let item: SmsItem = {
			status: 'held',
			reason: 'OUT_OF_ZONE',
			contact: { kind: 'client', age: 12 },
			message: message('CBD bit.ly/x'),
		};
		let rules: Partial<EligibilityRules> = { sender: 'INFO' };
		const sunday = Date.parse('2026-11-22T11:00Z');
		const reasons = mended.map(([, change, ruleChange]) => {
			item = { ...item, ...change };
			rules = { ...rules, ...ruleChange };
			return reasonOf(item, rules, sunday);
		});
		expect(reasons).toEqual(mended.map(([reason]) => reason));
	});
});

describe('held with a sentence', () => {
	test('an item held before keeps its own words, and gets some when it has none', () => {
		const before = contact({ status: 'held', reason: 'OUT_OF_ZONE' });
		expect(check({ ...before, detail: 'Trop loin de Lyon' })).toMatchObject({
			detail: 'Trop loin de Lyon',
		});
		expect(check(before, { language: 'fr' })).toMatchObject({
			detail: 'Hors de la zone de la campagne',
		});
	});
	test.each<[SmsItem, Partial<EligibilityRules>, string]>([
		[withText('Fleurs de CBD STOP au 36180'), {}, 'drogues et cannabis'],
		[withText('bit.ly/x STOP au 36180'), {}, 'bit.ly/x'],
		[
			withText('lumen.fr/x. Répondez STOP'),
			{ shortCodeSender: true, sender: '36180' },
			'lumen.fr/x',
		],
		[contact(), { sender: '36180' }, '« 36180 »'],
		[withText('Commande prête. -20%', { purpose: 'transactional' }), {}, 'publicitaire'],
		[contact({ to: '0612' as E164 }), {}, '0612'],
		[consent({ at: '2030-01-01' }), {}, '2030-01-01'],
	])('%#', (item, rules, part) => {
		const verdict = check(item, { ...rules, language: 'fr' });
		expect(verdict).toMatchObject({ outcome: 'held', detail: expect.stringContaining(part) });
	});
	test('a landline is not mobile', () => {
		expect(reasonOf(contact({ to: '+33123456789' as E164 }))).toBe('NOT_MOBILE');
		expect(reasonOf(contact({ to: '+262692123456' as E164 }))).not.toBe('NOT_MOBILE');
	});
});

describe('messages', () => {
	test('without a message yet only the text goes unchecked', () => {
		expect(reasonOf(contact())).toBe('allowed');
		expect(reasonOf(contact(), { sender: 'INFO' })).toBe('BAD_SENDER');
	});
	test('a footer that the gateway writes is not looked for', () => {
		expect(reasonOf(withText('Soldes'), { stopFooter: 'gateway' })).toBe('allowed');
	});
	test('the same text as marketing and as service is judged apart', () => {
		const text = 'Soldes STOP au 36180';
		const items = [withText(text), withText(text, { purpose: 'transactional' }), withText(text)];
		expect(checkContacts(items, RULES, NOW).map(({ outcome }) => outcome)).toEqual([
			'allowed',
			'held',
			'allowed',
		]);
	});
});

test('numbers where texts belong are read, not a crash', () => {
	const edited: unknown = {
		...contact(),
		contact: { kind: 'client', postalCode: 57000, birthDate: 2011, age: '14' },
		message: { text: 12, parts: '3' },
	};
	expect(reasonOf(edited as SmsItem)).toBe('MINOR');
	const adult: unknown = { ...contact(), contact: { postalCode: 57000 }, message: { text: 12 } };
	expect(reasonOf(adult as SmsItem)).toBe('STOP_MISSING');
	const goodFriday = Date.parse('2027-03-26T10:00Z');
	const silent: unknown = { ...contact(), contact: { postalCode: 57000 } };
	expect(reasonOf(silent as SmsItem, {}, goodFriday)).toBe('OUTSIDE_HOURS');
});

describe('laws', () => {
	const someone = fc.record({
		to: fc.constantFrom(
			'+33639980001',
			'+262692123456',
			'+590690001234',
			'+12015550123',
			'+34612345678',
		),
		postalCode: fc.constantFrom(undefined, '57000', '97150', '75001'),
	});
	const moment = fc.integer({ min: NOW, max: Date.parse('2028-01-01') });
	test('who is later now is allowed at the moment given, and at no moment tried before it', () => {
		fc.assert(
			fc.property(
				someone,
				moment,
				fc.double({ min: 0, max: 1, noNaN: true }),
				(who, now, share) => {
					const item = contact({
						to: who.to as E164,
						contact: { kind: 'client', postalCode: who.postalCode },
					});
					const verdict = check(item, {}, now);
					if (verdict?.outcome !== 'later') return;
					expect(verdict.nextAllowedAt).toBeGreaterThan(now);
					expect(reasonOf(item, {}, verdict.nextAllowedAt)).toBe('allowed');
					const between = Math.floor(now + (verdict.nextAllowedAt - now) * share);
					if (between < verdict.nextAllowedAt)
						expect(reasonOf(item, {}, between)).toBe('OUTSIDE_HOURS');
				},
			),
			{ numRuns: 300 },
		);
	});
	test('a verdict depends on the contact alone, not on who else is in the batch', () => {
		const any = fc.record({
			who: someone,
			status: fc.constantFrom('granted', 'withdrawn', 'unknown'),
			purpose: fc.constantFrom('marketing', 'transactional'),
			text: fc.constantFrom('Soldes STOP au 36180', 'Soldes', 'CBD', 'Commande prête', 'bit.ly/x'),
		});
		fc.assert(
			fc.property(fc.array(any, { maxLength: 12 }), moment, (people, now) => {
				const items = people.map(({ who, status, purpose, text }) =>
					withText(text, {
						to: who.to as E164,
						purpose: purpose as SmsItem['purpose'],
						consent: { status: status as 'granted' },
						contact: { kind: 'client', postalCode: who.postalCode },
					}),
				);
				expect(checkContacts(items, RULES, now)).toEqual(items.map((item) => check(item, {}, now)));
			}),
			{ numRuns: 200 },
		);
	});
});

describe('time', () => {
	const saturdayNight = Date.parse('2026-11-21T20:30Z');
	test('outside the hours a contact is later, on its own clock', () => {
		const items = [
			contact(),
			contact({ to: '+262692123456' as E164 }),
			contact({ contact: { kind: 'client', postalCode: '97133' } }),
		];
		const verdicts = checkContacts(items, RULES, saturdayNight);
		expect(
			verdicts.map((v) =>
				'nextAllowedAt' in v ? new Date(v.nextAllowedAt!).toISOString() : v.outcome,
			),
		).toEqual(['2026-11-23T07:00:00.000Z', '2026-11-23T04:00:00.000Z', 'allowed']);
	});
	test('Send At waits, and lands inside the hours', () => {
		const verdict = check(contact(), { sendAt: Date.parse('2026-11-22T11:00Z') });
		expect(verdict).toEqual({
			outcome: 'later',
			reason: 'OUTSIDE_HOURS',
			nextAllowedAt: Date.parse('2026-11-23T07:00Z'),
			detail: 'Planned for later',
		});
		expect(reasonOf(contact(), { sendAt: NOW - 1 })).toBe('allowed');
	});
	test('a service message goes at night, but not before Send At', () => {
		const item = contact({ purpose: 'transactional' });
		expect(reasonOf(item, {}, saturdayNight)).toBe('allowed');
		expect(check(item, { sendAt: saturdayNight })).toMatchObject({ nextAllowedAt: saturdayNight });
	});
	test('hours that never open hold instead of waiting for ever', () => {
		const hours = sendingHoursOf({ sendingHours: 'strict', sandbox: {} }, true, { days: [6] });
		const verdict = check(contact({ to: '+34612345678' as E164 }), { hours });
		expect(verdict).toMatchObject({ outcome: 'held', reason: 'OUTSIDE_HOURS' });
		expect(verdict).not.toHaveProperty('nextAllowedAt');
	});
	test('only the sandbox may ignore the hours', () => {
		const brand = { sendingHours: 'strict', sandbox: { ignoreHours: true } };
		expect(sendingHoursOf(brand, false)).toBe('ignore');
		expect(sendingHoursOf(brand, true)).toEqual({ preset: 'strict', own: [] });
		expect(reasonOf(contact(), { hours: 'ignore' }, saturdayNight)).toBe('allowed');
	});
});
