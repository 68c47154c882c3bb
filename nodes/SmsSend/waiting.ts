import { explain } from '../../core/reasons';
import { clock } from '../shared/clock';
import type { MessageGroup } from '../shared/message-groups';
import { textKey } from './calls';
import { smsAt, type SendJob } from './job';
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
	seen: Set<string>;
}

/** The contacts that are still to be sent, in the order they are sent in. */
export class Waiting {
	private readonly queues: Queue[];

	constructor(
		private readonly job: SendJob,
		private readonly rate: Rate,
	) {
		const { sameText } = job.settings.gateway.capabilities;
		this.queues = job.groups.map((group) => ({
			group,
			indexes: sameText ? byText(job, inReservedOrder(job, group)) : inReservedOrder(job, group),
			from: 0,
			back: [],
			seen: new Set(),
		}));
	}

	get left(): number {
		return this.queues.reduce(
			(sum, { indexes, from, back }) => sum + indexes.length - from + back.length,
			0,
		);
	}

	/** The next ones, as many as `units` allow and at least one. */
	take(units: number): Wave | undefined {
		for (const queue of this.queues) {
			const wave: Wave = { group: queue.group, indexes: [], units: 0 };
			for (;;) {
				const index = queue.back[0] ?? queue.indexes[queue.from];
				if (index === undefined) break;
				const more = this.rate.unitsOf(smsAt(this.job, index).message);
				if (wave.indexes.length > 0 && wave.units + more > units) break;
				const again = queue.back.shift() !== undefined;
				if (!again) queue.from++;
				if (!again && this.isRepeated(queue, index)) continue;
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
	private isRepeated({ group, seen }: Queue, index: number): boolean {
		const now = clock.now();
		const { to } = smsAt(this.job, index);
		if (to === undefined) return false;
		const key = `${to}\n${this.job.occasionOf(index, group, now)}`;
		if (!seen.has(key)) {
			seen.add(key);
			return false;
		}
		const detail = explain('DUPLICATE', group.brand.language);
		placeVerdict(this.job, group, index, { outcome: 'held', reason: 'DUPLICATE', detail }, now);
		return true;
	}
}

/**
 * In the order they were reserved in, which their references tell (`newRef`): what lies side by side in the ledger is claimed
 * together. 100,000 claims in the order of a file would write 30 times as much to the disk. A campaign with a budget is
 * reserved in the order of the list, so that its first 65,536 contacts stay in that order.
 */
function inReservedOrder(job: SendJob, { indexes }: MessageGroup): readonly number[] {
	const places: Array<{ index: number; key: string }> = [];
	for (const index of indexes) {
		const { ref } = smsAt(job, index);
		if (ref === undefined) return indexes;
		places.push({ index, key: Buffer.from(ref, 'base64url').toString('latin1') });
	}
	return places.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ index }) => index);
}

/** Equal texts one after the other, so that they fill whole calls; else the order stays. */
function byText(job: SendJob, indexes: readonly number[]): readonly number[] {
	const texts = new Map<string, number[]>();
	for (const index of indexes) {
		const key = textKey(smsAt(job, index));
		const same = texts.get(key);
		if (same) same.push(index);
		else texts.set(key, [index]);
	}
	return [...texts.values()].flat();
}
