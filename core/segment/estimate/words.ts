import type { Language } from '../../reasons';
import type { BasketMethod } from './basket';
import type { Share } from './budget';
import { COLD_FACTOR, READ_RATES, type Objective, type ResponseRate } from './response';
import type { LineBasket } from './line';
import type { Step } from './waterfall';

/** How the figures of an estimate are called, and what each rests on, for people. */
interface Words {
	title: string;
	colon: string;
	total: string;
	steps: Record<Step, string>;
	objective: Record<Objective, string>;
	kind: Record<'client' | 'prospect' | 'mixed', string>;
	contacts: string;
	reach: string;
	parts: string;
	cost: string;
	answers: string;
	basket: string;
	revenue: string;
	margin: string;
	profit: string;
	returnOnCost: string;
	breakEven: string;
	spend: string;
	left: string;
	restsOn: string;
	because: Record<NonNullable<Share['because']>, string>;
	method: Record<BasketMethod, string>;
	size: (clients: string, prospects: string) => string;
	decided: string;
	price: (messages: string, assumed: string, each: string, file: string) => string;
	noPrice: (contacts: string) => string;
	basketOf: (basket: LineBasket | undefined, clients: string) => string;
	response: (basis: ResponseRate, figures: ResponseFigures) => string;
	value: (buyers: string, margin: string) => string;
	paysFrom: string;
	order: (clientsFirst: boolean) => string;
	range: string;
	readers: string;
}

interface ResponseFigures {
	rate: string;
	of: string;
	campaigns: string;
	sent: string;
	responses: string;
	cold: boolean;
}

const share = (rate: number): string => `${Math.round(rate * 100)} %`;

export const ESTIMATE_WORDS: Readonly<Record<Language, Words>> = {
	en: {
		title: 'Estimate',
		colon: ': ',
		total: 'All segments',
		steps: {
			number: 'number unusable',
			duplicate: 'duplicates',
			zone: 'outside the zone',
			consent: 'without consent, STOP or minor',
			cap: 'at the cap',
			message: 'text not allowed',
			campaign: 'already written to, campaign stopped or out of budget',
		},
		objective: {
			drive_to_store: 'a visit to the store',
			drive_to_web: 'a visit to the website',
			conversion: 'a purchase',
		},
		kind: { client: 'clients', prospect: 'cold prospects', mixed: 'clients and cold prospects' },
		contacts: 'Contacts',
		reach: 'Will be written to',
		parts: 'Billed parts',
		cost: 'Cost',
		answers: 'Expected answers',
		basket: 'Average basket',
		revenue: 'Revenue',
		margin: 'Margin',
		profit: 'Margin less cost',
		returnOnCost: 'Gained for 1 spent',
		breakEven: 'Pays from a response of',
		spend: 'With the budget, in this order',
		left: 'less',
		restsOn: 'What the figures rest on',
		because: {
			nobody: 'nobody is left to write to',
			unknown: 'what it brings is not known',
			no_profit: 'costs more than it brings',
			budget: 'the budget ends here',
		},
		method: { mean: 'mean', median: 'median' },
		size: (clients, prospects) =>
			`Contacts who fit the segment: ${clients} clients and ${prospects} cold prospects.`,
		decided:
			'Decided now as SMS Frequency Cap and SMS Send would: number, duplicates, zone, consent, cap, campaign. Nothing is kept.',
		price: (messages, assumed, each, file) =>
			`Parts of ${messages} real messages; ${assumed} contacts without a message count ${each} each. Prices are those of the brand. Of the file's price this segment carries ${file}, by its size.`,
		noPrice: (contacts) => ` The price is not known for ${contacts} contacts: they count nothing.`,
		basketOf: (basket, clients) => {
			if (basket === undefined)
				return 'Not known: nobody bought anything. Give an amount in the node.';
			if (basket.of === 'given') return 'Given in the node.';
			const whose =
				basket.of === 'segment' ? 'of the segment' : 'of the whole file, nobody here having bought';
			return `${basket.method === 'median' ? 'Median' : 'Mean'} of ${clients} clients ${whose}.`;
		},
		response: ({ campaigns }, { rate, of, sent, responses, campaigns: several, cold }) => {
			const assumed = `an assumption of ${rate} that weighs as ${of} contacts${cold ? ` (people who never bought answer ${1 / COLD_FACTOR} times less)` : ''}`;
			return campaigns === 0
				? `Only ${assumed}: no earlier campaign has its answers recorded.`
				: `${responses} answers to ${sent} SMS of ${several} earlier campaigns of the brand, and ${assumed}.`;
		},
		value: (buyers, margin) =>
			`Answers × ${buyers} of them who buy × basket; ${margin} of it is margin. Both as given in the node.`,
		order: (clientsFirst) =>
			`${clientsFirst ? 'Clients before cold prospects; then w' : 'W'}hoever brings most margin for each 1 spent on SMS. What the file cost is spent already.`,
		paysFrom:
			'It pays once the margin of the answers reaches the cost; what is gained for 1 spent is the margin less the cost, by the cost. The cost is that of the SMS and of the file.',
		range:
			'Nine times in ten the true rate lies between low and high. Luck with a small segment comes on top.',
		readers: `${share(READ_RATES.sms)} of SMS and ${share(READ_RATES.email)} of e-mails are read, as the trade says.`,
	},
	fr: {
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
			`Contacts qui remplissent les critères : ${clients} clients et ${prospects} prospects froids.`,
		decided:
			"Décidé maintenant comme à l'envoi : numéro, doublons, zone, consentement, plafond, campagne. Rien n'est réservé.",
		price: (messages, assumed, each, file) =>
			`SMS facturés de ${messages} messages réels ; ${assumed} contacts sans message comptent pour ${each} chacun. Prix de l'enseigne. Du prix du fichier, ce segment porte ${file}, selon sa taille.`,
		noPrice: (contacts) => ` Prix inconnu pour ${contacts} contacts : ils ne comptent pas.`,
		basketOf: (basket, clients) => {
			if (basket === undefined)
				return "Inconnu : personne n'a acheté. Donner un montant dans le nœud.";
			if (basket.of === 'given') return 'Donné dans le nœud.';
			const whose =
				basket.of === 'segment' ? 'du segment' : "de tout le fichier, personne n'ayant acheté ici";
			return `${basket.method === 'median' ? 'Médiane' : 'Moyenne'} de ${clients} clients ${whose}.`;
		},
		response: ({ campaigns }, { rate, of, sent, responses, campaigns: several, cold }) => {
			const assumed = `une hypothèse de ${rate} qui pèse autant que ${of} contacts${cold ? ` (qui n'a jamais acheté répond ${1 / COLD_FACTOR} fois moins)` : ''}`;
			return campaigns === 0
				? `Seulement ${assumed} : aucune campagne passée n'a ses réponses enregistrées.`
				: `${responses} réponses à ${sent} SMS de ${several} campagnes passées de l'enseigne, et ${assumed}.`;
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
	},
};
