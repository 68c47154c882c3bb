import type { INodeExecutionData } from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import { readSms, withSms } from '../shared/items';
import { pause } from '../shared/pause';
import { Tally } from './tally';

/** The outputs in their order on the canvas. Adding one in the middle would shift the wires of every saved workflow. */
export const OUTPUTS = [
	{ name: 'sent', label: 'Sent' },
	{ name: 'later', label: 'Later' },
	{ name: 'held', label: 'Held' },
	{ name: 'failed', label: 'Failed' },
	{ name: 'toCheck', label: 'To Check' },
] as const;

export type Output = (typeof OUTPUTS)[number]['name'];

export interface Sorted {
	/** by output, each in the order of the input */
	items: Record<Output, INodeExecutionData[]>;
	tallies: Tallies;
}

/** What is said of each output; of those who were sent their SMS before, apart from the others that leave by Sent. */
export type Tallies = Record<Output | 'before', Tally>;

/** What an earlier pass may have left on an item and is no longer true once this node has decided. */
export const OUTDATED: Partial<SmsItem> = {
	reason: undefined,
	detail: undefined,
	nextAllowedAt: undefined,
	gatewayCode: undefined,
	replayed: undefined,
	test: undefined,
};

/** Items sorted between two turns of the event loop. */
const SORTED_AT_ONCE = 10_000;

/** Where each item leaves. Every item has exactly one place in the end: nothing is lost, nothing leaves twice. */
export class Places {
	private readonly placed: Array<{ output: Output; item: INodeExecutionData } | undefined>;

	constructor(private readonly items: readonly INodeExecutionData[]) {
		this.placed = new Array(items.length);
	}

	/** Passes an item on with what it carries. */
	pass(index: number, output: Output): void {
		this.put(index, output, {});
	}

	/** Decides for one item. A patch that begins with `OUTDATED` replaces what its `sms` said of an earlier decision. */
	put(index: number, output: Output, patch: Partial<SmsItem>): void {
		const item = this.items[index];
		if (item) this.placed[index] = { output, item: withSms(item, index, patch) };
	}

	/** Items of the input that nothing was decided for. */
	rest(): number[] {
		const rest: number[] = [];
		for (let index = 0; index < this.items.length; index++) {
			if (this.placed[index] === undefined) rest.push(index);
		}
		return rest;
	}

	async sorted(): Promise<Sorted> {
		const items: Sorted['items'] = { sent: [], later: [], held: [], failed: [], toCheck: [] };
		const tallies: Tallies = {
			sent: new Tally(),
			before: new Tally(),
			later: new Tally(),
			held: new Tally(),
			failed: new Tally(),
			toCheck: new Tally(),
		};
		for (let index = 0; index < this.items.length; index++) {
			if (index % SORTED_AT_ONCE === 0) await pause();
			const place = this.placed[index];
			if (!place) continue;
			const { output, item } = place;
			const sms = readSms(item.json);
			items[output].push(item);
			tallies[output === 'sent' && sms.replayed ? 'before' : output].add(sms);
		}
		await pause();
		return { items, tallies };
	}
}

/** By output, as n8n takes them. */
export const asArrays = ({ items }: Sorted): INodeExecutionData[][] =>
	OUTPUTS.map(({ name }) => items[name]);
