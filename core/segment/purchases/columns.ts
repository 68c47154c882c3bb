import { clean } from '../../contact/values';

/**
 * The columns of a purchase history and the headers that name them in French and English files, cleaned, most telling
 * first. Adding a header is adding a word here.
 */
const HEADERS = {
	key: 'numero de carte|n carte|numero carte|n de carte|no carte|carte|carte de fidelite|carte fidelite|code client|id client|numero client|n client|numero de client|client|client id|identifiant client|customer id|customer|customer number|customerid|cust id|member id|user id|adherent|numero adherent|card number|loyalty card|loyalty card number|card no|card|contact|telephone|portable|mobile|phone|phone number',
	date: 'date d achat|date achat|date de l achat|date de vente|date vente|date commande|date de commande|date ticket|date du ticket|date facture|date de facture|purchase date|order date|invoice date|transaction date|trans date|invoicedate|orderdate|date|purchased at|created at',
	amount:
		'montant ttc|montant|total ttc|montant total|montant achat|montant de l achat|montant d achat|ca ttc|ca|prix|valeur|amount|total amount|tran amount|transaction amount|sales amount|line total|order amount|order total|total|total price|totalprice|price|revenue|value|sales',
	order:
		'numero de ticket|n ticket|numero ticket|ticket|numero de commande|n commande|numero commande|commande|facture|numero de facture|n facture|order id|order number|order|invoice no|invoice number|invoice|transaction id|receipt',
	store: 'code magasin|magasin|point de vente|boutique|pdv|store id|store code|store|shop',
	category:
		'categorie|categorie de produit|famille|famille de produit|rayon|univers|category|product category|department|product type',
	promotion:
		'en promotion|en promo|promotion|promo|achat en promotion|remise|sur promotion|on promotion|on sale|promoted|discounted',
} as const satisfies Record<string, string>;

export type PurchaseField = keyof typeof HEADERS;

/** Which column of the history holds what. */
export type PurchaseColumns = { key: string; date: string; amount: string } & Partial<
	Record<PurchaseField, string>
>;

export const PURCHASE_FIELDS: readonly PurchaseField[] = Object.keys(HEADERS).filter(
	(name): name is PurchaseField => Object.hasOwn(HEADERS, name),
);

/**
 * Each field takes the column chosen for it, else the free column whose header stands first in its list. What is not found is
 * left out: the caller asks for what it cannot do without (`key`, `date`, `amount`).
 */
export function findPurchaseColumns(
	columns: readonly string[],
	explicit: Partial<Record<PurchaseField, string>> = {},
): Partial<Record<PurchaseField, string>> {
	const found: Partial<Record<PurchaseField, string>> = {};
	const free = new Map(columns.map((column) => [clean(column), column] as const).reverse());
	for (const field of PURCHASE_FIELDS) {
		const chosen = explicit[field]?.trim();
		if (chosen) take(field, columns.includes(chosen) ? chosen : free.get(clean(chosen)));
	}
	for (const field of PURCHASE_FIELDS) {
		const header = HEADERS[field].split('|').find((name) => free.has(name));
		if (found[field] === undefined && header !== undefined) take(field, free.get(header));
	}
	return found;

	function take(field: PurchaseField, column: string | undefined): void {
		if (column === undefined) return;
		found[field] = column;
		free.delete(clean(column));
	}
}
