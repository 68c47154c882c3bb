import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { DoubtfulMessage, ResolveRequest, ResolveVerdict } from '../../core/ledger';
import { allInDoubt } from '../../core/reconcile/reconcile';
import { sentenceOf, type Decision } from '../../core/reconcile/sentences';
import { inProperty } from '../shared/errors';
import { addHint, count } from '../shared/hints';
import { readSms } from '../shared/items';
import { readPerItem } from '../shared/parameters';
import { readText } from '../shared/typed-parameters';
import type { MessagesCall, MessagesOperation } from './operation';
import { onScreen, QUIET_MS } from './to-check';

/** A message somebody decides about, and the item that names it. */
interface Named {
	ref: string;
	item: number;
}

const DONE = { sent: 'marked_sent', send_again: 'may_be_sent_again' } as const;

const decisionOf = ({ outcome }: ResolveVerdict, as: ResolveRequest['as']): Decision =>
	({ resolved: DONE[as], not_in_doubt: 'not_to_check', too_early: 'too_early' })[
		outcome
	] as Decision;

const HINTS: Record<Decision, string> = {
	marked_sent: 'marked as sent',
	may_be_sent_again: 'may be sent again by the next run',
	not_to_check: 'not to be checked any more',
	too_early: 'too early to send again',
};

/** A person's word on messages to check: one answer for each message named. */
export const decideAs =
	(as: ResolveRequest['as']): MessagesOperation =>
	async (call) => {
		const { context, ledger, write, now, run } = call;
		const { named, failed } = readNamed(call);
		const actor = readText(context, 'decidedBy', 'Decided By').slice(0, 200);
		if (write) await ledger.sweep(now);
		const known = new Map(
			(await allInDoubt(ledger, { quietMs: QUIET_MS })).map((message) => [message.ref, message]),
		);
		const verdicts = await ledger.resolve({
			...{ refs: named.map(({ ref }) => ref), as, quietMs: QUIET_MS, now, dryRun: !write },
			actor: actor === '' ? run : actor,
		});
		const decided = named.flatMap(({ ref, item }, index) => {
			const verdict = verdicts[index];
			return verdict ? [{ ref, item, decision: decisionOf(verdict, as) }] : [];
		});
		addHint(context, summaryOf(decided.map(({ decision }) => decision)));
		const output: INodeExecutionData[] = decided.map(({ ref, item, decision }) => ({
			json: shown(call, ref, decision, known.get(ref)),
			pairedItem: { item },
		}));
		return [...output, ...failed];
	};

function shown(
	{ languageOf }: MessagesCall,
	ref: string,
	decision: Decision,
	message: DoubtfulMessage | undefined,
): IDataObject {
	if (message) return onScreen(message, decision, languageOf(message.brand));
	return { ref, outcome: decision, detail: sentenceOf(decision, languageOf()) };
}

function summaryOf(decisions: Decision[]): string {
	const words = [...new Set(decisions)].map((decision) => {
		const number = decisions.filter((one) => one === decision).length;
		return `${count(number)} ${HINTS[decision]}`;
	});
	return `${words.join(', ')}.`;
}

/** The messages the items name. @throws NodeOperationError for an item that names none, unless the run is to go on */
function readNamed({ context, items }: MessagesCall): {
	named: Named[];
	failed: INodeExecutionData[];
} {
	const given = readPerItem<unknown>(context, 'messageRefs', '', { label: 'Messages' });
	const named: Named[] = [];
	const failed: INodeExecutionData[] = [];
	const seen = new Set<string>();
	for (const [item, { json }] of items.entries()) {
		const listed = refsIn(given(item));
		const refs = listed.length > 0 ? listed : refsIn(json.ref ?? readSms(json).ref);
		if (refs.length === 0) {
			const error = inProperty(
				context,
				item,
				'The item names no message',
				"Give the reference in 'Messages', or items of Get To Check or of the output To Check of SMS Send.",
			);
			if (!context.continueOnFail()) throw error;
			failed.push({ json: { error: error.message }, pairedItem: { item } });
		}
		// A list that serves all items names each message once.
		for (const ref of refs) {
			if (seen.has(ref)) continue;
			seen.add(ref);
			named.push({ ref, item });
		}
	}
	return { named, failed };
}

/** From a text with commas or line ends between, from a list of texts, or of items. */
function refsIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(refsIn);
	if (typeof value === 'object' && value !== null && 'ref' in value) return refsIn(value.ref);
	return typeof value === 'string' ? value.split(/[\s,;]+/).filter((one) => one !== '') : [];
}
