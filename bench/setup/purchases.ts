import type { IDataObject } from 'n8n-workflow';
import { makeContacts } from './contacts';

const CATEGORIES = ['Luminaires', 'Canapés', 'Literie', 'Jardin', 'Décoration', 'Rangement'];
export const PURCHASES_EACH = 10;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2023, 0, 1);
const DAYS = 1_400;

/** Seeded clients with age and gender, as they leave SMS Contacts. */
export function makeClients(howMany: number): IDataObject[] {
	return makeContacts(howMany).map(({ sms, ...row }, index) => {
		const { contact, ...rest } = sms as { contact: IDataObject };
		const gender = index % 3 === 0 ? 'male' : 'female';
		return { ...row, sms: { ...rest, contact: { ...contact, gender, age: 16 + (index % 70) } } };
	});
}

/** Ten rows a client on average: customer, day, amount, category, promotion (0 or 1). */
export function makePurchases(clients: number): IDataObject[] {
	let state = 20_261_122;
	const next = (): number =>
		(state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
	const days = Array.from({ length: DAYS }, (_, day) =>
		new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10),
	);
	const cards = Array.from({ length: clients }, (_, index) => `C${index}`);
	// Squared: some clients buy often, many seldom; a few of the last never.
	return Array.from({ length: clients * PURCHASES_EACH }, () => ({
		Carte: cards[Math.floor(next() ** 2 * clients)] ?? '',
		Date: days[Math.floor(next() * DAYS)] ?? '',
		Montant: Math.round(next() * 10_000) / 100,
		Catégorie: CATEGORIES[Math.floor(next() * CATEGORIES.length)] ?? '',
		'En promotion': next() < 0.4 ? 1 : 0,
	}));
}
