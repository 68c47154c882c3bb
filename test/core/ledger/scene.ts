import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { E164 } from '../../../core/item';
import type {
	Answer,
	ClaimRequest,
	ClaimVerdict,
	Ledger,
	ReserveEntry,
	ReserveRequest,
	ReserveVerdict,
} from '../../../core/ledger';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Tuesday 6 October 2026, noon in Paris. */
export const NOON = Date.UTC(2026, 9, 6, 10);

/** From the range ARCEP keeps for films and series: it reaches nobody. */
export function phone(n: number): E164 {
	return `+33639980${String(n).padStart(3, '0')}` as E164;
}

export const MARTIN = phone(1);
export const DURAND = phone(2);

export interface Engine {
	open(): Promise<Ledger>;
	/** rows as they are in the tables, past the ledger */
	query(sql: string): Promise<Array<Record<string, unknown>>>;
	/** every row of every table, to see that nothing was written */
	dump(): Promise<string>;
	/** what it has on the disk */
	bytes(): Promise<Buffer>;
	/** how another process opens it, in which `ledger` is the bundled module */
	opening: string;
	discard(): Promise<void>;
}

type Entry = Omit<ReserveEntry, 'occasion'> & { occasion?: string; ref?: string; call?: string };
type Over<T> = Partial<Omit<T, 'entries'>>;

const once = (entry: Entry) => ({ occasion: 'once', cost: 49_000, parts: 1, ...entry });

/** The usual request, with what a test is about on top. */
export class Scene {
	constructor(readonly ledger: Ledger) {}

	async reserve(entries: Entry[], over: Over<ReserveRequest> = {}): Promise<ReserveVerdict[]> {
		return await this.ledger.reserve({
			brand: 'default',
			campaign: 'private sale',
			purpose: 'marketing',
			live: true,
			now: NOON,
			...over,
			entries: entries.map(once),
		});
	}

	async claim(entries: Entry[], over: Over<ClaimRequest> = {}): Promise<ClaimVerdict[]> {
		return await this.ledger.claim({
			brand: 'default',
			campaign: 'private sale',
			purpose: 'marketing',
			live: true,
			now: NOON,
			gateway: 'sandbox',
			run: 'run-1',
			leaseMs: 2 * MINUTE,
			...over,
			entries: entries.map(once),
		});
	}

	/** One contact all the way to the gateway's answer; gives the reference. */
	async send(
		entry: Entry,
		over: Over<ClaimRequest> = {},
		answer: Partial<Answer> = {},
	): Promise<string> {
		const ref = claimedRef((await this.claim([entry], over))[0]);
		await this.ledger.settle([{ ref, outcome: 'accepted', ...answer }], over.now ?? NOON);
		return ref;
	}

	async states(campaign = 'private sale', live = true): Promise<Record<string, number>> {
		return (await this.ledger.campaignStatus('default', campaign, live)).messages;
	}
}

export function claimedRef(verdict: ClaimVerdict | undefined): string {
	if (verdict?.outcome !== 'claimed') throw new Error(`Not claimed: ${JSON.stringify(verdict)}`);
	return verdict.ref;
}

export function reservedRef(verdict: ReserveVerdict | undefined): string {
	if (verdict?.outcome !== 'reserved' || verdict.ref === undefined)
		throw new Error(`Not reserved: ${JSON.stringify(verdict)}`);
	return verdict.ref;
}

/** `reserved`, `claimed`, `replayed` or the reason. */
export function word(verdict: ReserveVerdict | ClaimVerdict | undefined): string | undefined {
	return verdict?.outcome === 'held' ? verdict.reason : verdict?.outcome;
}

export async function scratchFolder(): Promise<{
	path: string;
	file: string;
	discard(): Promise<void>;
}> {
	const path = await mkdtemp(join(tmpdir(), 'ledger-'));
	return {
		path,
		file: join(path, 'sms.sqlite'),
		discard: async () => await rm(path, { recursive: true, force: true }),
	};
}
