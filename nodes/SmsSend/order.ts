import type { MessageGroup } from '../shared/message-groups';
import { pause } from '../shared/pause';
import { textKey } from './calls';
import { smsAt, type SendJob } from './job';

/** In which order the contacts of a group are sent, by their positions. */
export async function sendingOrder(job: SendJob, group: MessageGroup): Promise<readonly number[]> {
	const reserved = await inReservedOrder(job, group);
	return job.settings.gateway.capabilities.sameText ? byText(job, reserved) : reserved;
}

/** So many first characters are the same in the references of about 1,000 contacts that were reserved one after the other. */
const ALIKE = 9;
/** Contacts put in order between two turns of the event loop. */
const ORDERED_AT_ONCE = 10_000;

/**
 * In the order they were reserved in, which their references tell (`newRef`): what lies side by side in the ledger is claimed
 * together. 100,000 claims in the order of a file would write 30 times as much to the disk. A campaign with a budget is
 * reserved in the order of the list, so that its first million contacts stay in that order.
 */
async function inReservedOrder(
	job: SendJob,
	{ indexes }: MessageGroup,
): Promise<readonly number[]> {
	const alike = new Map<string, Array<{ index: number; ref: string }>>();
	let met = 0;
	for (const index of indexes) {
		if (++met % ORDERED_AT_ONCE === 0) await pause();
		const { ref } = smsAt(job, index);
		if (ref === undefined) return indexes;
		const start = ref.slice(0, ALIKE);
		const others = alike.get(start);
		if (others) others.push({ index, ref });
		else alike.set(start, [{ index, ref }]);
	}
	const ordered: number[] = [];
	let pausedAt = 0;
	for (const start of [...alike.keys()].sort()) {
		const sorted = alike.get(start)?.sort((a, b) => (a.ref < b.ref ? -1 : 1)) ?? [];
		for (const { index } of sorted) ordered.push(index);
		if (ordered.length - pausedAt < ORDERED_AT_ONCE) continue;
		pausedAt = ordered.length;
		await pause();
	}
	return ordered;
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
