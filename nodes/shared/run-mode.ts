import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import type { Ledger, RunGrant } from '../../core/ledger';

/**
 * Live or test, decided here alone. Live: a published form, webhook, schedule or other trigger, their sub-workflows,
 * and the retry of a run recorded as live. Everything else (editor, test form, command line, agent …) is a test.
 * After a Wait n8n has forgotten how a sub-workflow began; the ledger knows whether it, or who called it, was live.
 */
export interface RunMode {
	live: boolean;
	/** names this node in this execution: what it sent is not sent again when n8n runs it twice */
	run: string;
	/** the same node in the executions that this one retries */
	formerRuns: string[];
}

const LIVE: ReadonlySet<WorkflowExecuteMode> = new Set(['trigger', 'webhook']);

export async function runMode(
	context: IExecuteFunctions,
	ledger: Ledger,
	now: number,
): Promise<RunMode> {
	const { rootMode, retryOf, caller } = insideOf(context);
	const mode = context.getMode();
	const executionId = context.getExecutionId();
	const former = retryOf === undefined ? [] : await retriedRuns(ledger, retryOf);
	const live =
		LIVE.has(mode) ||
		(mode === 'integrated' &&
			(rootMode === undefined
				? await wasLive(ledger, [executionId, caller])
				: LIVE.has(rootMode))) ||
		(mode === 'retry' && former[0]?.live === true);
	if (live) await ledger.recordRun({ executionId, live, retryOf, at: now });
	const node = context.getNode().id;
	return {
		live,
		run: `${executionId}/${node}`,
		formerRuns: former.map((run) => `${run.executionId}/${node}`),
	};
}

async function wasLive(
	ledger: Ledger,
	executionIds: ReadonlyArray<string | undefined>,
): Promise<boolean> {
	for (const id of executionIds) {
		if (id !== undefined && (await ledger.findRun(id))?.live === true) return true;
	}
	return false;
}

/** The retried execution, the one that it retried, and so on; only those recorded as live are known. */
async function retriedRuns(ledger: Ledger, retryOf: string): Promise<RunGrant[]> {
	const runs: RunGrant[] = [];
	let run = await ledger.findRun(retryOf);
	while (run && !runs.some(({ executionId }) => executionId === run?.executionId)) {
		runs.push(run);
		run = run.retryOf === undefined ? undefined : await ledger.findRun(run.retryOf);
	}
	return runs;
}

/** What n8n keeps beside the typed context: the first workflow's mode and the retried execution; and who called this one. */
function insideOf(context: IExecuteFunctions): {
	rootMode?: WorkflowExecuteMode;
	retryOf?: string;
	caller?: string;
} {
	const caller = context.getExecutionContext?.()?.parentExecutionId;
	if (!('additionalData' in context)) return { caller };
	const { rootExecutionMode, hooks } = context.additionalData as {
		rootExecutionMode?: WorkflowExecuteMode;
		hooks?: { retryOf?: string };
	};
	return { rootMode: rootExecutionMode, retryOf: hooks?.retryOf, caller };
}
