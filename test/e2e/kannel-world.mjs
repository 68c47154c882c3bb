// n8n with a Kannel behind it as an agency sets it up: the credential, SMS Trigger published, campaigns that send.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../../playground/package.mjs';
import { anyFreePort } from '../../playground/ports.mjs';
import { nextEvening } from './hours.mjs';
import { ACCOUNT, kannelPrograms, startKannel } from './kannel-gateway.mjs';
import { SHORT_CODE, startSmsc } from './kannel-smsc.mjs';
import { everyRow } from './ledger-reader.mjs';
import { outcome, prepare } from './runs.mjs';
import { keys, until } from './shipped.mjs';
import { fictitious, node, triggers, workflow } from './workflows.mjs';
import { USER_FOLDER } from './world.mjs';

const OURS = 'n8n-nodes-sms-marketing';
const PATH = 'kannel-answers';
const HOUR = 3_600_000;
const TRIGGER = 'What Kannel tells';

/** Who these checks write to: nobody else in the world does. */
export const people = fictitious(7000, 100);

/** Set up by the first check that asks; `world.stop` ends it as well. */
export const kannelWorld = (world) => (world.kannel ??= setUp(world));

/** What the operator got for a number, oldest first. */
export const receivedBy = ({ smsc }, number) => smsc.received.filter(({ to }) => to === number);

export const check = (name, run) => ({
	name: `kannel: ${name}`,
	run: async (world) => await run(world, await kannelWorld(world)),
});

async function setUp(world) {
	kannelPrograms();
	// A real gateway keeps the sending hours, whatever the hour of the machine.
	await world.clock.setTo(nextEvening(world.clock.now()).opening + HOUR);
	await world.restart(world.clock.env);
	await saveStopCode(world);
	const smscPort = await anyFreePort();
	const smsc = await startSmsc(smscPort);
	const stopWorld = world.stop;
	let gateway;
	world.stop = async () => {
		await gateway?.stop();
		await smsc.stop();
		await stopWorld();
	};
	const answersTo = `${world.n8n.url}/webhook/${PATH}?secret=${keys().secret}`;
	gateway = await startKannel({ folder: join(USER_FOLDER, 'kannel'), smscPort, answersTo });
	await until('Kannel is connected to the operator', smsc.bound);
	const data = { baseUrl: gateway.sendsms, ...ACCOUNT, reportUrl: answersTo, perSecond: 0 };
	const credential = await world.client.createCredential('e2e Kannel', 'kannelApi', data);
	const listening = await listen(world, credential);
	await until('SMS Trigger answers', async () => (await fetch(answersTo)).status === 200);
	return { smsc, gateway, data, credential, listening, answersTo };
}

/** The way to stop that stands at the end of each text sent through Kannel. */
async function saveStopCode({ ledger: file, clock }) {
	const { openEmbeddedLedger } = createRequire(import.meta.url)(join(ROOT, 'dist/core/ledger'));
	const ledger = await openEmbeddedLedger({ file });
	try {
		const { slug, stopCodes } = await ledger.getBrand();
		await ledger.saveBrand({ slug, stopCodes: { ...stopCodes, kannel: SHORT_CODE } }, clock.now());
	} finally {
		await ledger.close();
	}
}

async function listen(world, credential) {
	const trigger = node(
		TRIGGER,
		`${OURS}.smsTrigger`,
		1,
		{
			gateway: 'kannel',
			events: ['stop', 'reply', 'report'],
			secret: keys().secret,
			path: PATH,
		},
		{ credentials: { kannelApi: credential } },
	);
	return await prepare(world, workflow('e2e kannel listens', [trigger]), { published: true });
}

/**
 * One workflow a campaign: a webhook, the people with a text each, SMS Message, the cap, SMS Send. Gives its execution.
 * @param {{ credential?: object, workflowName?: string }} more another name where the campaign is sent a second time:
 *   publishing over an earlier version takes the address away for a moment
 */
export async function campaign(world, name, people, { credential, workflowName = name } = {}) {
	const { credential: usual } = await kannelWorld(world);
	const items = people.map(({ to, text }) => ({
		json: {
			text,
			sms: { to, consent: { status: 'granted', basis: 'consent', at: '2026-01-05' } },
		},
	}));
	const path = workflowName.replaceAll(/\W+/g, '-');
	const made = workflow(workflowName, [
		triggers.webhook(path),
		node('People', 'n8n-nodes-base.code', 2, { jsCode: `return ${JSON.stringify(items)};` }),
		node('Write', `${OURS}.smsMessage`, 1, {
			template: '{text}',
			characterRewrite: 'off',
			maxParts: 2,
			gateway: 'kannel',
		}),
		node('Cap', `${OURS}.smsFrequencyCap`, 1, { campaign: name, gateway: 'kannel' }),
		node(
			'Send',
			`${OURS}.smsSend`,
			1,
			{ gateway: 'kannel', campaign: name },
			{ credentials: { kannelApi: credential ?? usual } },
		),
	]);
	const runs = await prepare(world, made, { published: true });
	return await runs.following(() => runs.post(path));
}

/** Sends to these people; all must leave SMS Send by Sent. Gives their SMS, in the order of `people`. */
export async function sendAll(world, name, people, more) {
	const { sent } = outcome(await campaign(world, name, people, more));
	assert.deepEqual(
		sent.map(({ to, status }) => [to, status]),
		people.map(({ to }) => [to, 'accepted']),
		'Kannel accepted each',
	);
	return sent;
}

/** What the ledger holds about one SMS: the state of the message, the operator's code and the parts. */
export function ledgerRow({ ledger }, ref) {
	const { message, attempt } = everyRow(ledger);
	const { state, parts } = message.find((row) => row.ref === ref);
	const { code, gateway } = attempt.find((row) => row.ref === ref);
	return { state, parts, code, gateway };
}

export const untilState = async (world, ref, state) => {
	await until(`the ledger says ${state}`, () => ledgerRow(world, ref).state === state);
	return ledgerRow(world, ref);
};

/** Everything that came out of SMS Trigger: `{ stop: […], reply: […], report: […] }`. */
export async function told(world) {
	const { listening } = await kannelWorld(world);
	const known = (listening.told ??= new Map());
	for (const { id, status } of await world.client.executions(listening.id)) {
		if (known.has(id) || status !== 'success') continue;
		const { data } = await world.client.execution(id);
		known.set(id, data.resultData.runData[TRIGGER].at(-1).data.main);
	}
	const [stop, reply, report] = [0, 1, 2].map((output) =>
		[...known.values()].flatMap((outputs) => (outputs[output] ?? []).map(({ json }) => json)),
	);
	return { stop, reply, report };
}

/** The reports on one SMS as SMS Trigger told them, by status. */
export const reportOn = async (world, ref, status) =>
	await until(`SMS Trigger tells "${status}"`, async () =>
		(await told(world)).report.find((one) => one.ref === ref && one.status === status),
	);
