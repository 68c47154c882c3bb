import type { IExecuteFunctions } from 'n8n-workflow';

/** A line above the node's output: what happened, in one sentence. */
export function addHint(
	context: IExecuteFunctions,
	message: string,
	type: 'info' | 'warning' = 'info',
): void {
	context.addExecutionHints({ message, type, location: 'outputPane' });
}

/** 1240 → "1,240" */
export const count = (n: number): string => n.toLocaleString('en-US');
