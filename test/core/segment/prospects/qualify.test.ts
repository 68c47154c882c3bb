import type { E164, SmsItem } from '../../../../core/item';
import { QUALIFICATION, qualifier } from '../../../../core/segment/prospects/qualify';
import { stagesOf } from '../../../../core/segment/prospects/stages';
import { readPostalZone } from '../../../../core/segment/zone/postal';

const TODAY = '2026-11-24';
const MOMENT = { now: Date.parse(`${TODAY}T09:00Z`), today: TODAY, language: 'fr' as const };
const RULES = { ...QUALIFICATION, zone: readPostalZone('35') };

const prospect = (changes: Partial<SmsItem> = {}): SmsItem => ({
	to: '+33612345678' as E164,
	status: 'ready',
	contact: { kind: 'prospect', postalCode: '35000' },
	consent: { status: 'granted', basis: 'consent', at: '2026-01-05', origin: 'jeu' },
	...changes,
});
const why = (changes: Partial<SmsItem>, rules = RULES) =>
	qualifier(rules, MOMENT)(prospect(changes));
const person = (contact: object): Partial<SmsItem> => ({
	contact: { kind: 'prospect', postalCode: '35000', ...contact },
});
const consent = (change: object): Partial<SmsItem> => ({
	consent: { ...prospect().consent!, ...change },
});

it('takes a prospect with a proven consent, a known place in the zone, and of age', () => {
	expect(why({})).toBeUndefined();
});

it.each<[string, Partial<SmsItem>, string, string]>([
	['no word about consent', { consent: undefined }, 'NO_CONSENT', 'Pas de consentement'],
	['a no', consent({ status: 'withdrawn' }), 'NO_CONSENT', 'Pas de consentement'],
	['a yes from nowhere', consent({ origin: undefined }), 'NO_CONSENT', 'Origine'],
	['a yes of more than 36 months', consent({ at: '2023-11-23' }), 'CONSENT_EXPIRED', '2023-11-23'],
	['a yes without a date', consent({ at: undefined }), 'CONSENT_EXPIRED', "n'est pas daté"],
	['a yes not confirmed yet', consent({ status: 'unknown', pending: true }), 'CONSENT_PENDING', ''],
	['a child', person({ birthDate: '2012-11-25' }), 'MINOR', '15 ans'],
	['an unknown place', person({ postalCode: undefined }), 'MISSING_FIELD', 'code postal'],
	['a place elsewhere', person({ postalCode: '44000' }), 'OUT_OF_ZONE', 'Hors de la zone'],
])('%s does not qualify', (_, changes, reason, detail) => {
	const refusal = why(changes);
	expect(refusal?.reason).toBe(reason);
	expect(refusal?.detail).toContain(detail);
});

it('takes a consent of a day less than 36 months and a person of exactly 15 years', () => {
	expect(why(consent({ at: '2023-11-25' }))).toBeUndefined();
	expect(why(person({ birthDate: '2011-11-24' }))).toBeUndefined();
});

it('each rule can be changed', () => {
	const anyone = { ...QUALIFICATION, mustBeKnown: [], originNeeded: false, consentMaxAgeMonths: 0 };
	expect(why(consent({ at: undefined, origin: undefined }), anyone as never)).toBeUndefined();
	expect(why(person({ postalCode: undefined }), anyone as never)).toBeUndefined();
	const names = { ...RULES, mustBeKnown: ['firstName', 'interests'] as const };
	expect(why(person({ interests: [] }), names as never)?.detail).toBe(
		"Il manque : prénom, centres d'intérêt",
	);
	expect(why(person({ firstName: 'Zoé', interests: ['Jardin'] }), names as never)).toBeUndefined();
	const anywhere = qualifier({ ...RULES, zone: undefined }, MOMENT);
	expect(anywhere(prospect(person({ postalCode: '44000' })))).toBeUndefined();
});

it('says an unknown place when nothing but the zone asks for it', () => {
	const rules = { ...RULES, mustBeKnown: [] };
	expect(why(person({ postalCode: undefined }), rules as never)).toEqual({
		reason: 'OUT_OF_ZONE',
		detail: 'Code postal inconnu : impossible de savoir si dans la zone',
	});
});

it('judges neither clients nor who is held already', () => {
	expect(why({ contact: { kind: 'client' }, consent: undefined })).toBeUndefined();
	expect(why({ status: 'held', reason: 'DUPLICATE', consent: undefined })).toBeUndefined();
});

it('counts who comes how far, and why the others do not', () => {
	const judge = qualifier(RULES, MOMENT);
	const held = (reason: SmsItem['reason']) => prospect({ status: 'held', reason });
	const people = [
		prospect(),
		prospect({ contact: { kind: 'client' } }),
		held('NOT_MOBILE'),
		held('DUPLICATE'),
		held('DUPLICATE'),
		...[
			consent({ origin: undefined }),
			consent({ status: 'withdrawn' }),
			consent({ at: '2020-01-01' }),
		]
			.map(prospect)
			.map((sms): SmsItem => ({ ...sms, status: 'held', ...judge(sms) })),
	];
	expect(stagesOf([{ status: 'ready' }], 'fr')[0]).toMatchObject({ clients: 0, prospects: 0 });
	expect(stagesOf(people, 'fr')).toEqual([
		{ stage: 'raw', clients: 1, prospects: 7, left: [] },
		{
			stage: 'cleaned',
			clients: 1,
			prospects: 4,
			left: [
				{ reason: 'DUPLICATE', why: 'Numéro déjà dans le fichier', contacts: 2 },
				{
					reason: 'NOT_MOBILE',
					why: 'Pas un numéro de mobile, ne peut pas recevoir de SMS',
					contacts: 1,
				},
			],
		},
		{
			stage: 'qualified',
			clients: 1,
			prospects: 1,
			left: [
				{
					reason: 'NO_CONSENT',
					why: 'Origine du consentement inconnue (jeu, formulaire…)',
					contacts: 1,
				},
				{
					reason: 'NO_CONSENT',
					why: 'Pas de consentement à recevoir des SMS publicitaires',
					contacts: 1,
				},
				{
					reason: 'CONSENT_EXPIRED',
					why: 'Consentement trop ancien ou sans date',
					contacts: 1,
				},
			],
		},
	]);
});
