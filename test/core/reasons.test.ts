import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, REASONS, type Reason } from '../../core/reasons';

const root = join(__dirname, '../..');

/** The sources of the package that may give a reason; the table itself and the words of hints give none. */
const sources = ['core', 'nodes']
	.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
			join(folder, file),
		),
	)
	.filter((file) => file.endsWith('.ts') && !/reasons\.ts$|reason-words\.ts$/.test(file))
	.map((file) => readFileSync(join(root, file), 'utf8'))
	.join('\n');

/** Their features are to come; docs/architecture.md says so. */
const NOT_YET: Reason[] = ['CONTROL_GROUP'];

describe('the reasons', () => {
	it('are the list of the item contract', () => {
		expect([...REASONS].sort()).toEqual(
			`ALREADY_SENT BAD_SENDER BUDGET_SPENT CAMPAIGN_CANCELLED CAMPAIGN_PAUSED CAPPED CONSENT_EXPIRED
			CONSENT_PENDING CONTROL_GROUP DUPLICATE FORBIDDEN_TOPIC INVALID_NUMBER IN_DOUBT IN_PROGRESS MINOR
			MISSING_FIELD NOT_IN_SEGMENT NOT_MOBILE NO_CONSENT OUTSIDE_HOURS OUT_OF_ZONE PUBLIC_SHORTENER
			REF_MISMATCH STOP_MISSING SUPPRESSED TOO_LONG`.split(/\s+/),
		);
	});

	it('are each given somewhere, or said to be to come', () => {
		const architecture = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
		expect(REASONS.filter((reason) => !sources.includes(`'${reason}'`))).toEqual(NOT_YET);
		for (const reason of NOT_YET) expect(architecture).toContain(reason);
	});

	it.each(REASONS)('%s has a sentence in both languages, filled in whole', (reason) => {
		const values = {
			value: '06',
			at: '2020',
			sender: 'X',
			topic: 'x',
			link: 'x',
			parts: 3,
			max: 1,
			field: 'x',
		};
		for (const language of ['fr', 'en'] as const) {
			expect(explain(reason, language, values)).toMatch(/^[\p{Lu}\d][^{}]{5,}[^.{}]$/u);
			expect(explain(reason, language, values)).not.toMatch(/ {2}|"" |\(\)/);
		}
	});
});
