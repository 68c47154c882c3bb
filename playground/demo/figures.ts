import type { INodeExecutionData, IRun } from 'n8n-workflow';
import { fromMicros, toMicros } from '../../core/money';
import { readSms } from '../../nodes/shared/items';
import { resultOf } from '../../test/harness';
import { CHAIN } from './chain';

/** What came of the demonstration; `contacts` = `sent` + `later` + all of `held`. */
export interface Figures {
	contacts: number;
	/** clean contacts with a mobile number, before segments */
	ready: number;
	segments: Record<string, number>;
	/** under the cap */
	allowed: number;
	held: Record<string, number>;
	later: number;
	sent: number;
	parts: number;
	cost: { amount: number; currency: string };
	ms: number;
}

/** @throws Error when a node failed, or a contact was lost or counted twice on the way */
export function figuresOf(run: IRun, ms: number): Figures {
	const outputs = (name: string): INodeExecutionData[][] => {
		const { outputs: found, error } = resultOf(run, name);
		if (error) throw error;
		return found;
	};
	const [ready = [], unreadable = []] = outputs(CHAIN.contacts);
	const [everyoneElse = [], ...inSegments] = outputs(CHAIN.segment);
	// n8n runs SMS Message once for each segment that feeds it
	const written = allRuns(run, CHAIN.message);
	const [allowed, atCap] = allRuns(run, CHAIN.cap);
	const [sent, later, heldAtSend, failed, toCheck] = allRuns(run, CHAIN.send);
	const held = count(
		[unreadable, everyoneElse, written[1], atCap, heldAtSend].flatMap((items) => items ?? []),
		(item) => readSms(item.json).reason ?? 'UNKNOWN',
	);
	const figures: Figures = {
		contacts: ready.length + unreadable.length,
		ready: ready.length,
		segments: count(inSegments.flat(), (item) => readSms(item.json).segment ?? ''),
		allowed: allowed?.length ?? 0,
		held,
		later: later?.length ?? 0,
		sent: sent?.length ?? 0,
		...billed(sent ?? []),
		ms,
	};
	const unsent = (failed?.length ?? 0) + (toCheck?.length ?? 0);
	const accounted = figures.sent + figures.later + unsent + sum(Object.values(held));
	if (accounted !== figures.contacts) {
		throw new Error(`${figures.contacts} contacts went in, ${accounted} came out`);
	}
	return figures;
}

/** The outputs of a node over all its runs of the execution. */
function allRuns(run: IRun, name: string): INodeExecutionData[][] {
	const joined: INodeExecutionData[][] = [];
	for (const { data, error } of run.data.resultData.runData[name] ?? []) {
		if (error) throw error;
		(data?.main ?? []).forEach((items, output) => {
			joined[output] = [...(joined[output] ?? []), ...(items ?? [])];
		});
	}
	return joined;
}

function billed(sent: readonly INodeExecutionData[]): Pick<Figures, 'parts' | 'cost'> {
	const messages = sent.flatMap(({ json }) => readSms(json).message ?? []);
	const micros = sum(messages.map(({ cost }) => toMicros(cost?.amount ?? 0)));
	const currency = messages[0]?.cost?.currency ?? 'EUR';
	return {
		parts: sum(messages.map(({ parts }) => parts)),
		cost: { amount: fromMicros(micros), currency },
	};
}

function count(
	items: readonly INodeExecutionData[],
	keyOf: (item: INodeExecutionData) => string,
): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
	return counts;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
