import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { addHint, count } from '../shared/hints';
import type { Purchases } from './read-purchases';
import { inTurns } from './turns';

/** Card numbers that lost a zero on one side find few: how many tells it. */
export async function sayWhoIsFound(
	context: IExecuteFunctions,
	contacts: readonly INodeExecutionData[],
	{ history, keyAt }: Purchases,
): Promise<void> {
	let found = 0;
	await inTurns(context, contacts, (_, index) => {
		const key = keyAt(index);
		if (key !== undefined && history.of(key) !== undefined) found++;
	});
	if (contacts.length === 0) return;
	if (found > 0) {
		addHint(
			context,
			`${count(found)} of ${count(contacts.length)} contacts are found among the ${count(history.size)} customers of the purchases.`,
		);
		return;
	}
	addHint(
		context,
		`None of the ${count(contacts.length)} contacts is found in the purchases: look at 'Customer Column of Contacts' and the column 'Customer' of the purchases.`,
		'warning',
	);
}
