/** How the till writes a client down: one row of clients.csv. */
import { toFrench } from './dates.mjs';
import { drawEmail, drawTitle } from './people.mjs';
import { euros } from './purchases.mjs';

export const CLIENT_HEADER = [
	'N° carte',
	'Civilité',
	'Nom',
	'Prénom',
	'Téléphone portable',
	'Email',
	'Adresse',
	'Code postal',
	'Ville',
	'Date de naissance',
	'Magasin',
	'Niveau fidélité',
	'Points',
	'Accord SMS',
	'Date accord',
	'Dernier achat',
	'Nb achats',
	'Total achats',
	"Centres d'intérêt",
];

const YES = [
	['Oui', 70],
	['O', 12],
	['1', 8],
	['OUI', 6],
	['oui', 4],
];
const NO = [
	['Non', 70],
	['N', 15],
	['0', 15],
];

/** The written cells of one client, in the order of the header. */
export function clientRow(random, client) {
	const { person, town, purchases } = client;
	const total = purchases.reduce((sum, one) => sum + one.cents, 0);
	const last = purchases.at(-1);
	return [
		client.card,
		drawTitle(random, person),
		client.lastName ?? (random.chance(300) ? person.last.toUpperCase() : person.last),
		client.firstName ?? person.first,
		client.phone,
		random.chance(280) ? '' : drawEmail(random, person),
		client.address,
		// A leading zero is the first thing Excel eats.
		random.chance(250) ? town.postalCode.replace(/^0/, '') : town.postalCode,
		random.chance(200) ? town.city.toUpperCase() : town.city,
		client.birth,
		client.store.id,
		client.tier,
		writePoints(random, Math.floor(total / 100)),
		client.agreed === undefined ? '' : random.weighted(client.agreed ? YES : NO),
		client.agreedOn,
		last ? toFrench(last.day) : '',
		last ? purchases.length : random.pick(['0', '0', '']),
		writeTotal(random, total),
		client.interests.join(', '),
	];
}

/** French Excel puts a no-break space between thousands and before the euro sign. */
const thousands = (text) => text.replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0');
const writePoints = (random, points) =>
	random.chance(500) ? thousands(String(points)) : String(points);

function writeTotal(random, cents) {
	const [whole, rest] = euros(cents).split(',');
	return random.weighted([
		[`${thousands(whole)},${rest}\u00a0€`, 60],
		[`${whole},${rest} €`, 25],
		[`${whole},${rest}`, 15],
	]);
}
