import type { Language } from '../../core/reasons';

export type Page = 'ask' | 'confirmed' | 'unknown' | 'unavailable' | 'test';

interface Words {
	title: string;
	text: string;
	button?: string;
}

/** `{brand}` is the brand's name, or nothing when it is not known before the button is pressed. */
const WORDS: Record<Page, Record<Language, Words>> = {
	ask: {
		fr: {
			title: 'Confirmez votre inscription',
			text: 'Pour recevoir par SMS les offres {brand}, appuyez sur le bouton. Vous pourrez vous désinscrire à tout moment en répondant STOP.',
			button: 'Je confirme',
		},
		en: {
			title: 'Confirm your sign-up',
			text: 'Press the button to receive offers {brand} by SMS. You can leave at any time by answering STOP.',
			button: 'I confirm',
		},
	},
	confirmed: {
		fr: { title: 'C’est confirmé', text: 'Merci, votre inscription {brand} est enregistrée.' },
		en: { title: 'Confirmed', text: 'Thank you, your sign-up {brand} is recorded.' },
	},
	unknown: {
		fr: {
			title: 'Lien inconnu',
			text: 'Ce lien n’existe pas ou n’est plus valable. Rien n’a été enregistré.',
		},
		en: {
			title: 'Unknown link',
			text: 'This link does not exist or is no longer valid. Nothing was recorded.',
		},
	},
	unavailable: {
		fr: {
			title: 'Réessayez dans un instant',
			text: 'Votre confirmation n’a pas pu être enregistrée. Merci de réessayer un peu plus tard.',
		},
		en: {
			title: 'Try again in a moment',
			text: 'Your confirmation could not be recorded. Please try again a little later.',
		},
	},
	test: {
		fr: { title: 'Essai', text: 'Adresse d’essai : rien n’a été enregistré.' },
		en: { title: 'Test', text: 'Test address: nothing was recorded.' },
	},
};

/** A page that works without script. The form posts to its own address, which holds the token. */
export function confirmPage(page: Page, language: Language, brandName?: string): string {
	const { title, text, button } = WORDS[page][language];
	const of = { fr: 'de', en: 'from' }[language];
	const named = brandName === undefined ? '' : `${of} ${escaped(brandName)}`;
	const said = text.replace('{brand}', () => named).replace(/ +(?=[ ,.])/g, '');
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif; }
body { max-width: 30rem; margin: 12vh auto; padding: 0 1.5rem; }
button { font: inherit; width: 100%; padding: .8rem; margin-top: 1rem; border: 0; border-radius: .6rem; background: #0f766e; color: #fff; cursor: pointer; }
</style>
</head>
<body>
<h1>${title}</h1>
<p>${said}</p>
${button === undefined ? '' : `<form method="post"><button>${button}</button></form>`}
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found);
