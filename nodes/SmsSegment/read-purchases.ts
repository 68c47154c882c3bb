import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { clean, isE164, readPhone, readText as readCell } from '../../core/contact';
import {
	explainHistory,
	findPurchaseColumns,
	groupsByComma,
	purchaseFolder,
	writesMonthFirst,
	type PurchaseHistory,
} from '../../core/segment/purchases';
import { getBrand } from '../shared/brand';
import { addHint } from '../shared/hints';
import { readSms } from '../shared/items';
import { openLedger } from '../shared/open-ledger';
import { readOnce } from '../shared/parameters';
import { readText } from '../shared/typed-parameters';
import { sayWhoIsFound } from './found-in-purchases';
import { columnName, columnsOf, findColumns, known, refuse } from './purchase-columns';
import { inTurns } from './turns';

export interface Purchases {
	history: PurchaseHistory;
	/** under which key the history knows the contact */
	keyAt: (index: number) => string | undefined;
}

/** Rows folded between two looks at the clock. */
const AT_ONCE = 500;
const PHONE = /\b(telephone|portable|mobile|phone)\b/;

/**
 * Folds the rows of the second input once. Says above the output what was used and what was left out and why.
 * @throws NodeOperationError when a column cannot be found, on either side
 */
export async function readPurchases(
	context: IExecuteFunctions,
	contacts: readonly INodeExecutionData[],
	{ today, periods }: { today: string; periods: readonly number[] },
): Promise<Purchases | undefined> {
	if (readOnce<unknown>(context, 'usePurchases', false) !== true) return undefined;
	const rows = secondInput(context);
	const columns = findColumns(context, rows);
	const byPhone = PHONE.test(clean(columns.key));
	const keyOf = byPhone ? phoneReader(await countryOf(context, contacts)) : readCell;
	const monthFirst = writesMonthFirst(rows.length, (row) => rows[row]?.json[columns.date]);
	const commaGroups = groupsByComma(rows.length, (row) => rows[row]?.json[columns.amount]);
	const folder = purchaseFolder({ columns, today, periods, keyOf, monthFirst, commaGroups });
	const batches = Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, n) => n * AT_ONCE);
	await inTurns(context, batches, (from) =>
		folder.add(rows.slice(from, from + AT_ONCE).map(({ json }) => json)),
	);
	const history = folder.finish();
	const keyAt = keyReader(context, contacts, { column: columns.key, byPhone, keyOf });
	const order = monthFirst ? '; dates are read as month/day/year, as some can only be so' : '';
	const comma = commaGroups ? '; the comma in amounts is read as grouping thousands' : '';
	addHint(context, `${explainHistory(history.summary)}${order}${comma}.`);
	await sayWhoIsFound(context, contacts, { history, keyAt });
	return { history, keyAt };
}

function secondInput(context: IExecuteFunctions): INodeExecutionData[] {
	const rows = context.getInputData(1);
	if (rows.length > 0) return rows;
	throw refuse(
		context,
		"'Use Purchase History' is on, and no purchases came in",
		"Wire the purchases to the second input, 'Purchases', or turn 'Use Purchase History' off.",
	);
}

/** The contact's own key: of a phone number what SMS Contacts read, else the column of the same name. */
function keyReader(
	context: IExecuteFunctions,
	contacts: readonly INodeExecutionData[],
	{ column, byPhone, keyOf }: { column: string; byPhone: boolean; keyOf: KeyOf },
): (index: number) => string | undefined {
	const chosen = columnName(readText(context, 'contactKey', 'Customer Column of Contacts'));
	if (byPhone && chosen === '') {
		return (index) => readSms(contacts[index]?.json ?? {}).to;
	}
	const seen = columnsOf(contacts);
	const wanted = clean(chosen || column);
	const found =
		seen.find((name) => name === (chosen || column)) ??
		seen.find((name) => clean(name) === wanted) ??
		(chosen === '' ? findPurchaseColumns(seen).key : undefined);
	if (found === undefined && contacts.length > 0) {
		throw refuse(
			context,
			chosen
				? `The contacts have no column '${chosen}'`
				: `The contacts have no column like '${column}' of the purchases`,
			`Name it in 'Customer Column of Contacts', and keep it in SMS Contacts ('Keep Columns'). ${known(seen)}`,
		);
	}
	return (index) => keyOf(contacts[index]?.json[found ?? '']);
}

type KeyOf = (cell: unknown) => string | undefined;

const phoneReader =
	(country: string): KeyOf =>
	(cell) => {
		if (isE164(cell)) return cell;
		const read = readPhone(cell, country);
		return 'e164' in read ? read.e164 : undefined;
	};

/** Where numbers without a prefix belong: as in SMS Contacts, the country of the brand. */
async function countryOf(
	context: IExecuteFunctions,
	contacts: readonly INodeExecutionData[],
): Promise<string> {
	const first = contacts.find(({ json }) => readSms(json).brand !== undefined);
	const slug = first && readSms(first.json).brand;
	const { country } = await getBrand(context, await openLedger(context), slug);
	return country;
}
