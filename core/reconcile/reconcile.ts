import type { FoundSms, Gateway, ReportStatus, UnansweredCall } from '../gateway/gateway';
import { waysToWrite } from '../inbound/record';
import type { DoubtfulMessage, Ledger, QuietMs } from '../ledger';
import { unansweredCalls } from './calls';

/**
 * What became of a message in doubt: what the gateway tells of it; `not_found` = it surely never left and may be sent again;
 * `settled` = a delivery report came in the meantime; `waiting` = too early to tell; `to_check`, `unclear` = for a person,
 * since the gateway cannot be asked, or gave no answer that can be used.
 */
export type Fate = ReportStatus | 'not_found' | 'settled' | 'waiting' | 'to_check' | 'unclear';

export interface Reconciled {
	message: DoubtfulMessage;
	fate: Fate;
	/** the gateway said that the person has opted out there: recorded as a STOP for the brand */
	optedOut?: true;
}

export interface ReconcileRequest {
	ledger: Ledger;
	gateway: Gateway;
	/** the gateway with its credential: messages of another one are not looked for here, where they would be missing */
	account: string;
	/** what the gateway knows of a call; undefined = its answer cannot be used */
	ask: (call: UnansweredCall) => Promise<FoundSms[] | undefined>;
	quietMs: QuietMs;
	/** who asks, kept with what is decided */
	actor: string;
	/** before the first question is asked */
	now: number;
	/** decides the same, writes nothing */
	dryRun: boolean;
	cancelled?: () => boolean;
}

/** Calls asked about at once. */
const LANES = 4;
const NOT_FOUND = 'NOT_FOUND';

/**
 * Settles what can be settled of the messages in doubt of one gateway account, in the order of their calls. Those that a
 * stopped run did not reach are left out.
 * @throws LedgerError
 */
export async function reconcile(request: ReconcileRequest): Promise<Reconciled[]> {
	const { ledger, gateway, account, quietMs, now, dryRun } = request;
	if (!dryRun) await ledger.sweep(now);
	const messages = await allInDoubt(ledger, { account, quietMs });
	const [fates, optedOut] = [new Map<string, Fate>(), new Set<string>()];
	if (!gateway.lookUp) {
		for (const message of messages) fates.set(message.ref, unanswered(message, now, 'to_check'));
	} else {
		const calls = unansweredCalls(messages).values();
		const lane = async () => {
			for (const call of calls) {
				if (request.cancelled?.() === true) return;
				const told = await fatesOf(request, call);
				for (const [ref, fate] of told.fates) fates.set(ref, fate);
				for (const ref of told.optedOut) optedOut.add(ref);
			}
		};
		await Promise.all(Array.from({ length: LANES }, lane));
	}
	return messages.flatMap((message) => {
		const fate = fates.get(message.ref);
		const stopped = optedOut.has(message.ref) && ({ optedOut: true } as const);
		return fate === undefined ? [] : [{ message, fate, ...stopped }];
	});
}

const PAGE = 500;

/** Everything in doubt, oldest first. */
export async function allInDoubt(
	ledger: Ledger,
	filter: { brand?: string; campaign?: string; account?: string; quietMs?: QuietMs },
	most = Infinity,
): Promise<DoubtfulMessage[]> {
	const all: DoubtfulMessage[] = [];
	while (all.length < most) {
		const limit = Math.min(PAGE, most - all.length);
		const page = await ledger.inDoubt({ ...filter, after: all.at(-1)?.ref, limit });
		for (const message of page) all.push(message);
		if (page.length < limit) break;
	}
	return all;
}

const unanswered = ({ freeableAt }: DoubtfulMessage, now: number, late: Fate): Fate =>
	now < freeableAt ? 'waiting' : late;

type AskedCall = UnansweredCall & { messages: DoubtfulMessage[] };

async function fatesOf(
	request: ReconcileRequest,
	unansweredCall: AskedCall,
): Promise<{ fates: Map<string, Fate>; optedOut: ReadonlySet<string> }> {
	const { messages, ...call } = unansweredCall;
	const found = await request.ask(call);
	const known = found === undefined ? undefined : await believe(request, unansweredCall, found);
	const fates = new Map<string, Fate>();
	const missing: DoubtfulMessage[] = [];
	for (const message of messages) {
		const status = known?.statuses.get(message.ref);
		const fate = status ?? unanswered(message, request.now, 'unclear');
		fates.set(message.ref, fate);
		if (fate === 'unclear' && known?.allNamed === true) missing.push(message);
	}
	for (const [ref, fate] of await free(request, missing)) fates.set(ref, fate);
	return { fates, optedOut: known?.optedOut ?? new Set() };
}

interface Known {
	/** by reference */
	statuses: Map<string, ReportStatus>;
	/** references of who has opted out at the gateway */
	optedOut: Set<string>;
	allNamed: boolean;
}

/** Writes what the gateway tells to the ledger, STOPs first. */
async function believe(
	request: ReconcileRequest,
	asked: AskedCall,
	found: FoundSms[],
): Promise<Known> {
	const { ledger, gateway, now, dryRun } = request;
	const { call } = asked;
	const names = found.map(({ ref, to, providerId }) => {
		return { gateway: gateway.id, ref, providerId, call, to: to && waysToWrite(to).at(-1) };
	});
	const refs = await ledger.findAttempts(names);
	const statuses = new Map<string, ReportStatus>();
	const optedOut = await recordOptOuts(request, asked, found, refs);
	const events = found.flatMap(({ status, code, providerId }, index) => {
		const ref = refs[index];
		if (ref === undefined) return [];
		statuses.set(ref, status);
		const key = `look-up ${ref} ${status}`;
		return [{ key, gateway: gateway.id, ref, providerId, status, code, at: now }];
	});
	if (!dryRun && events.length > 0) await ledger.report(events, now);
	// An SMS of the call that cannot be told whose it is may be anybody's: then nobody's is missing.
	return { statuses, optedOut, allNamed: events.length === found.length };
}

/**
 * Who has opted out at the gateway is written to no more, as when SMS Send or SMS Trigger learn it. A call is of one brand;
 * the STOP is known under the attempt, so that asking again does not undo an opt-in that came after it.
 */
async function recordOptOuts(
	{ ledger, now, dryRun }: ReconcileRequest,
	{ call, messages }: AskedCall,
	found: FoundSms[],
	refs: ReadonlyArray<string | undefined>,
): Promise<Set<string>> {
	const known = new Set<string>();
	const [first] = messages;
	for (const [index, { to, optedOut }] of found.entries()) {
		if (!optedOut || to === undefined || first === undefined) continue;
		const ref = refs[index];
		if (ref !== undefined) known.add(ref);
		if (dryRun) continue;
		const { brand, startedAt } = first;
		const stop = { brand, source: 'gateway', sourceRef: ref ?? call, at: startedAt, now } as const;
		for (const number of waysToWrite(to)) await ledger.optOut({ ...stop, to: number });
	}
	return known;
}

/** The gateway does not know them, long after the call: they never left. What a report has settled meanwhile stays. */
async function free(
	{ ledger, quietMs, actor, now, dryRun }: ReconcileRequest,
	missing: DoubtfulMessage[],
): Promise<Array<[ref: string, fate: Fate]>> {
	if (missing.length === 0) return [];
	const refs = missing.map(({ ref }) => ref);
	const decision = { as: 'send_again', code: NOT_FOUND, actor, quietMs, now, dryRun } as const;
	const verdicts = await ledger.resolve({ ...decision, refs });
	const fates = { resolved: 'not_found', not_in_doubt: 'settled', too_early: 'waiting' } as const;
	return refs.map((ref, index) => [ref, fates[verdicts[index]?.outcome ?? 'too_early']]);
}
