import { explain } from '../../core/reasons';
import { clock } from '../shared/clock';
import type { E164 } from '../../core/item';
import type { MessageGroup } from '../shared/message-groups';
import { smsAt, type SendJob } from './job';
import { sendingOrder } from './order';
import { placeVerdict } from './placing';
import type { Rate } from './rate';

/** Contacts of one brand and campaign that are claimed together. */
export interface Wave {
	group: MessageGroup;
	indexes: number[];
	units: number;
}

interface Queue {
	group: MessageGroup;
	indexes: readonly number[];
	from: number;
	/** came back because they surely did not leave */
	back: number[];
	/** numbers met before, by occasion */
	seen: Map<string, Set<E164>>;
}

export async function queuesOf(job: SendJob): Promise<Queue[]> {
	const queues: Queue[] = [];
	for (const group of job.groups) {
		const indexes = await sendingOrder(job, group);
		queues.push({ group, indexes, from: 0, back: [], seen: new Map() });
	}
	return queues;
}

/** The contacts that are still to be sent, in the order they are sent in. */
export class Waiting {
	constructor(
		private readonly job: SendJob,
		private readonly rate: Rate,
		private readonly queues: readonly Queue[],
	) {}

	get left(): number {
		return this.queues.reduce(
			(sum, { indexes, from, back }) => sum + indexes.length - from + back.length,
			0,
		);
	}

	/** The next ones, as many as `units` allow and at least one. */
	take(units: number): Wave | undefined {
		const now = clock.now();
		for (const queue of this.queues) {
			const wave: Wave = { group: queue.group, indexes: [], units: 0 };
			for (;;) {
				const index = queue.back[0] ?? queue.indexes[queue.from];
				if (index === undefined) break;
				const more = this.rate.unitsOf(smsAt(this.job, index).message);
				if (wave.indexes.length > 0 && wave.units + more > units) break;
				const again = queue.back.shift() !== undefined;
				if (!again) queue.from++;
				if (!again && this.isRepeated(queue, index, now)) continue;
				wave.indexes.push(index);
				wave.units += more;
			}
			if (wave.indexes.length > 0) return wave;
		}
		return undefined;
	}

	putBack(group: MessageGroup, indexes: readonly number[]): void {
		const queue = this.queues.find((one) => one.group === group);
		queue?.back.push(...indexes);
	}

	/** A contact met twice is held here: to the ledger its second time would look like a rerun. */
	private isRepeated({ group, seen }: Queue, index: number, now: number): boolean {
		const { to } = smsAt(this.job, index);
		if (to === undefined) return false;
		const occasion = this.job.occasionOf(index, group, now);
		const numbers = seen.get(occasion) ?? new Set();
		const { size } = numbers;
		if (size === 0) seen.set(occasion, numbers);
		// One look into the set instead of two.
		if (numbers.add(to).size > size) return false;
		const detail = explain('DUPLICATE', group.brand.language);
		placeVerdict(this.job, group, index, { outcome: 'held', reason: 'DUPLICATE', detail }, now);
		return true;
	}
}
