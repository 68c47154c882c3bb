/** Purchase history: rows of customer, date, amount … folded once into the figures of each contact. */
export {
	findPurchaseColumns,
	PURCHASE_FIELDS,
	type PurchaseColumns,
	type PurchaseField,
} from './purchases/columns';
export {
	foldPurchases,
	purchaseFolder,
	type FoldOptions,
	type PurchaseFolder,
	type PurchaseRow,
} from './purchases/fold';
export type { ContactPurchases, PurchaseHistory } from './purchases/history';
export { groupsByComma, writesMonthFirst } from '../contact/writing';
export { explainHistory, type HistorySummary } from './purchases/summary';
