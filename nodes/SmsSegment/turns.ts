import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { pause } from '../shared/pause';

/** Well under the 60 ms after which others notice. The clock is read for each item: one expression can take several ms. */
const TURN_MS = 20;

/** Does the work for every item, letting n8n's event loop serve others as time passes. */
export async function inTurns(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	work: (item: INodeExecutionData, index: number) => void,
): Promise<void> {
	let until = 0;
	for (const [index, item] of items.entries()) {
		if (performance.now() > until) {
			if (index > 0) await pause();
			useZoneOf(context);
			until = performance.now() + TURN_MS;
		}
		work(item, index);
	}
}

/**
 * n8n reads a date without zone in a zone that is one for the whole process, and sets it to the workflow's whenever it
 * prepares an expression. Another workflow may have run during the pause: set it again, as each expression would.
 */
const useZoneOf = (context: IExecuteFunctions): unknown => context.getWorkflowDataProxy(0);
