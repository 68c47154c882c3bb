import { COLD_FACTOR, READ_RATES } from '../response';
import type { EstimateWords } from '../words';
import { countedIn, share } from './counted';

const count = countedIn('fr-FR', (several) => several < 2);

export const fr: EstimateWords = {
	title: 'Estimation',
	colon: ' : ',
	total: 'Tous les segments',
	steps: {
		number: 'numéro inutilisable',
		duplicate: 'doublons',
		zone: 'hors de la zone',
		consent: 'sans consentement, STOP ou mineurs',
		cap: 'au plafond de fréquence',
		message: 'texte non autorisé',
		campaign: 'déjà contactés, campagne arrêtée ou budget épuisé',
	},
	objective: {
		drive_to_store: 'une visite en magasin',
		drive_to_web: 'une visite du site',
		conversion: 'un achat',
	},
	kind: { client: 'clients', prospect: 'prospects froids', mixed: 'clients et prospects froids' },
	contacts: 'Contacts',
	reach: 'Recevront le SMS',
	parts: 'SMS facturés',
	cost: 'Coût',
	answers: 'Réponses attendues',
	basket: 'Panier moyen',
	revenue: "Chiffre d'affaires",
	margin: 'Marge',
	profit: 'Marge moins coût',
	returnOnCost: 'Gagné pour 1 dépensé',
	breakEven: 'Rentable à partir de',
	neverPays: 'jamais rentable',
	spend: 'Avec le budget, dans cet ordre',
	left: 'moins',
	restsOn: 'Sur quoi reposent les chiffres',
	because: {
		nobody: 'plus personne à qui écrire',
		unknown: 'rapport inconnu',
		no_profit: "coûte plus qu'il ne rapporte",
		budget: "le budget s'arrête ici",
	},
	method: { mean: 'moyenne', median: 'médiane' },
	size: (clients, prospects) =>
		`Contacts qui remplissent les critères : ${count(clients, 'client', 'clients')} et ${count(prospects, 'prospect froid', 'prospects froids')}.`,
	decided:
		"Décidé maintenant comme à l'envoi : numéro, doublons, zone, consentement, plafond, campagne. Rien n'est réservé.",
	price: (messages, assumed, each, file) =>
		`SMS facturés de ${count(messages, 'message réel', 'messages réels')} ; ${count(assumed, 'contact sans message compte', 'contacts sans message comptent')} pour ${each} chacun. Prix de l'enseigne. Du prix du fichier, ce segment porte ${file}, selon sa taille.`,
	noPrice: (contacts) =>
		` Prix inconnu pour ${count(contacts, 'contact : il ne compte pas', 'contacts : ils ne comptent pas')}.`,
	basketOf: (basket) => {
		if (basket === undefined)
			return "Inconnu : personne n'a acheté. Donner un montant dans le nœud.";
		if (basket.of === 'given') return 'Donné dans le nœud.';
		const whose =
			basket.of === 'segment' ? 'du segment' : "de tout le fichier, personne n'ayant acheté ici";
		return `${basket.method === 'median' ? 'Médiane' : 'Moyenne'} de ${count(basket.clients ?? 0, 'client', 'clients')} ${whose}.`;
	},
	response: ({ campaigns, sent, responses, prior }, rate, cold) => {
		const assumed = `une hypothèse de ${rate} qui pèse autant que ${count(prior.of, 'contact', 'contacts')}${cold ? ` (qui n'a jamais acheté répond ${1 / COLD_FACTOR} fois moins)` : ''}`;
		return campaigns === 0
			? `Seulement ${assumed} : aucune campagne passée n'a ses réponses enregistrées.`
			: `${count(responses, 'réponse', 'réponses')} à ${count(sent, 'SMS', 'SMS')} de ${count(campaigns, 'campagne passée', 'campagnes passées')} de l'enseigne, et ${assumed}.`;
	},
	value: (buyers, margin) =>
		`Réponses × ${buyers} qui achètent × panier ; ${margin} en marge. Valeurs données dans le nœud.`,
	order: (clientsFirst) =>
		`${clientsFirst ? 'Les clients avant les prospects froids, puis d' : 'D'}'abord le plus de marge pour 1 dépensé en SMS. Le fichier est déjà payé.`,
	paysFrom:
		'Rentable quand la marge des réponses atteint le coût ; gagné pour 1 dépensé : marge moins coût, divisée par le coût. Le coût est celui des SMS et du fichier.',
	range:
		"Neuf fois sur dix le vrai taux est entre le bas et le haut. Le hasard d'un petit segment s'y ajoute.",
	readers: `${share(READ_RATES.sms)} des SMS et ${share(READ_RATES.email)} des e-mails sont lus, selon la profession.`,
};
