import type { IExecuteFunctions } from 'n8n-workflow';
import type {
	FoundSms,
	Gateway,
	GatewaySettings,
	HttpReply,
	UnansweredCall,
} from '../../core/gateway/gateway';
import { allInDoubt, reconcile, type Fate, type Reconciled } from '../../core/reconcile/reconcile';
import { readGateway } from '../shared/gateway';
import { accountSettings } from '../shared/gateway-account';
import { readPages, refusesAccount, unusableReply } from '../shared/gateway-pages';
import { addHint, count } from '../shared/hints';
import { gatewayAccount } from '../shared/stop-listening';
import type { MessagesOperation } from './operation';
import { asItems, onScreen, QUIET_MS } from './to-check';

/** Settles the messages to check of one gateway account as far as the gateway can tell. Once, however many items come in. */
export const reconcileAccount: MessagesOperation = async (call) => {
	const { context, ledger, write, now, run, languageOf } = call;
	const gateway = readGateway(context);
	const account = gatewayAccount(gateway, context.getNode());
	const questions = new Questions(context, gateway, await accountSettings(context, gateway));
	const reconciled = await reconcile({
		...{ ledger, gateway, account, quietMs: QUIET_MS, actor: run, now, dryRun: !write },
		ask: async (unanswered) => await questions.ask(unanswered),
		cancelled: () => context.getExecutionCancelSignal()?.aborted === true,
	});
	if (questions.refusal && reconciled.every(({ fate }) => isOpen(fate)))
		throw unusableReply(context, gateway, questions.refusal);
	addHint(context, summaryOf(reconciled));
	const stopped = reconciled.filter(({ optedOut }) => optedOut).length;
	if (stopped > 0) addHint(context, optedOutAtGateway(gateway, stopped));
	if (!gateway.lookUp) addHint(context, cannotBeAsked(gateway));
	const all = await allInDoubt(ledger, {});
	const elsewhere = all.filter((one) => one.gateway === gateway.id && one.account !== account);
	if (elsewhere.length > 0) addHint(context, otherAccounts(gateway, elsewhere.length), 'warning');
	return asItems(
		reconciled.map(({ message, fate }) => onScreen(message, fate, languageOf(message.brand))),
	);
};

const OPEN: ReadonlySet<Fate> = new Set<Fate>(['waiting', 'to_check', 'unclear']);
const isOpen = (fate: Fate): boolean => OPEN.has(fate);

/** Asks the gateway about calls; once it has turned the account away, it is not asked again in this run. */
class Questions {
	refusal?: HttpReply;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly gateway: Gateway,
		private readonly settings: GatewaySettings,
	) {}

	async ask(call: UnansweredCall): Promise<FoundSms[] | undefined> {
		const { lookUp } = this.gateway;
		if (!lookUp || this.refusal) return undefined;
		const pages = await readPages<FoundSms>(this.context, this.gateway, {
			build: (page) => lookUp.build(call, this.settings, page),
			parse: (reply, page) => {
				const read = lookUp.parse(reply, page);
				return read && { list: read.found, next: read.next };
			},
		});
		if ('list' in pages) return pages.list;
		if (pages.unusable && refusesAccount(pages.unusable)) this.refusal = pages.unusable;
		return undefined;
	}
}

/** A hint counts what each kind of outcome means to a marketer. */
const WORDS: Array<[words: string, fates: Fate[]]> = [
	['sent after all', ['accepted', 'delivered', 'undelivered', 'expired', 'settled']],
	['never sent, the next run may send them', ['not_found', 'refused']],
	['too early to tell', ['waiting']],
	['for a person', ['to_check', 'unclear']],
];

function summaryOf(reconciled: Reconciled[]): string {
	if (reconciled.length === 0) return 'Nothing to check.';
	const words = WORDS.flatMap(([text, fates]) => {
		const number = reconciled.filter(({ fate }) => fates.includes(fate)).length;
		return number === 0 ? [] : [`${count(number)} ${text}`];
	});
	return `${count(reconciled.length)} to check: ${words.join(', ')}.`;
}

const cannotBeAsked = ({ displayName }: Gateway): string =>
	`${displayName} cannot be asked what became of an SMS: a delivery report settles it, or a person does with Mark as Sent or Send Again.`;

const optedOutAtGateway = ({ displayName }: Gateway, number: number): string =>
	`${count(number)} had opted out at ${displayName}: recorded as a STOP, the brand writes to them no more.`;

const otherAccounts = ({ displayName }: Gateway, number: number): string =>
	`${count(number)} more left through another account of ${displayName}: run Reconcile with its credential.`;
