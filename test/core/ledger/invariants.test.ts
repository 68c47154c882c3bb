import fc from 'fast-check';
import type { Cap } from '../../../core/ledger';
import { anyCommand, CAMPAIGNS, compare, CONTACTS } from './commands';
import { keepsCap } from './law';
import { Model } from './model';
import { ENGINES } from './engines';
import type { Engine } from './scene';

/** 31 October 2026, 23:20 in Paris: in an hour it is November there, and still October in UTC. */
const EVE = Date.UTC(2026, 9, 31, 22, 20);

const caps: Cap[] = [
	{ perMonth: 2 },
	{ perMonth: 2, minGapHours: 20 },
	{ perDays: { max: 2, days: 2 } },
	{ perMonth: 1, perDays: { max: 1, days: 2 }, minGapHours: 5 },
];

/** Every slot that counts, by recipient, read past the ledger. */
async function countedSlots(engine: Engine, clock: number): Promise<number[][]> {
	const rows = await engine.query(
		`SELECT recipient_id AS recipient, slot_at AS slot FROM message WHERE slot_at IS NOT NULL
		AND state NOT IN ('refused', 'cancelled') AND NOT (state = 'reserved' AND expires_at <= ${clock})`,
	);
	const byRecipient = Map.groupBy(rows, ({ recipient }) => recipient);
	return [...byRecipient.values()].map((all) => all.map(({ slot }) => Number(slot)));
}

/** Invariant 1: of one message, at most one attempt was taken by the gateway or may have been. */
function sentOnce(model: Model): boolean {
	return CAMPAIGNS.every((campaign) =>
		CONTACTS.every((contact) => {
			const taken = model.attempts.filter(
				(attempt) =>
					attempt.campaign === campaign &&
					attempt.contact === contact &&
					attempt.word !== 'refused' &&
					attempt.word !== 'not_sent',
			);
			return taken.length <= 1;
		}),
	);
}

describe.each(ENGINES)('in the $name ledger', ({ makeEngine, share }) => {
	it('once, cap, STOP, crash, reports and control hold whatever is done in whatever order', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...caps),
				fc.array(anyCommand, { minLength: 5, maxLength: 40, size: 'max' }),
				async (cap, commands) => {
					const engine = await makeEngine();
					const ledger = await engine.open();
					const model = new Model(cap, EVE);
					try {
						await ledger.saveBrand({ slug: 'default', cap }, EVE);
						for (const campaign of CAMPAIGNS)
							await ledger.setCampaign({ brand: 'default', campaign, now: EVE });
						for (const command of commands) {
							await command(ledger, model);
							await compare(ledger, model);
							expect(sentOnce(model)).toBe(true);
							for (const slots of await countedSlots(engine, model.clock))
								expect(keepsCap(cap, slots)).toBe(true);
						}
					} finally {
						await ledger.close();
						await engine.discard();
					}
				},
			),
			{ numRuns: Math.ceil(Number(process.env.LEDGER_RUNS ?? 120) * share) },
		);
	}, 300_000);
});
