import type { IExecuteFunctions } from 'n8n-workflow';
import { pause } from '../shared/pause';

/** Well under the 60 ms after which others notice. The clock is read for each item: one expression can take several ms. */
const TURN_MS = 20;

/** Does the work for every item, in turns of its own, letting n8n's event loop serve others as time passes. */
export async function inTurns<T>(
	context: IExecuteFunctions,
	items: readonly T[],
	work: (item: T, index: number) => void,
): Promise<void> {
	let until = 0;
	for (const [index, item] of items.entries()) {
		if (performance.now() > until) {
			await pause();
			useZoneOf(context);
			until = performance.now() + TURN_MS;
		}
		work(item, index);
	}
}

/** `inTurns`, with what the work gives for each item. */
export async function mapInTurns<T, R>(
	context: IExecuteFunctions,
	items: readonly T[],
	work: (item: T, index: number) => R,
): Promise<R[]> {
	const results: R[] = [];
	await inTurns(context, items, (item, index) => void results.push(work(item, index)));
	return results;
}

/**
 * n8n reads a date without zone in a zone that is one for the whole process, and sets it to the workflow's whenever it
 * prepares an expression. Another workflow may have run during the pause: set it again, as each expression would.
 */
const useZoneOf = (context: IExecuteFunctions): unknown => context.getWorkflowDataProxy(0);
