// The clock of the n8n under test, which the checks may set forward. Never back: the ledger refuses that.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PRELOAD = join(import.meta.dirname, 'clock-preload.cjs');

/** `env` starts n8n with this clock; `setTo` is in force when it answers; `now` is the time there. */
export function testClock(folder) {
	const file = join(folder, 'clock.json');
	let offset = 0;
	const write = () => {
		writeFileSync(`${file}.new`, JSON.stringify({ offset }));
		renameSync(`${file}.new`, file);
	};
	write();
	return {
		env: {
			NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
			E2E_CLOCK: file,
			// the other engine evaluates expressions where this clock does not reach
			N8N_EXPRESSION_ENGINE: 'legacy',
		},
		now: () => Date.now() + offset,
		/** @param {number} moment ms UTC */
		async setTo(moment) {
			const wanted = moment - Date.now();
			if (wanted < offset) throw new RangeError('The clock can only be set forward.');
			offset = wanted;
			write();
			await pause(500);
		},
	};
}
