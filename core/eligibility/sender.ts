/**
 * Sender names as French operators let them through (AF2M, protection des OADC; blocked since 10 March 2025): 3 to 11 letters
 * and digits without accent or space, at least one letter, nothing generic. Spain and Switzerland ask the same.
 */
const ALLOWED = /^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/;

/** smsmode "modification des règles sender ID France" (2025); SureSMS on Switzerland (April 2026): INFO, SMS, NOTICE. */
const GENERIC = new Set(
	`alert alerts alerte alertes rdv rendezvous payment payments paiement paiements bank banks banque banques
	parcel parcels colis info infos information sms smsinfo infosms notice notices`
		.trim()
		.split(/\s+/),
);

export function isSenderAllowed(sender: string): boolean {
	return ALLOWED.test(sender) && !GENERIC.has(sender.toLowerCase());
}
