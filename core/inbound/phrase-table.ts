/**
 * Sentences that most probably mean STOP. The FCC asks to honour any reasonable way of saying so, the CNIL a simple one:
 * when in doubt the person is not written to. Compared as `classify` reads a text: no accents, upper case, single spaces.
 */

const SMS =
	'(?:SMS|PUBS?|PUBLICITES?|TEXTOS?|MESSAGES?|MSGS?|MAILS?|SPAMS?|ENVOIS?|NOTIFICATIONS?)';
const TO_ME = '(?:M |ME |NOUS |VOUS ME )?';
const WRITE = '(?:ENVOY|ECRI|CONTACT|SOLLICIT|DERANG|HARCEL|SPAM|TEXT|APPEL)';
const TAKE_OFF = '(?:RETIR|ENLEV|SUPPRIM|RAY|EFFAC|OT)(?:EZ|E|ER)';

const french: RegExp[] = [
	// ne m'envoyez plus rien, n'écrivez plus
	new RegExp(`\\bNE? ${TO_ME}${WRITE}\\w* PLUS\\b`),
	// m'envoyez plus de pub
	new RegExp(`\\bME? ENVOY\\w+ PLUS (?:RIEN|JAMAIS|(?:DE |D |VOS )?${SMS})\\b`),
	// merci de ne plus m'écrire, ne plus recevoir vos messages
	new RegExp(
		`\\bNE? PLUS (?:JAMAIS |RIEN )?${TO_ME}(?:RECEVOIR|ETRE (?:CONTACT|SOLLICIT|DERANG)\\w*|${WRITE}\\w*)\\b`,
	),
	// je ne veux plus recevoir, je souhaite plus de sms
	new RegExp(
		`\\b(?:VEUX|VEUT|VOULONS|SOUHAITE|DESIRE|VOUDRAIS) (?:PLUS|PAS) (?:RIEN )?(?:RECEVOIR|ETRE (?:CONTACT|SOLLICIT|DERANG)\\w*|(?:DE |D |VOS |DE VOS )${SMS})\\b`,
	),
	// plus de sms svp, pas de pub
	new RegExp(`^(?:PLUS|PAS|AUCUNE?) (?:AUCUNE? |JAMAIS DE |DE |D )?${SMS}\\b`),
	/\bLAISSE[ZR]? (?:MOI|NOUS) (?:TRANQUILLES?|EN PAIX)\b/,
	/\b(?:FICHE|FOUTE|FOU)[ZTS]? (?:MOI|NOUS) LA PAIX\b/,
	// arrêtez de m'envoyer, cessez vos sms
	new RegExp(`\\b(?:ARRETE[ZR]?|CESSE[ZR]?|STOPPE[ZR]?) (?:DE|D) (?:ME? |NOUS |${WRITE})`),
	new RegExp(
		`\\b(?:ARRETE[ZR]?|CESSE[ZR]?|STOPPE[ZR]?) (?:AVEC )?(?:VOS|CES|LES|TOUS VOS) ${SMS}\\b`,
	),
	// retirez-moi de la liste, supprimez mon numéro
	new RegExp(
		`\\b${TAKE_OFF} (?:MOI|MON (?:NUMERO|NUM|NOM|06|07|TELEPHONE)|MES (?:COORDONNEES|DONNEES))\\b`,
	),
	/(?<!\bPAS )\bME (?:RETIRER|ENLEVER|SUPPRIMER|RAYER|DESABONNER|DESINSCRIRE)\b/,
	/\b(?:DESABONNE|DESINSCRI(?:VE|RE)?)[ZR]? (?:MOI|NOUS)\b/,
	/\bJE (?:ME DESABONNE|ME DESINSCRIS|M OPPOSE|RETIRE MON CONSENTEMENT)\b/,
	/\b(?:DIT|REPETE|ECRIT|ENVOYE|DEMANDE|REPONDU|TAPE) STOP\b/,
	/\b(?:MAIS|ET|OK|ALORS|DONC|BON|VRAIMENT|ENOUGH|AND|BUT|NOW) STOP$/,
];

const english: RegExp[] = [
	/\b(?:DO NOT|DON ?T|NEVER) (?:EVER )?(?:TEXT|CONTACT|MESSAGE|SEND|SMS|WRITE|BOTHER) (?:TO )?ME\b/,
	/\bNO MORE (?:TEXTS?|SMS|MESSAGES?|ADS?|SPAM)\b/,
	/\b(?:REMOVE|UNSUBSCRIBE|DELETE) (?:ME|MY NUMBER)\b/,
	/\b(?:TAKE|GET) ME OFF\b/,
	/\bLEAVE ME ALONE\b/,
	/\bOPT ME OUT\b/,
	/\b(?:WANT|LIKE|HOW) (?:DO I |CAN I )?TO (?:UNSUBSCRIBE|OPT OUT)\b/,
	/\b(?:WANT|WISH) YOU TO STOP\b/,
	/\b(?:SAID|SENT|TYPED|TEXTED) STOP\b/,
	/^QUIT (?:TEXTING|SENDING|MESSAGING|SPAMMING)\b/,
];

const others: RegExp[] = [
	// es
	/\bNO (?:ME )?(?:ENVIEN|ENVIE|MANDEN|ESCRIBAN|CONTACTEN) MAS\b/,
	/\bNO (?:QUIERO|DESEO) (?:RECIBIR|MAS (?:SMS|MENSAJES|PUBLICIDAD))\b/,
	/\b(?:DARME|DENME|DEME|DAR) DE BAJA\b/,
	/\bDEJEN? DE (?:ENVIAR|MANDAR|ESCRIBIR|MOLESTAR)\w*/,
	// it
	/\bNON (?:VOGLIO|DESIDERO) (?:PIU )?RICEVERE\b/,
	/\b(?:CANCELLATEMI|DISISCRIVETEMI|CANCELLAMI|BASTA SMS|BASTA MESSAGGI)\b/,
	/\bNON (?:INVIATEMI|MANDATEMI|SCRIVETEMI) PIU\b/,
	// de
	/\bKEINE (?:WEITEREN )?(?:SMS|WERBUNG|NACHRICHTEN)(?: MEHR)?\b/,
	/\bLASSEN SIE MICH IN RUHE\b/,
	/\bNICHT MEHR (?:SCHREIBEN|KONTAKTIEREN|ANSCHREIBEN)\b/,
	// nl
	/\bGEEN (?:SMS|BERICHTEN|RECLAME)(?: MEER)?\b/,
	/\bNIET MEER (?:STUREN|SMSEN|BENADEREN)\b/,
	// pt
	/\bNAO (?:QUERO|DESEJO) (?:MAIS )?RECEBER\b/,
	/\bNAO ENVIEM? MAIS\b/,
];

export const PROBABLE_OPT_OUT: RegExp[] = [...french, ...english, ...others];
