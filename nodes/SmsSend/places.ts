import type { INodeExecutionData } from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import { withSms } from '../shared/items';

/** The outputs in their order on the canvas. Adding one in the middle would shift the wires of every saved workflow. */
export const OUTPUTS = [
	{ name: 'sent', label: 'Sent' },
	{ name: 'later', label: 'Later' },
	{ name: 'held', label: 'Held' },
	{ name: 'failed', label: 'Failed' },
	{ name: 'toCheck', label: 'To Check' },
] as const;

export type Output = (typeof OUTPUTS)[number]['name'];

/** What an earlier pass may have left on an item and is no longer true once this node has decided. */
const OUTDATED: Partial<SmsItem> = {
	reason: undefined,
	detail: undefined,
	nextAllowedAt: undefined,
	gatewayCode: undefined,
	replayed: undefined,
	test: undefined,
};

/** Where each item leaves. Every item has exactly one place in the end: nothing is lost, nothing leaves twice. */
export class Places {
	private readonly placed: Array<{ output: Output; item: INodeExecutionData } | undefined>;

	constructor(private readonly items: readonly INodeExecutionData[]) {
		this.placed = items.map(() => undefined);
	}

	/** Decides for one item; what its `sms` said of an earlier decision is replaced. */
	put(index: number, output: Output, patch: Partial<SmsItem>): void {
		this.set(index, output, { ...OUTDATED, ...patch });
	}

	/** Passes an item on with what it carries. */
	pass(index: number, output: Output, patch: Partial<SmsItem> = {}): void {
		this.set(index, output, patch);
	}

	private set(index: number, output: Output, patch: Partial<SmsItem>): void {
		const item = this.items[index];
		if (item) this.placed[index] = { output, item: withSms(item, index, patch) };
	}

	/** Items of the input that nothing was decided for. */
	rest(): number[] {
		return [...this.placed.keys()].filter((index) => this.placed[index] === undefined);
	}

	of(output: Output): INodeExecutionData[] {
		return this.placed.flatMap((place) => (place?.output === output ? [place.item] : []));
	}

	/** By output, each in the order of the input. */
	outputs(): INodeExecutionData[][] {
		return OUTPUTS.map(({ name }) => this.of(name));
	}
}
