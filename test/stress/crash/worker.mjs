// One worker of the crash harness: runs SMS Send in n8n's engine over all campaigns, again and again, until it is killed
// or told to finish. What it did is said to the coordinator on a pipe.
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { breakLedger } from './broken-ledger.mjs';
import {
	claimedSoFar,
	freezeSoon,
	say,
	setStep,
	watchCalls,
	watchCommits,
	wrapLedger,
} from './fail-points.mjs';
import { CAMPAIGNS, fastClock, numberOf, oneOf, shuffled } from './world.mjs';

const job = JSON.parse(process.env.CRASH_JOB);
let finishing = false;
process.on('message', (message) => {
	if (message.step) setStep(message.step);
	if (message.freeze) void freezeSoon();
	if (message.finish) finishing = true;
});
process.on('disconnect', () => process.exit());

watchCommits();
watchCalls();
globalThis.crashHarness = (ledger) => {
	const wrapped = wrapLedger(ledger);
	return job.broken ? breakLedger(wrapped, job.broken, say) : wrapped;
};
const { clock, runNode, SmsSend } = createRequire(import.meta.url)(job.bundle);
clock.now = fastClock(job.began, job.broken?.speed);
setStep(job.step);
// Both begin together where they can, at the same people and often in the same campaign, so that they compete.
say({ ready: true });
const [{ go }] = await once(process, 'message');

const OUTPUTS = ['sent', 'later', 'held', 'failed', 'toCheck'];

const message = {
	...{ text: 'Vente privee samedi. STOP au 36000', encoding: 'GSM-7', units: 34, parts: 1 },
	cost: { amount: 0.049, currency: 'EUR' },
};

const item = (person, campaign) => ({
	json: {
		person,
		sms: {
			...{ to: numberOf(person), purpose: 'marketing', campaign, message, status: 'ready' },
			consent: { status: 'granted', at: '2026-01-10' },
			contact: { kind: 'client' },
		},
	},
});

async function run(campaign, people, executionId) {
	const { outputs, error } = await runNode(
		new SmsSend(),
		{
			...{ gateway: 'crash', campaign },
			options: { batchSize: oneOf([1, 3, 5, 5, 12]), timeout: 1 },
		},
		people.map((person) => item(person, campaign)),
		{ mode: 'webhook', executionId },
	);
	if (error) say({ error: `${error.message} ${error.description ?? ''}` });
	return outputs.flatMap((items, output) =>
		items.map(({ json }) => ({ output: OUTPUTS[output], ...json })),
	);
}

/** Mostly by number, from a person that both workers have begun with. */
function orderOf(people) {
	if (Math.random() < 0.2) return shuffled(people.length).map((index) => people[index]);
	return [
		...people.filter((person) => person >= go.from),
		...people.filter((person) => person < go.from),
	];
}

/** Sometimes the name of an execution that was killed before: n8n gives an unfinished job out again. */
const executionOf = (campaign) =>
	`${job.slot} ${campaign}${Math.random() < 0.5 ? '' : ` ${Math.random()}`}`;

/** All campaigns once. */
async function goOver(first) {
	const startedAt = Date.now();
	const before = claimedSoFar();
	for (let turn = 0; turn < CAMPAIGNS.length && !finishing; turn++) {
		const index = (first + turn) % CAMPAIGNS.length;
		const campaign = CAMPAIGNS[index];
		await run(campaign, orderOf(job.members[index]), executionOf(campaign));
	}
	const claims = claimedSoFar() - before;
	if (!finishing) say({ pass: { startedAt, claims } });
	if (claims === 0) await wait(150);
}

/** The last word of the node on every contact. */
async function lastLook() {
	for (const [index, campaign] of CAMPAIGNS.entries()) {
		const placed = await run(campaign, job.members[index], `last ${campaign}`);
		const words = placed.map(({ person, output, sms }) => [person, sms.reason ?? output]);
		say({ last: { campaign, words } });
	}
}

const ANY = CAMPAIGNS.map((_, index) => index);
for (let first = go.first; !finishing; first = oneOf(ANY)) await goOver(first);
await lastLook();
process.disconnect();
