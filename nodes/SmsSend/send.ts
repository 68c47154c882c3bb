import type { IExecuteFunctions } from 'n8n-workflow';
import { clock } from '../shared/clock';
import { asNodeError } from '../shared/errors';
import { isoOf } from '../shared/held-detail';
import { addHint, count } from '../shared/hints';
import { stopWarning } from '../shared/stop-listening';
import { asApiError, GatewayDown, LEAST_WAIT_MS } from './halt';
import type { SendJob } from './job';
import { sendLive } from './live-run';
import { OUTDATED, Places, type Sorted, type Tallies } from './places';
import { prepare } from './prepare';
import { liveSummary, testSummary } from './summary';
import { sendTest } from './test-run';

/**
 * Sends, or in a test run shows what would be sent; every item leaves by one output.
 *
 * With *Continue On Fail* no trouble may be thrown: n8n would pass the whole input to the first output, Sent. What could
 * not be sent leaves by Later instead, to be tried again; Failed is for definite refusals alone.
 * @throws NodeOperationError, NodeApiError unless *Continue On Fail* is on
 */
export async function send(context: IExecuteFunctions): Promise<Sorted> {
	const places = new Places(context.getInputData());
	try {
		const job = await prepare(context, places);
		return await (job.mode.live ? runLive(job) : runTest(job));
	} catch (error) {
		const shown = await asShown(context, places, error);
		if (!context.continueOnFail()) throw shown;
		postpone(places, shown.message, error);
		addHint(context, `${shown.message}. ${shown.description ?? ''}`.trim(), 'warning');
		return await places.sorted();
	}
}

async function runLive(job: SendJob): Promise<Sorted> {
	const { failure, perSecond } = await sendLive(job);
	if (failure !== undefined) throw failure;
	return await finish(job, (tallies) => liveSummary(tallies, job.groups[0]?.brand, perSecond));
}

async function runTest(job: SendJob): Promise<Sorted> {
	const run = await sendTest(job);
	return await finish(job, (tallies) => testSummary(tallies, job.groups[0]?.brand, run));
}

/** After Stop some items were not reached: they leave by Later as they came. */
async function finish(job: SendJob, summarise: (tallies: Tallies) => string): Promise<Sorted> {
	const { places, context } = job;
	const rest = places.rest();
	for (const index of rest) places.pass(index, 'later');
	const stopped = rest.length > 0 ? `Stopped: ${count(rest.length)} not sent, places kept. ` : '';
	const sorted = await places.sorted();
	addHint(context, `${stopped}${summarise(sorted.tallies)}${sandboxNote(job)}`);
	await warnUnheard(job);
	return sorted;
}

/** Who answers STOP must be heard; a sandbox that posts nowhere gets no answers. */
async function warnUnheard({ context, ledger, settings, groups }: SendJob): Promise<void> {
	const { gateway } = settings;
	const leaves = gateway.capabilities.live || groups.some(({ brand }) => brand.sandbox.postTo);
	const warning = leaves ? await stopWarning(ledger, gateway, context.getNode()) : undefined;
	if (warning) addHint(context, warning, 'warning');
}

/** Where the sandbox's SMS are to be seen, if anywhere. */
function sandboxNote({ settings, groups }: SendJob): string {
	if (settings.gateway.capabilities.live) return '';
	const postTo = groups.map(({ brand }) => brand.sandbox.postTo).find(Boolean);
	return postTo
		? `. Sandbox: posted to ${postTo}, nothing leaves for a phone`
		: '. Sandbox: nothing leaves for a phone';
}

async function asShown(
	context: IExecuteFunctions,
	places: Places,
	error: unknown,
): Promise<Error & { description?: string | null }> {
	if (!(error instanceof GatewayDown)) return asNodeError(context, error);
	const left = places.rest();
	const { items } = await places.sorted();
	return asApiError(context, error, {
		sent: items.sent.length,
		left: left.length,
		firstLeft: left[0] ?? 0,
	});
}

/** What has no place yet leaves by Later, which wired to a Wait tries again, but never in a tight loop. */
function postpone(places: Places, detail: string, error: unknown): void {
	const down = error instanceof GatewayDown ? error : undefined;
	const nextAllowedAt = isoOf(clock.now() + (down?.waitMs ?? LEAST_WAIT_MS));
	const gatewayCode = down?.outcome.code;
	for (const index of places.rest()) {
		places.put(index, 'later', {
			...OUTDATED,
			status: 'later',
			detail,
			nextAllowedAt,
			gatewayCode,
		});
	}
}
