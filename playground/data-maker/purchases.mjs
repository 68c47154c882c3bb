/** What each card bought. The figures of clients.csv are sums over these rows, to the cent. */
import { EXPORT_DAY, toDay, toFrench } from './dates.mjs';

const OPENING_DAY = toDay(2023, 1, 2);

/** Category → lowest and highest price in euros. */
const CATEGORIES = [
	[['Luminaires', 15, 190], 30],
	[['Décoration', 6, 80], 30],
	[['Arts de la table', 5, 60], 15],
	[['Rangement', 10, 120], 10],
	[['Literie', 20, 240], 8],
	[['Jardin', 10, 200], 5],
	[['Canapés', 190, 990], 2],
];

/** How many times a client of each tier bought, and how long ago the last time may be, in days. */
const HABITS = {
	Bronze: { count: [1, 4], never: 180, quiet: 1100 },
	Argent: { count: [3, 7], never: 0, quiet: 700 },
	Or: { count: [6, 13], never: 0, quiet: 365 },
	Platine: { count: [12, 26], never: 0, quiet: 120 },
};

/** Purchases of one card, oldest first; amounts in cents. */
export function drawPurchases(random, card, tier, storeId) {
	const { count, never, quiet } = HABITS[tier];
	if (random.chance(never)) return [];
	const last = EXPORT_DAY - random.between(1, quiet);
	const days = Array.from({ length: random.between(...count) - 1 }, () =>
		random.between(OPENING_DAY, last),
	);
	return [...days, last]
		.sort((a, b) => a - b)
		.map((day) => drawOne(random, card, openDay(day), storeId));
}

/** The stores are shut on most Sundays: a purchase that falls on one is moved to the Saturday before. */
const openDay = (day) => (new Date(day * 86_400_000).getUTCDay() === 0 ? day - 1 : day);

function drawOne(random, card, day, storeId) {
	const [category, low, high] = random.weighted(CATEGORIES);
	const onPromotion = random.chance(280);
	const full = random.between(low, high) * 100 - random.pick([0, 1, 5, 10, 50]);
	return {
		card,
		day,
		cents: onPromotion ? full - Math.floor(full / 5) : full,
		storeId,
		category,
		onPromotion,
	};
}

export const PURCHASE_HEADER = [
	'N° carte',
	'Date',
	'Montant',
	'Magasin',
	'Catégorie',
	'En promotion',
];

export const purchaseRows = (purchases) =>
	purchases.map((p) => [
		p.card,
		toFrench(p.day),
		euros(p.cents),
		p.storeId,
		p.category,
		p.onPromotion ? 'Oui' : 'Non',
	]);

/** `1234,50` */
export function euros(cents) {
	return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
}
