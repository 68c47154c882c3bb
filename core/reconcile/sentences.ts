import type { Language } from '../reasons';
import type { Fate } from './reconcile';

/** What a person's word on a message to check has brought about. */
export type Decision = 'marked_sent' | 'may_be_sent_again' | 'not_to_check' | 'too_early';

/** One sentence for each, as a marketer reads it. */
const SENTENCES: Record<Fate | Decision, Record<Language, string>> = {
	accepted: {
		en: 'The gateway has taken it: it counts as sent',
		fr: "La passerelle l'a bien pris en charge : il compte comme envoyé",
	},
	delivered: { en: 'It has arrived', fr: 'Il est bien arrivé' },
	undelivered: {
		en: 'The gateway has taken it and could not deliver it',
		fr: "La passerelle l'a pris en charge mais n'a pas pu le remettre",
	},
	expired: {
		en: 'The gateway has taken it and gave up before the phone was reached',
		fr: "La passerelle l'a pris en charge et a renoncé avant de joindre le téléphone",
	},
	refused: {
		en: 'The gateway has refused it: the next run of the campaign may send it',
		fr: "La passerelle l'a refusé : la prochaine exécution de la campagne peut l'envoyer",
	},
	not_found: {
		en: 'The gateway does not know it, so it never left: the next run of the campaign may send it',
		fr: "La passerelle ne le connaît pas, il n'est donc pas parti : la prochaine exécution de la campagne peut l'envoyer",
	},
	settled: {
		en: 'A delivery report has settled it in the meantime',
		fr: "Un accusé de réception l'a réglé entre-temps",
	},
	waiting: {
		en: 'Too early to tell: a delivery report may still come',
		fr: 'Trop tôt pour savoir : un accusé de réception peut encore arriver',
	},
	to_check: {
		en: 'No delivery report came, and this gateway cannot be asked: a person decides',
		fr: "Aucun accusé de réception n'est arrivé, et cette passerelle ne peut pas être interrogée : une personne décide",
	},
	unclear: {
		en: 'The gateway gave no answer that can be used, or may still hold it back: ask again later, or a person decides',
		fr: "La passerelle n'a donné aucune réponse utilisable, ou le retient peut-être encore : redemander plus tard, ou une personne décide",
	},
	marked_sent: { en: 'It counts as sent', fr: 'Il compte comme envoyé' },
	may_be_sent_again: {
		en: 'The next run of the campaign may send it',
		fr: "La prochaine exécution de la campagne peut l'envoyer",
	},
	not_to_check: {
		en: 'It is not to be checked: it was settled before, or never was in doubt',
		fr: "Il n'est pas à vérifier : il a été réglé avant, ou n'a jamais été en doute",
	},
	too_early: {
		en: 'It may still be on its way: it cannot be sent again yet',
		fr: 'Il est peut-être encore en route : il ne peut pas encore être renvoyé',
	},
};

export const sentenceOf = (what: Fate | Decision, language: Language): string =>
	SENTENCES[what][language];
