import { explain } from '../../core/reasons';
import { clock } from '../shared/clock';
import type { MessageGroup } from '../shared/message-groups';
import { pause } from '../shared/pause';
import { sendBatch } from './batch';
import { smsAt, type SendJob } from './job';
import { placeVerdict } from './placing';

/** Batches in flight at once for a gateway that takes few SMS in a call; the others are quick enough one by one. */
const LANES = 4;
const SMALL_BATCH = 10;

export interface LiveRun {
	/** what stopped the run: the gateway or the ledger */
	failure?: unknown;
}

/**
 * Sends for real. After Stop, or once gateway or ledger fail, nothing more is claimed; calls in flight are seen through.
 * Items that were not reached have no place afterwards, their reservations stay.
 */
export async function sendLive(job: SendJob): Promise<LiveRun> {
	const run: LiveRun = {};
	const signal = job.context.getExecutionCancelSignal();
	const stopped = () => signal?.aborted === true || run.failure !== undefined;
	await job.ledger.sweep(clock.now());
	for (const group of job.groups) {
		const batches = batchesOf(job, group);
		const lane = async () => {
			while (!stopped()) {
				const { value: batch } = batches.next();
				if (!batch) return;
				try {
					await sendBatch(job, group, batch, stopped);
				} catch (error) {
					run.failure ??= error;
				}
				await pause();
			}
		};
		const lanes = job.settings.batchSize < SMALL_BATCH ? LANES : 1;
		await Promise.all(Array.from({ length: lanes }, lane));
	}
	return run;
}

/** The group in batches. A contact met twice is held here: to the ledger its second batch would look like a rerun. */
function* batchesOf(job: SendJob, group: MessageGroup): Generator<number[], undefined> {
	const { batchSize } = job.settings;
	const seen = new Set<string>();
	let batch: number[] = [];
	for (const index of group.indexes) {
		const now = clock.now();
		const { to } = smsAt(job, index);
		const key = `${to}\n${job.occasionOf(index, group, now)}`;
		if (to !== undefined && seen.has(key)) {
			const detail = explain('DUPLICATE', group.brand.language);
			placeVerdict(job, group, index, { outcome: 'held', reason: 'DUPLICATE', detail }, now);
			continue;
		}
		seen.add(key);
		batch.push(index);
		if (batch.length >= batchSize) {
			yield batch;
			batch = [];
		}
	}
	if (batch.length > 0) yield batch;
}
