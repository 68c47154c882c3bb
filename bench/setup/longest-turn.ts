import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/** n8n's own share: items handed in and out. */
export class PassOn implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Pass On',
		name: 'passOn',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Pass On' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/** Turns the event loop without rest while `work` runs; the longest turn is the longest wait. */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
	let longest = 0;
	let watching = true;
	let last = performance.now();
	const turn = (): void => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
		if (watching) setImmediate(turn);
	};
	setImmediate(turn);
	await work();
	watching = false;
	return Math.max(longest, performance.now() - last);
}

/** The node, and the longest turn of its own work: n8n copies the frames of all items at once before it and after it. */
export function watched(node: INodeType): { node: INodeType; longest: () => number } {
	let longest = Number.NaN;
	async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		let given: INodeExecutionData[][] = [];
		longest = await longestTurn(async () => {
			const result = await node.execute?.call(this);
			given = Array.isArray(result) ? result : [];
		});
		return given;
	}
	return { node: { description: node.description, execute }, longest: () => longest };
}
