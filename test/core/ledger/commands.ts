import fc from 'fast-check';
import type { Answer, CampaignState, Cap, Ledger } from '../../../core/ledger';
import { LEASE, type Model } from './model';
import { DAY, HOUR, MINUTE, phone, Scene, word } from './scene';

export const CAMPAIGNS = ['a', 'b', 'c'];
export const CONTACTS = [0, 1];
const COST = 49_000;

/** One thing somebody does: done to the ledger and to the model, and the answers compared. */
export type Command = (ledger: Ledger, model: Model) => Promise<void>;

const campaign = fc.constantFrom(...CAMPAIGNS);
const contact = fc.constantFrom(...CONTACTS);
const contacts = fc.array(contact, { minLength: 1, maxLength: 3 });
const tighter: fc.Arbitrary<Cap> = fc.constantFrom<Cap>(
	{},
	{},
	{ perMonth: 1 },
	{ minGapHours: 30 },
	{ perDays: { max: 1, days: 3 } },
);

const reserve = fc.record({
	name: campaign,
	whom: contacts,
	cap: tighter,
	planned: fc.constantFrom(0, 0, 0, HOUR, DAY, 3 * DAY),
	ttlMs: fc.constantFrom(20 * MINUTE, 2 * HOUR, 2 * DAY),
});

const claim = fc.record({
	name: campaign,
	whom: contacts,
	cap: tighter,
	/** under the reference of the row, of another contact, or none */
	by: fc.constantFrom('own', 'own', 'none', 'foreign'),
	run: fc.constantFrom('r1', 'r2'),
});

const settle = fc.record({
	pick: fc.nat(),
	outcome: fc.constantFrom<Answer['outcome']>('accepted', 'refused', 'in_doubt', 'not_sent'),
	permanent: fc.boolean(),
});

function named<T>(name: string, of: fc.Arbitrary<T>, make: (value: T) => Command) {
	return of.map((value) =>
		Object.assign(make(value), { [fc.toStringMethod]: () => `${name} ${fc.stringify(value)}` }),
	);
}

export const anyCommand = fc.oneof(
	{ weight: 5, arbitrary: named('reserve', reserve, reserving) },
	{ weight: 6, arbitrary: named('claim', claim, claiming) },
	{ weight: 5, arbitrary: named('settle', settle, settling) },
	{
		weight: 2,
		arbitrary: named(
			'wait',
			fc.constantFrom(MINUTE, HOUR, 7 * HOUR, DAY, 4 * DAY),
			(ms) => async (_, model) => {
				model.now += ms;
			},
		),
	},
	{
		weight: 2,
		arbitrary: named('clock step', fc.constantFrom(-HOUR, HOUR), (ms) => async (_, model) => {
			// Never two hours behind: the ledger would refuse.
			if (model.now + ms > model.clock - 2 * HOUR) model.now += ms;
		}),
	},
	{ weight: 2, arbitrary: named('sweep', fc.constant(0), () => sweeping) },
	{
		weight: 1,
		arbitrary: named('release', fc.record({ name: campaign, who: contact }), releasing),
	},
	{ weight: 1, arbitrary: named('stop', contact, stopping) },
	{
		weight: 2,
		arbitrary: named('report', fc.record({ pick: fc.nat(), arrived: fc.boolean() }), reporting),
	},
	{
		weight: 3,
		arbitrary: named(
			'decide',
			fc.record({ pick: fc.nat(), as: fc.constantFrom('sent' as const, 'send_again' as const) }),
			deciding,
		),
	},
	{
		weight: 2,
		arbitrary: named(
			'campaign',
			fc.record({
				name: campaign,
				state: fc.constantFrom<CampaignState>('running', 'running', 'paused', 'cancelled'),
				budget: fc.constantFrom(null, null, COST, 3 * COST),
			}),
			changing,
		),
	},
);

function request(name: string, cap: Cap, model: Model) {
	return {
		brand: 'default',
		campaign: name,
		purpose: 'marketing' as const,
		live: true,
		cap,
		now: model.now,
	};
}

function reserving({ name, whom, cap, planned, ttlMs }: Generated<typeof reserve>): Command {
	return async (ledger, model) => {
		const slotAt = model.now + planned;
		const entries = whom.map((who) => ({ to: phone(who), occasion: 'once', slotAt, cost: COST }));
		const asked = { ...request(name, cap, model), entries, ttlMs };
		const dry = await ledger.reserve({ ...asked, dryRun: true });
		const verdicts = await ledger.reserve(asked);
		expect(dry.map(word)).toEqual(verdicts.map(word));
		model.tick();
		let granted = 0;
		whom.forEach((who, index) => {
			const verdict = verdicts[index];
			if (whom.indexOf(who) < index) return expect(word(verdict)).toBe('DUPLICATE');
			const caps = [model.brandCap, cap];
			const expected = model.verdict({
				campaign: name,
				contact: who,
				slotAt,
				caps,
				cost: COST,
				planned: granted,
			});
			expect(word(verdict)).toBe(expected === 'ok' ? 'reserved' : expected);
			if (verdict?.outcome !== 'reserved') return;
			granted += COST;
			const row = model.row(name, who);
			if (row?.state === 'reserved') expect(verdict.ref).toBe(row.ref);
			else expect(verdict.ref).not.toBe(row?.ref);
			model.reserved(name, who, verdict.ref ?? '', slotAt, ttlMs);
		});
	};
}

function claiming({ name, whom, cap, by, run }: Generated<typeof claim>): Command {
	return async (ledger, model) => {
		const refOf = (who: number) => {
			if (by === 'none') return undefined;
			return model.row(name, by === 'own' ? who : (who + 1) % CONTACTS.length)?.ref;
		};
		const entries = whom.map((who) => ({
			to: phone(who),
			occasion: 'once',
			cost: COST,
			ref: refOf(who),
		}));
		const verdicts = await ledger.claim({
			...request(name, cap, model),
			entries,
			run,
			gateway: 'sandbox',
			leaseMs: LEASE,
		});
		model.tick();
		const seen = new Set<number>();
		whom.forEach((who, index) => {
			const verdict = verdicts[index];
			const row = model.row(name, who);
			const ref = entries[index]?.ref;
			if (ref !== undefined && !model.knows(name, who, ref))
				return expect(word(verdict)).toBe('REF_MISMATCH');
			if (seen.has(who)) return expect(word(verdict)).toBe('DUPLICATE');
			seen.add(who);
			const sent = row && ['accepted', 'delivered', 'undelivered'].includes(row.state);
			if (sent && row.run === run) return expect(word(verdict)).toBe('replayed');
			const caps = [model.brandCap, cap];
			const expected = model.verdict({
				campaign: name,
				contact: who,
				slotAt: model.now,
				caps,
				cost: COST,
			});
			expect(word(verdict)).toBe(expected === 'ok' ? 'claimed' : expected);
			if (verdict?.outcome !== 'claimed') return model.cancel((other) => other === row);
			expect(model.attempts.map((attempt) => attempt.ref)).not.toContain(verdict.ref);
			const taken = model.reserved(name, who, verdict.ref, model.now, 2 * HOUR);
			Object.assign(taken, { state: 'sending', leaseUntil: model.clock + LEASE, cost: COST, run });
			model.campaign(name).spent += COST;
			model.attempts.push({ ref: verdict.ref, campaign: name, contact: who });
		});
	};
}

function settling({ pick, outcome, permanent }: Generated<typeof settle>): Command {
	return async (ledger, model) => {
		const attempt = model.attempts[pick % model.attempts.length];
		if (!attempt) return;
		// A gateway says one thing: only "in doubt" may be followed by another word.
		if (attempt.word === undefined || attempt.word === 'in_doubt') attempt.word = outcome;
		await ledger.settle([{ ref: attempt.ref, outcome: attempt.word, permanent }], model.now);
		model.tick();
		model.answered(attempt, attempt.word, permanent);
	};
}

function reporting({ pick, arrived }: { pick: number; arrived: boolean }): Command {
	return async (ledger, model) => {
		const attempt = model.attempts[pick % model.attempts.length];
		if (!attempt || attempt.word === 'refused' || attempt.word === 'not_sent') return;
		attempt.word = 'accepted';
		const status = arrived ? 'delivered' : 'undelivered';
		const key = `${attempt.ref} ${status}`;
		await ledger.report(
			[{ key, gateway: 'sandbox', ref: attempt.ref, status, at: model.now }],
			model.now,
		);
		const row = model.row(attempt.campaign, attempt.contact);
		if (row && ['sending', 'in_doubt', 'accepted'].includes(row.state)) row.state = status;
	};
}

/** A person's word on a message that may be in doubt. */
function deciding({ pick, as }: { pick: number; as: 'sent' | 'send_again' }): Command {
	return async (ledger, model) => {
		const attempt = model.attempts[pick % model.attempts.length];
		if (!attempt) return;
		const request = { refs: [attempt.ref], as, actor: 'somebody', now: model.now };
		const [verdict] = await ledger.resolve(request);
		expect(verdict?.outcome).toBe(model.decided(attempt, as));
	};
}

async function sweeping(ledger: Ledger, model: Model): Promise<void> {
	const swept = await ledger.sweep(model.now);
	model.tick();
	expect(swept).toBe(model.sweep());
}

function releasing({ name, who }: { name: string; who: number }): Command {
	return async (ledger, model) => {
		const row = model.row(name, who);
		const released = await ledger.release([row?.ref ?? 'none'], model.now);
		expect(released).toBe(model.cancel((other) => other === row));
	};
}

function stopping(who: number): Command {
	return async (ledger, model) => {
		const at = model.now;
		const stop = {
			brand: 'default',
			to: phone(who),
			source: 'sms',
			sourceRef: String(model.stops++),
			at,
			now: at,
		};
		const { cancelled } = await ledger.optOut(stop);
		model.stopped.add(who);
		expect(cancelled).toBe(model.cancel((row) => row.contact === who));
	};
}

function changing(change: { name: string; state: CampaignState; budget: number | null }): Command {
	return async (ledger, model) => {
		const { name, state, budget } = change;
		await ledger.setCampaign({ brand: 'default', campaign: name, state, budget, now: model.now });
		Object.assign(model.campaign(name), { state, budget: budget ?? undefined });
		if (state === 'cancelled') model.cancel((row) => row.campaign === name);
	};
}

/** Compares what can be seen of the ledger with the model. */
export async function compare(ledger: Ledger, model: Model): Promise<void> {
	const scene = new Scene(ledger);
	for (const name of CAMPAIGNS) {
		expect(await scene.states(name)).toEqual(model.states(name));
		const { spent } = await ledger.campaignStatus('default', name, true);
		expect(spent).toBe(model.campaign(name).spent);
	}
}

type Generated<T> = T extends fc.Arbitrary<infer V> ? V : never;
