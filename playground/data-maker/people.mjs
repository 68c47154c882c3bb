/** Names drawn at random from the most common French first and last names: nobody in particular. */
const WOMEN =
	'Marie Nathalie Isabelle Sylvie Catherine Françoise Valérie Céline Stéphanie Sandrine Aurélie Julie Émilie Camille Léa Manon Chloé Inès Jade Louise Hélène Élodie Anaïs Zoé Noémie Gaëlle Maëlle Bénédicte Anne-Laure Marie-Thérèse'.split(
		' ',
	);
const MEN =
	'Jean Pierre Michel Philippe Alain Nicolas Christophe Stéphane Sébastien Frédéric Thomas Julien Maxime Alexandre Antoine Lucas Hugo Louis Jérôme François Loïc Gaël Mickaël Cédric Théo Noël Rémi Benoît Jean-François Jean-Loup'.split(
		' ',
	);
const LAST =
	'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte López Jean Dupuy Guillot Hubert Berger Carpentier Sánchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Fernández'.split(
		' ',
	);
const COMPOUND = ['Le Gall', 'Le Roux', 'Le Goff', "L'Hostis", "D'Hondt", 'De Sousa', 'Cœur-Petit'];
const STREETS = [
	'rue de la Paix',
	'rue des Écoles',
	'avenue de la République',
	'rue Victor-Hugo',
	'place de l’Église',
	"rue de l'Hôtel-Dieu",
	'impasse des Acacias',
	'allée des Tilleuls',
	'boulevard de la Liberté',
	'chemin du Château-d’Eau',
	'rue du Général-de-Gaulle',
	'quai de la Prévalaye',
];
const INTERESTS = [
	'Luminaires',
	'Canapés',
	'Décoration',
	'Literie',
	'Arts de la table',
	'Jardin',
	'Rangement',
];

export function drawPerson(random) {
	const woman = random.chance(560);
	return {
		woman,
		first: random.pick(woman ? WOMEN : MEN),
		last: random.chance(40) ? random.pick(COMPOUND) : random.pick(LAST),
	};
}

export const withoutAccents = (text) =>
	text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('’', "'");

/** Title as the till's operators typed it over the years. */
export function drawTitle(random, person) {
	const spellings = person.woman
		? [
				['Mme', 80],
				['MME', 5],
				['Mlle', 5],
				['', 10],
			]
		: [
				['M.', 70],
				['Mr', 12],
				['M', 8],
				['', 10],
			];
	return random.weighted(spellings);
}

/** An address that reaches nobody: the domains reserved by RFC 2606. */
export function drawEmail(random, person) {
	const local = withoutAccents(`${person.first}.${person.last}`)
		.toLowerCase()
		.replace(/[^a-z.-]/g, '');
	const domain = random.pick(['example.com', 'example.org', 'example.net']);
	return `${local}${random.between(1, 999)}@${domain}`;
}

/** Some cells hold what breaks naive readers: a separator, quotes, a line break typed with Alt+Enter. */
export function drawAddress(random) {
	const plain = `${random.between(1, 180)} ${random.pick(STREETS)}`;
	const odd = random.weighted([
		['', 940],
		['; bât. B', 25],
		[' (résidence "Les Lilas")', 20],
		['\nappartement 12', 15],
	]);
	return plain + odd;
}

export function drawInterests(random) {
	const count = random.weighted([
		[0, 30],
		[1, 35],
		[2, 25],
		[3, 10],
	]);
	return random.shuffle(INTERESTS).slice(0, count);
}
