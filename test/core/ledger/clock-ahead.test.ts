import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openEmbeddedLedger, type Ledger } from '../../../core/ledger';
import { postgresEngine } from './postgres-engine';
import { HOUR, phone, Scene, scratchFolder, word } from './scene';

/** What docs/operating.md says to do after a clock was ahead, with the statements that stand there. */
const page = readFileSync(resolve(__dirname, '../../../docs/operating.md'), 'utf8');
const [, section = ''] = page.split('### A clock that was ahead');
const statement = (kind: string): string =>
	new RegExp(`\`\`\`${kind}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1] ?? '';

const claimAt = async (ledger: Ledger, n: number, now: number) =>
	(await new Scene(ledger).claim([{ to: phone(n) }], { now })).map(word);

/** Somebody writes three hours ahead; then the clock is right. */
async function refusesWhoIsRight(ledger: Ledger): Promise<void> {
	expect(await claimAt(ledger, 1, Date.now() + 3 * HOUR)).toEqual(['claimed']);
	await expect(claimAt(ledger, 2, Date.now())).rejects.toMatchObject({
		code: 'CLOCK',
		hint: expect.stringContaining('A clock that was ahead'),
	});
}

/** And goes on, with what was sent meanwhile. */
async function goesOn(ledger: Ledger): Promise<void> {
	expect(await claimAt(ledger, 2, Date.now())).toEqual(['claimed']);
	expect(await claimAt(ledger, 1, Date.now())).not.toEqual(['claimed']);
}

it('PostgreSQL: one host whose clock was ahead', async () => {
	const engine = await postgresEngine();
	const ledger = await engine.open();
	await refusesWhoIsRight(ledger);
	await engine.query(statement('sql').replace('sms_marketing', engine.options.schema));
	await goesOn(ledger);
	await ledger.close();
	await engine.discard();
});

it('built in: the clock of the machine was ahead', async () => {
	const { path, discard } = await scratchFolder();
	const file = join(path, 'ledger.sqlite');
	const ledger = await openEmbeddedLedger({ file });
	await refusesWhoIsRight(ledger);
	await ledger.close();
	const command = statement('sh').replace('~/.n8n/sms-marketing/ledger.sqlite', `'${file}'`);
	execFileSync('sh', ['-euc', command], { stdio: 'pipe' });
	const again = await openEmbeddedLedger({ file });
	await goesOn(again);
	await again.close();
	await discard();
});
