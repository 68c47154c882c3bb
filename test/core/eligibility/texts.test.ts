import { hasStopFooter } from '../../../core/eligibility/content';
import { firstLink, publicShortLink } from '../../../core/eligibility/links';
import { looksPromotional } from '../../../core/eligibility/promotion';
import { isSenderAllowed } from '../../../core/eligibility/sender';
import { forbiddenTopic } from '../../../core/eligibility/topics';
import { wordsOf } from '../../../core/eligibility/words';

const topic = (text: string) => forbiddenTopic(wordsOf(text))?.id;

describe('sender names', () => {
	test.each(['LUMEN', 'MABOUTIQUE', 'abc', 'Zara2026', 'InfoLumen1', 'ABCDEFGHIJK', '1Minute'])(
		'%s is allowed',
		(sender) => expect(isSenderAllowed(sender)).toBe(true),
	);
	test.each([
		...['', 'AB', 'ABCDEFGHIJKL', '36180', 'MA BOUTIQUE', "L'ATELIER", 'CAFÉ', 'A-B-C', 'LUMEN\n'],
		...['INFO', 'Sms', 'alerte', 'RDV', 'Colis', 'PAIEMENT', 'banque', 'Notice'],
	])('%j is not', (sender) => expect(isSenderAllowed(sender)).toBe(false));
});

describe('forbidden topics', () => {
	test.each([
		['Isolation à 1€ : profitez-en !', 'energy-renovation'],
		['Votre pompe à chaleur financée', 'energy-renovation'],
		["MaPrimeRénov' : dernier jour", 'energy-renovation'],
		['Rénovation énergétique de votre maison', 'energy-renovation'],
		['Panneaux solaires sans avance', 'energy-renovation'],
		["MaPrimeAdapt' pour votre salle de bain", 'home-adaptation'],
		['Monte-escalier : devis offert', 'home-adaptation'],
		['Utilisez vos droits CPF', 'training-account'],
		['Mon compte formation expire', 'training-account'],
		['Casino en ligne : 50 free spins', 'gambling'],
		['PARIS SPORTIFS, 100€ offerts', 'gambling'],
		['Machines à sous au rendez-vous', 'gambling'],
		['Sex-shop : -20%', 'adult'],
		['Nouveaux sextoys', 'adult'],
		['Fleurs de CBD -30%', 'drugs'],
		['Le cannabis légal est là', 'drugs'],
		['Cigarette électronique à 10€', 'tobacco'],
		["L'e-liquide à 3€", 'tobacco'],
		['Cartouche de cigarettes', 'tobacco'],
		['Élections municipales : votez !', 'politics'],
		['Votez pour la liste Ensemble', 'politics'],
		["Faites un don à l'église", 'religion'],
	])('%s', (text, expected) => expect(topic(text)).toBe(expected));

	test.each([
		'Votre supermarché Casino vous attend, -20% sur tout',
		'Géant Casino : soldes dès mercredi',
		'Sèche-linge pompe à chaleur à 399€',
		'Sèche-linge avec pompe à chaleur -30%',
		'Pompe à chaleur piscine -15%',
		'Panneau solaire portable pour le camping',
		'Guirlandes solaires et lampes LED -30%',
		'Votez pour votre magasin préféré et gagnez !',
		'Élection de Miss Lumen samedi',
		'Notre sélection municipale',
		"Rdv place de l'Église, face au tabac",
		'Spécial Ramadan : dattes -20%',
		'Joyeuses Pâques, chocolats -30%',
		'Saucisson Jésus de Lyon en promo',
		'Parfum Opium -25%',
		'Cigarettes russes et macarons',
		'Lingerie sexy : ventes privées',
		'Foire aux vins dès jeudi',
		'Lessive liquide 3L',
		'Film X-Men au cinéma samedi',
		'Plan culture : 2 places offertes',
		'Code CPF10 en caisse',
		'Le jackpot de la fidélité : tentez votre chance',
		'Jeu concours sans obligation d’achat',
		'Isolation phonique : casque -40%',
		'Formation coiffure offerte à nos clientes',
	])('%s is fine', (text) => expect(topic(text)).toBeUndefined());
});

describe('links', () => {
	test.each([
		['Voir https://bit.ly/3xYz', 'https://bit.ly/3xYz'],
		['Voir bit.ly/3xYz.', 'bit.ly/3xYz'],
		['(tinyurl.com/abc)', 'tinyurl.com/abc'],
		['VOIR HTTP://WWW.URLZ.FR/a1', 'HTTP://WWW.URLZ.FR/a1'],
		['cutt.ly/x, à bientôt', 'cutt.ly/x'],
		['https://t.co/AbC', 'https://t.co/AbC'],
	])('%s holds a public short link', (text, link) => expect(publicShortLink(text)).toBe(link));

	test.each([
		'https://lumen.fr/bit.ly',
		'orbit.ly/x',
		'https://bit.ly.lumen.fr/x',
		'https://go.lumen.fr/x1',
		'contact@bit.ly',
		'part.com/x',
		'Soldes.Tout doit partir',
		'https://fast.co/x',
	])('%s does not', (text) => expect(publicShortLink(text)).toBeUndefined());

	test.each([
		['https://lumen.fr/soldes', 'https://lumen.fr/soldes'],
		['Infos sur lumen.fr !', 'lumen.fr'],
		['www.lumen-paris.com/a?b=1', 'www.lumen-paris.com/a?b=1'],
		['lumen.shop/x', 'lumen.shop/x'],
	])('%s holds a link', (text, link) => expect(firstLink(text)).toBe(link));

	test.each([
		'Bonjour.Rendez-vous samedi',
		'Prix 12.50 EUR',
		'De 9h.à 18h',
		'a@lumen.fr',
		'M.Dupont',
	])('%s holds none', (text) => expect(firstLink(text)).toBeUndefined());
});

describe('the STOP footer', () => {
	const rules = { stopCode: undefined, shortCodeSender: false };
	test.each([
		['Soldes\nSTOP au 36180', true],
		['Soldes STOP 36180', true],
		['Soldes STOP SMS au 36180', true],
		['Soldes. Désabo : https://lumen.fr/stop', true],
		['Soldes STOP au 36xxx', false],
		['Soldes STOP au [STOP_CODE]', false],
		['Magasin ouvert non-stop', false],
		['Ouvert non-stop lumen.fr/x', false],
		['Soldes STOP : lumen.fr/stop', true],
		['Magasin ouvert non-stop au 36180 rue Foch', false],
		['Stop aux prix hauts', false],
		['Soldes', false],
		['Soldes. Répondez STOP', false],
	])('%j: %s', (text, expected) => expect(hasStopFooter(text, rules)).toBe(expected));

	test('another code than 36xxx is known from the brand, an answer from a sender that can be answered', () => {
		expect(hasStopFooter('Soldes STOP au 30101', rules)).toBe(false);
		expect(hasStopFooter('Soldes STOP au 30101', { stopCode: '30101' })).toBe(true);
		expect(hasStopFooter('Soldes STOP au 30102', { stopCode: '30101' })).toBe(false);
		expect(hasStopFooter('Soldes', { stopCode: '(' })).toBe(false);
		expect(hasStopFooter('Soldes. Répondez STOP', { shortCodeSender: true })).toBe(true);
	});
});

describe('service messages', () => {
	test.each([
		'Votre commande est prête. Profitez de -20% en magasin',
		'Vente privée samedi',
		'Votre colis arrive. 10€ offerts sur la prochaine commande',
		'Commande validée. Code promo: LUMEN',
		'Rdv confirmé, 15 % de remise sur place',
		'Soldes : votre rdv est confirmé',
		'Votre commande est là. -30%',
		'2 articles achetés, 1 offert',
	])('%s looks promotional', (text) => expect(looksPromotional(text, wordsOf(text))).toBe(true));

	test.each([
		'Votre commande 1234 est prête en magasin, jusqu’à samedi 18h',
		'Remise en main propre contre pièce d’identité',
		'La remise de votre colis a lieu demain',
		'Votre code est 482913',
		'Rendez-vous confirmé le 12/12 à 10h30 au magasin de Lyon',
		'Solde de votre commande : 120,00 EUR, TVA 20 % incluse',
		'Retrait entre 10h-12h, 80 % des colis sont prêts avant midi',
		'Votre linge sale a été déposé',
		'Livraison offerte confirmée pour demain',
		'Votre carte de fidélité est activée',
		'Créneau 14-18 % libre',
	])('%s does not', (text) => expect(looksPromotional(text, wordsOf(text))).toBe(false));
});
