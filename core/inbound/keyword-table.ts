/**
 * The words people text back, as data. Written as `classify` compares them: no accents, upper case, single spaces.
 * A change of charter is a change of these tables.
 */

export interface WordList {
	language: string;
	/** who asks for these words to be heard (facts of Nov 2026) */
	source: string;
	/** heard as the whole text, also with a "merci" or a short code around them */
	words: string[];
	/** everyday words: heard only when they are the whole text */
	alone?: string[];
}

export const OPT_OUT: WordList[] = [
	{
		language: 'fr',
		source:
			'AF2M short codes: STOP; AWS, Canadian CTA and CWTA: ARRET; Twilio Proxy: ARRETE, ARRETT; the rest ours',
		words: [
			'STOP',
			'STOP SMS',
			'STOP PUB',
			'STOPPUB',
			'STOPSMS',
			'ARRET',
			'ARRETE',
			'ARRETER',
			'ARRETEZ',
			'ARRETT',
			'DESABONNER',
			'DESABONNEMENT',
			'DESABONNE',
			'ME DESABONNER',
			'JE ME DESABONNE',
			'DESINSCRIRE',
			'DESINSCRIPTION',
			'ME DESINSCRIRE',
			'RESILIER',
			'RESILIATION',
		],
		alone: ['FIN', 'ANNULER'],
	},
	{
		language: 'en',
		source:
			'FCC per-se words (47 CFR 64.1200, since 11 Apr 2025); Twilio, Telnyx, AWS and Braze defaults',
		words: [
			'STOPALL',
			'STOP ALL',
			'UNSUBSCRIBE',
			'UNSUBCRIBE',
			'QUIT',
			'REVOKE',
			'OPTOUT',
			'OPT OUT',
			'REMOVE',
		],
		alone: ['END', 'CANCEL', 'TD'],
	},
	{ language: 'no', source: 'Brevo, Norway', words: ['UNSUB'] },
	{
		language: 'de',
		source: 'Swiss value-added services: STOPP; the rest ours',
		words: ['STOPP', 'ABMELDEN'],
	},
	{ language: 'es', source: 'ours', words: ['BAJA'], alone: ['CANCELA'] },
	{ language: 'nl', source: 'ours', words: ['STOPPEN', 'AFMELDEN'], alone: ['UIT'] },
	{
		language: 'typing',
		source: 'ours: a zero, a slip of the thumb, a Cyrillic keyboard',
		words: ['ST0P', 'SOTP', 'STPO', 'DTOP', 'ZTOP', 'СТОП'],
	},
];

/** They settle a pending double opt-in. None of them lifts a STOP by itself. */
export const OPT_IN: WordList[] = [
	{
		language: 'en',
		source: 'Twilio and Braze defaults',
		words: ['START', 'UNSTOP'],
		alone: ['YES'],
	},
	{ language: 'fr', source: 'ours', words: ['REPRENDRE'], alone: ['OUI'] },
];

export const HELP: WordList[] = [
	{ language: 'en', source: 'Twilio, AWS and Braze defaults', words: [], alone: ['HELP', 'INFO'] },
	{
		language: 'fr',
		source: 'Canadian CTA: AIDE; AF2M short codes: CONTACT',
		words: [],
		alone: ['AIDE', 'CONTACT'],
	},
];

/** Politeness around a word changes nothing about it: "Bonjour, STOP svp". */
export const POLITE: ReadonlySet<string> = new Set([
	...['BONJOUR', 'BONSOIR', 'SALUT', 'MERCI', 'SVP', 'STP', 'CORDIALEMENT', 'MADAME', 'MONSIEUR'],
	...['HELLO', 'HI', 'PLEASE', 'PLS', 'THANKS', 'THX', 'BITTE', 'DANKE', 'GRACIAS', 'AUB'],
]);

/** Said in more than one word, taken out before the single words. */
export const POLITE_PHRASES =
	/\b(?:S ?IL (?:VOUS|TE) PLAIT|NON MERCI|MERCI (?:D AVANCE|BEAUCOUP)|BONNE JOURNEE|THANK YOU|POR FAVOR)\b/g;
