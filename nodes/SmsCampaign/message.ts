import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { SHOWN_ONLY } from '../shared/apply-in-editor';
import { clock } from '../shared/clock';
import { addHint } from '../shared/hints';
import { openLedger } from '../shared/open-ledger';
import { readOnce } from '../shared/parameters';
import { runMode } from '../shared/run-mode';
import type { MessagesCall, MessagesOperation } from './operation';
import { decideAs } from './decide';
import { reconcileAccount } from './reconcile';
import { getToCheck } from './to-check';

interface Row {
	run: MessagesOperation;
	writes: boolean;
}

const OPERATIONS: Record<string, Row> = {
	getToCheck: { run: getToCheck, writes: false },
	markSent: { run: decideAs('sent'), writes: true },
	reconcile: { run: reconcileAccount, writes: true },
	sendAgain: { run: decideAs('send_again'), writes: true },
};

export const isOfMessages = (context: IExecuteFunctions): boolean =>
	context.getNodeParameter('resource', 0, 'campaign') === 'message';

/** Messages are settled together, not one item after the other: one look-up serves a whole call to the gateway. */
export async function runOnMessages(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const chosen = OPERATIONS[readOnce<string>(context, 'operation', 'getToCheck')];
	if (!chosen || items.length === 0) return [];
	const ledger = await openLedger(context);
	const now = clock.now();
	const { live, run } = await runMode(context, ledger, now);
	const write = live || (chosen.writes && appliesInEditor(context));
	const brands = await ledger.listBrands();
	const languages = new Map(brands.map(({ slug, language }) => [slug, language]));
	const languageOf = (slug?: string) => languages.get(slug ?? '') ?? brands[0]?.language ?? 'fr';
	const call: MessagesCall = { context, items, ledger, write, now, run, languageOf };
	const output = await chosen.run(call);
	if (chosen.writes && !write) addHint(context, SHOWN_ONLY);
	return output;
}

const appliesInEditor = (context: IExecuteFunctions): boolean =>
	readOnce<boolean>(context, 'applyInEditor', false, { label: 'Apply in Editor Runs' });
