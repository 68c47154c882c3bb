import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { GATEWAYS } from '../../core/gateway/gateways';
import type { DoubtfulMessage } from '../../core/ledger';
import { quietPeriods } from '../../core/reconcile/calls';
import { allInDoubt, type Reconciled } from '../../core/reconcile/reconcile';
import { sentenceOf, type Decision } from '../../core/reconcile/sentences';
import type { Language } from '../../core/reasons';
import { addHint, count } from '../shared/hints';
import { isoOf } from '../shared/held-detail';
import { readOnce } from '../shared/parameters';
import { readText, readWhole } from '../shared/typed-parameters';
import type { MessagesOperation } from './operation';

export const QUIET_MS = quietPeriods(GATEWAYS);

/** What a marketer sees of a message to check. The ledger has neither its number nor its text. */
export function onScreen(
	{ ref, brand, campaign, segment, store, gateway, startedAt, freeableAt }: DoubtfulMessage,
	outcome: Reconciled['fate'] | Decision,
	language: Language,
): IDataObject {
	return {
		...{ ref, brand, campaign },
		...(segment !== undefined && { segment }),
		...(store !== undefined && { store }),
		...{ gateway, startedAt: isoOf(startedAt) },
		...{ outcome, detail: sentenceOf(outcome, language), freeableAt: isoOf(freeableAt) },
	};
}

/** Once, however many items come in. */
export const asItems = (list: IDataObject[]): INodeExecutionData[] =>
	list.map((json) => ({ json, pairedItem: { item: 0 } }));

/** Whether a report may still come, or a person may decide. */
const fateOf = ({ freeableAt }: DoubtfulMessage, now: number) =>
	now < freeableAt ? 'waiting' : 'to_check';

export const getToCheck: MessagesOperation = async (call) => {
	const { context, ledger, write, now, languageOf } = call;
	const slug = readOnce<unknown>(context, 'brand', '', { label: 'Brand', extractValue: true });
	const [brand, campaign] = [String(slug ?? ''), readText(context, 'campaign', 'Campaign')];
	const filter = {
		...(brand !== '' && { brand: (await ledger.getBrand(brand)).slug }),
		...(campaign !== '' && { campaign }),
		quietMs: QUIET_MS,
	};
	const most = readOnce<boolean>(context, 'returnAll', false)
		? Infinity
		: readWhole(context, 'limit', 'Limit', { fallback: 50, least: 1 });
	// What a crash left unanswered is to be checked as well.
	if (write) await ledger.sweep(now);
	const messages = await allInDoubt(ledger, filter, most);
	addHint(
		context,
		messages.length === 0 ? 'Nothing to check.' : `${count(messages.length)} to check.`,
	);
	return asItems(
		messages.map((message) => onScreen(message, fateOf(message, now), languageOf(message.brand))),
	);
};
