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
export async function longestTurn(work: () => Promise<void>): Promise<number> {
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
