import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLedger, type Cap } from '../../../core/ledger';
import { anyCommand, CAMPAIGNS, compare, CONTACTS } from './commands';
import { keepsCap } from './law';
import { Model } from './model';
import { scratchFolder } from './scene';

/** 31 October 2026, 23:20 in Paris: in an hour it is November there, and still October in UTC. */
const EVE = Date.UTC(2026, 9, 31, 22, 20);

const caps: Cap[] = [
	{ perMonth: 2 },
	{ perMonth: 2, minGapHours: 20 },
	{ perDays: { max: 2, days: 2 } },
	{ perMonth: 1, perDays: { max: 1, days: 2 }, minGapHours: 5 },
];

/** Every slot that counts, by recipient, read from the file itself. */
function countedSlots(database: DatabaseSync, clock: number): number[][] {
	const rows = database
		.prepare(
			`SELECT recipient_id AS recipient, slot_at AS slot FROM message WHERE slot_at IS NOT NULL
			AND state NOT IN ('refused', 'cancelled') AND NOT (state = 'reserved' AND expires_at <= ?)`,
		)
		.all(clock);
	const recipients = [...new Set(rows.map(({ recipient }) => recipient))];
	return recipients.map((one) =>
		rows.filter(({ recipient }) => recipient === one).map(({ slot }) => Number(slot)),
	);
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

it('once, cap, STOP, crash, reports and control hold whatever is done in whatever order', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...caps),
			fc.array(anyCommand, { minLength: 5, maxLength: 40, size: 'max' }),
			async (cap, commands) => {
				const { file, discard } = await scratchFolder();
				const ledger = await openEmbeddedLedger({ file });
				const reader = new DatabaseSync(file, { readOnly: true });
				const model = new Model(cap, EVE);
				try {
					await ledger.saveBrand({ slug: 'default', cap }, EVE);
					for (const campaign of CAMPAIGNS)
						await ledger.setCampaign({ brand: 'default', campaign, now: EVE });
					for (const command of commands) {
						await command(ledger, model);
						await compare(ledger, model);
						expect(sentOnce(model)).toBe(true);
						for (const slots of countedSlots(reader, model.clock))
							expect(keepsCap(cap, slots)).toBe(true);
					}
				} finally {
					reader.close();
					await ledger.close();
					await discard();
				}
			},
		),
		{ numRuns: Number(process.env.LEDGER_RUNS ?? 120) },
	);
}, 300_000);
