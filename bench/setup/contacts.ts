import type { IDataObject } from 'n8n-workflow';

/** Seeded contacts as they leave SMS Contacts: a till export's columns and the `sms` key. */

const TIERS = ['Bronze', 'Argent', 'Or', 'Platine'];
const CITIES = ['Rennes', 'Nantes', 'Lyon', 'Lille', 'Bordeaux', 'Brest'];

/** A small linear congruential generator: the same contacts on every machine. */
function random(seed: number): () => number {
	let state = seed;
	return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

export function makeContacts(howMany: number): IDataObject[] {
	const next = random(20_261_121);
	const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)] ?? '';
	return Array.from({ length: howMany }, (_, index) => {
		const postalCode = String(1000 + Math.floor(next() * 94_000)).padStart(5, '0');
		const tier = pick(TIERS);
		const points = Math.floor(next() * 5000);
		const day = `2026-${String(1 + Math.floor(next() * 10)).padStart(2, '0')}-15`;
		return {
			Carte: `C${index}`,
			Prénom: `Client ${index}`,
			Ville: pick(CITIES),
			'Code postal': postalCode,
			Statut: tier,
			'Dernier achat': day,
			sms: {
				to: `+3361${String(2_000_000 + index)}`,
				status: 'ready',
				brand: 'default',
				consent: { status: next() < 0.8 ? 'granted' : 'unknown' },
				contact: {
					kind: 'client',
					firstName: `Client ${index}`,
					postalCode,
					loyaltyTier: tier,
					points,
					purchases: { count: 1 + Math.floor(next() * 20), lastAt: day },
				},
			},
		};
	});
}

/** Rows of a till export before SMS Contacts reads them. Nothing is sent to these numbers: the sandbox sends nothing. */
export function makeRows(howMany: number): IDataObject[] {
	return makeContacts(howMany).map(({ sms: _, ...row }, index) => ({
		...row,
		Téléphone: `06 12 ${pairs(index)}`,
		'Accepte SMS': 'oui',
		'Date de naissance': `${1950 + (index % 50)}-03-21`,
		"Nombre d'achats": 1 + (index % 9),
	}));
}

/** 123 → `00 01 23` */
const pairs = (index: number): string =>
	String(index)
		.padStart(6, '0')
		.replace(/(..)(..)(..)/, '$1 $2 $3');

/** A segment that takes everybody but does look: two conditions per contact. */
export const everySegment = {
	name: 'Everybody',
	conditions: {
		combinator: 'and',
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
		conditions: [
			{
				id: 'consent',
				leftValue: '={{ $json.sms.consent.status }}',
				rightValue: 'granted',
				operator: { type: 'string', operation: 'equals' },
			},
			{
				id: 'number',
				leftValue: '={{ $json.sms.to }}',
				rightValue: '^\\+336',
				operator: { type: 'string', operation: 'regex' },
			},
		],
	},
};
