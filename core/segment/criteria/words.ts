import type { Language } from '../../reasons';
import type { Choice, Group, Quantity, Range, Trait } from './rule';

interface Words {
	name: Record<Quantity | Trait, string>;
	colon: string;
	unknown: string;
	nothing: string;
	/** before the rule that a contact should not fit */
	none: string;
	nobody: string;
	choice: Record<Choice['match'], string>;
	join: Record<Group['match'], string>;
	zone: Record<'true' | 'false', string>;
	place: Record<'true' | 'false', string>;
	period: (days: number) => string;
	figure: (quantity: Quantity, value: number) => string;
	range: (quantity: Quantity, range: Range) => string;
}

const UNITS: Record<Language, Record<Quantity, string>> = {
	en: {
		age: ' years',
		points: ' points',
		distance: ' km',
		recency: ' days',
		purchases: '',
		amount: '',
		basket: '',
		promotion: ' %',
		responses: '',
	},
	fr: {
		age: ' ans',
		points: ' points',
		distance: ' km',
		recency: ' jours',
		purchases: '',
		amount: '',
		basket: '',
		promotion: ' %',
		responses: '',
	},
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

function figureIn(language: Language): Words['figure'] {
	const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
	return (quantity, value) => `${format.format(rounded(value))}${UNITS[language][quantity]}`;
}

function rangeIn(
	language: Language,
	say: Record<'between' | 'from' | 'to' | 'any', (from: string, to: string) => string>,
): Words['range'] {
	const figure = figureIn(language);
	const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
	return (quantity, { from, to }) => {
		const least = from === undefined ? '' : format.format(from);
		const most = to === undefined ? '' : figure(quantity, to);
		if (from === undefined) return to === undefined ? say.any('', '') : say.to('', most);
		return to === undefined ? say.from(figure(quantity, from), '') : say.between(least, most);
	};
}

export const WORDS: Readonly<Record<Language, Words>> = {
	en: {
		name: {
			age: 'age',
			points: 'loyalty points',
			distance: 'distance to the store',
			recency: 'days since the last purchase',
			purchases: 'number of purchases',
			amount: 'amount spent',
			basket: 'average basket',
			promotion: 'share bought on promotion',
			responses: 'answers to earlier campaigns',
			kind: 'client or prospect',
			gender: 'gender',
			tier: 'loyalty tier',
			interests: 'interests',
			category: 'categories bought',
			store: 'stores bought from',
			rfm: 'RFM group',
			type: 'client type',
		},
		colon: ': ',
		unknown: 'not known',
		nothing: 'none',
		none: 'is one of those left out:',
		nobody: 'no criterion to fit',
		choice: { any: '', all: 'all of ', none: 'none of ' },
		join: { all: ' and ', any: ' or ', none: ' or ' },
		zone: { true: 'inside the zone', false: 'outside the zone' },
		place: { true: 'inside', false: 'outside' },
		period: (days) => (days === 1 ? 'in the last day' : `in the last ${days} days`),
		figure: figureIn('en'),
		range: rangeIn('en', {
			between: (from, to) => `${from} to ${to}`,
			from: (from) => `at least ${from}`,
			to: (_, to) => `at most ${to}`,
			any: () => 'known',
		}),
	},
	fr: {
		name: {
			age: 'âge',
			points: 'points de fidélité',
			distance: 'distance au magasin',
			recency: 'jours depuis le dernier achat',
			purchases: "nombre d'achats",
			amount: 'montant dépensé',
			basket: 'panier moyen',
			promotion: 'part achetée en promotion',
			responses: 'réponses aux campagnes passées',
			kind: 'client ou prospect',
			gender: 'sexe',
			tier: 'niveau de fidélité',
			interests: "centres d'intérêt",
			category: 'catégories achetées',
			store: "magasins d'achat",
			rfm: 'groupe RFM',
			type: 'type de client',
		},
		colon: ' : ',
		unknown: 'inconnu',
		nothing: 'aucun',
		none: 'fait partie des exclus :',
		nobody: 'aucun critère à remplir',
		choice: { any: '', all: 'tous parmi ', none: 'aucun parmi ' },
		join: { all: ' et ', any: ' ou ', none: ' ou ' },
		zone: { true: 'dans la zone', false: 'hors de la zone' },
		place: { true: 'dedans', false: 'dehors' },
		period: (days) => `sur ${days} jour${days === 1 ? '' : 's'}`,
		figure: figureIn('fr'),
		range: rangeIn('fr', {
			between: (from, to) => `de ${from} à ${to}`,
			from: (from) => `au moins ${from}`,
			to: (_, to) => `au plus ${to}`,
			any: () => 'connu',
		}),
	},
};
