/**
 * The columns a contact file may have and the headers that name them in French and English files, cleaned
 * (lower case, no accents, no punctuation), most telling first. Adding a header is adding a word here.
 */
const HEADERS = {
	phone:
		'telephone portable|tel portable|portable|mobile|telephone mobile|tel mobile|gsm|numero mobile|numero de mobile|numero portable|numero de portable|n mobile|n portable|n de mobile|n de portable|num portable|num mobile|mobile phone|mobile number|mobile phone number|cell phone|cellphone|telephone|tel|numero de telephone|numero telephone|n de telephone|n telephone|n de tel|n tel|num tel|num telephone|no tel|no de telephone|telephone 1|tel 1|phone number|phone|telephone number|phone 1|cell|msisdn',
	firstName:
		'prenom|prenom client|prenom du client|prenoms|first name|firstname|given name|forename',
	lastName:
		'nom|nom de famille|nom client|nom du client|last name|lastname|surname|family name|nom usuel|nom d usage',
	gender: 'civilite|sexe|genre|titre|civ|gender|sex|salutation|title',
	birthDate:
		'date de naissance|date naissance|naissance|ne e le|ne le|nee le|date naiss|ddn|dnaiss|anniversaire|birth date|birthdate|date of birth|dob|birthday',
	age: 'age|age client|age du client|age en annees|age in years',
	postalCode:
		'code postal|cp|c p|codepostal|code post|postal code|zip code|zip|zipcode|postcode|post code',
	city: 'ville|commune|localite|city|town',
	lat: 'latitude|lat',
	lon: 'longitude|lon|lng|long',
	loyaltyTier:
		'niveau de fidelite|niveau fidelite|statut fidelite|statut de fidelite|palier|niveau|statut carte|type de carte|type carte|statut|carte|fidelite|programme fidelite|carte fidelite|carte de fidelite|loyalty tier|tier|loyalty level|loyalty status|loyalty|status',
	points:
		'points fidelite|points de fidelite|solde points|solde de points|nb points|nombre de points|points|pts|cagnotte points|loyalty points',
	interests:
		'centres d interet|centre d interet|interets|interet|univers|rayons|rayon prefere|categories|interests|interest|tags',
	purchaseCount:
		'nombre d achats|nb achats|nbre achats|nb d achats|nombre achats|nb commandes|nombre de commandes|nb de commandes|nb tickets|nombre de tickets|nb visites|achats|commandes|purchases|purchase count|number of purchases|orders|orders count|order count|number of orders',
	purchaseTotal:
		'total des achats|total achats|montant total|montant des achats|montant achats|ca cumule|ca total|ca ttc|ca client|ca|chiffre d affaires|chiffre affaires|depenses|total depense|total ttc|total|montant|total spent|lifetime value|amount spent|revenue|spend',
	lastPurchase:
		'date dernier achat|date du dernier achat|date de dernier achat|dernier achat|dernier achat le|derniere commande|date derniere commande|date de derniere commande|derniere visite|date derniere visite|last purchase|last purchase date|last order|last order date|last visit',
	responses:
		'nb reponses|nombre de reponses|reponses|reponses sms|reponses campagnes|nb venues sms|responses|campaign responses|answers',
	consent:
		'opt in sms|optin sms|sms opt in|sms optin|accord sms|consentement sms|sms accepte|accepte sms|accepte les sms|sms marketing|autorisation sms|inscrit sms|abonne sms|sms ok|ok sms|accepts sms marketing|sms consent|consent sms|opt in mobile|optin mobile|sms o n|sms oui non|opt in|optin|consentement|accord|consent|sms',
	consentDate:
		'date opt in sms|date optin sms|date accord sms|date consentement sms|date de consentement sms|date du consentement sms|date opt in|date optin|date consentement|date de consentement|date du consentement|date accord|date d accord|opt in date|optin date|opt in sms date|consent date|sms consent date|consent at',
	optOut:
		'opt out sms|optout sms|sms opt out|stop sms|sms stop|refus sms|refuse sms|desabonne sms|desinscrit sms|desabonnement sms|desinscription sms|opt out|optout|stop|desabonne|desinscrit|ne pas contacter|ne plus contacter|blacklist sms|blacklist|liste noire|unsubscribed|do not contact|do not text',
	consentOrigin:
		'origine du consentement|origine consentement|source du consentement|source consentement|consent origin|consent source|source de collecte|origine de collecte|canal de collecte|origine du contact|origine|provenance|lead source|origin|source',
	storeId:
		'code magasin|code du magasin|id magasin|n magasin|numero magasin|magasin id|code point de vente|store id|store code',
	storeName:
		'magasin|magasin de rattachement|magasin prefere|magasin habituel|nom magasin|nom du magasin|point de vente|pdv|boutique|store|store name|preferred store|home store',
} as const satisfies Record<string, string>;

export type ContactField = keyof typeof HEADERS;

/** In this order each field chooses its column. */
export const CONTACT_FIELDS: readonly ContactField[] = Object.keys(HEADERS).filter(isField);

function isField(name: string): name is ContactField {
	return Object.hasOwn(HEADERS, name);
}

/** The cleaned headers of a field, most telling first. */
export const headersOf = (field: ContactField): readonly string[] => HEADERS[field].split('|');
