/**
 * A service message (order, appointment, sign-up) needs no consent, footer or hours; one promotional sentence makes it
 * marketing (AF2M; Brevo flips the type when it sees a STOP mention). Service words that sound alike stay out: "remise de
 * votre colis", "livraison offerte".
 */
const WORDS = new RegExp(
	`(?<!\\S)(?:${[
		'soldes|promos?|promotions?|promotionnel\\w*|code promo|bons? plans?|bonnes affaires|black friday|destockages?',
		'ventes? (?:privees?|flash)|offres? (?:speciales?|exclusives?|privilege|du moment|decouverte|limitees?)',
		'bons? d achat|avantage fidelite|prix casses?|prix reduits?|rabais',
		'remises? (?:de \\d+|exceptionnelles?|immediates?|fidelite)|reductions? (?:de \\d+|exceptionnelles?|immediates?)',
		'\\d+ (?:euros? )?(?:offerte?s?|de remise|de reduction|de rabais)|(?:article|produit|cadeau) offerte?s?',
		'profitez|en profiter|jusqu a epuisement|discounts?|special offers?|\\d+ off|free gift',
	].join('|')})(?!\\S)`,
	'u',
);
/** `-20 %`, `- 30%`, `−50 %`: the sign is lost in words, so it is read in the text. */
const PERCENT_OFF =
	/(?<![\d\p{L}])[-−–]\s?\d{1,2}\s?%|\d\s?%\s(?:de\s(?:remise|réduction|rabais)|off\b|offerts?)/iu;

/** Whether a text promotes something. `words` as `wordsOf` gives them. */
export function looksPromotional(text: string, words: string): boolean {
	return WORDS.test(words) || PERCENT_OFF.test(text);
}
