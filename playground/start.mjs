// npm start: everything from a clean clone to SMS on phones, then stays until Ctrl-C.
// `--fresh` forgets what earlier starts sent; `--no-send` starts without sending the sample.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxTo } from './brand.mjs';
import { formUrl, importShipped, sendSample } from './example.mjs';
import { installN8n, PLAYGROUND, SetUpError } from './install.mjs';
import { OWNER, startN8n } from './n8n.mjs';
import { connect } from './n8n-client.mjs';
import { buildPackage, installPackage } from './package.mjs';
import { startPhonePage } from './phone/server.mjs';
import { refuseTakenPorts } from './ports.mjs';
import { keysOf, otherForms, triggerAddress } from './trigger.mjs';
import { sayOutcome, sayPage, sayWelcome } from './words.mjs';

const PORT = { setting: 'PLAYGROUND_N8N_PORT', usual: 5678 };
const PHONE_PORT = { setting: 'PLAYGROUND_PHONE_PORT', usual: 5680 };
const USER_FOLDER = join(PLAYGROUND, '.n8n-home');

const running = [];
let stopping;

/** Stops what was started, last first. Asked twice (Ctrl-C reaches us and npm tells us too), it stops once. */
function stopAll() {
	stopping ??= (async () => {
		for (const { stop } of running.reverse()) await stop();
	})();
	return stopping;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
	process.on(signal, async () => {
		if (!stopping) console.log('\nStopping ...');
		await stopAll();
		process.exit(0);
	});

function portOf({ setting, usual }) {
	const port = Number(process.env[setting] ?? usual);
	if (Number.isInteger(port) && port > 0 && port < 65_535) return port;
	throw new SetUpError(`${setting} is not a port number (1 to 65534): ${process.env[setting]}`);
}

async function start() {
	const port = portOf(PORT);
	const phonePort = portOf(PHONE_PORT);
	await refuseTakenPorts([
		{ port, user: 'n8n', setting: PORT.setting },
		{ port: port + 1, user: 'n8n', setting: PORT.setting },
		{ port: phonePort, user: 'the phone page', setting: PHONE_PORT.setting },
	]);
	await installN8n();
	await buildPackage();
	if (process.argv.includes('--fresh')) rmSync(USER_FOLDER, { recursive: true, force: true });
	await installPackage(USER_FOLDER);

	const phones = await startPhonePage({ port: phonePort });
	running.push(phones);
	await sandboxTo(USER_FOLDER, phones.postTo);

	console.log('Starting n8n (10 to 30 seconds) ...');
	const n8n = await startN8n({ port, brokerPort: port + 1, userFolder: USER_FOLDER });
	running.push(n8n);
	n8n.ended.then(() => {
		if (stopping) return;
		console.error(`n8n ended by itself. Its log: ${n8n.log}`);
		stopAll().then(() => process.exit(1));
	});

	const client = await connect(n8n.url);
	const { id, workflow } = await importShipped(client, USER_FOLDER);
	Object.assign(phones.links, {
		n8n: n8n.url,
		form: formUrl(n8n.url, workflow),
		workflow: `${n8n.url}/workflow/${id}`,
	});
	const keys = keysOf(USER_FOLDER);
	phones.settings.trigger = triggerAddress(n8n.url, keys);
	const others = otherForms(n8n.url, keys);
	sayWelcome({ phones: phones.url, ...phones.links, owner: OWNER, others });
	if (!process.argv.includes('--no-send') && phones.links.form) {
		console.log('Sending the sample file through the form ...');
		const { outcome } = await sendSample(phones.links.form, sayPage);
		sayOutcome(outcome, { phones: phones.url, sms: phones.store.counters() });
	}
	console.log('Press Ctrl-C to stop everything.');
}

await start().catch(async (error) => {
	if (stopping) return;
	console.error(error instanceof SetUpError ? error.message : error);
	await stopAll();
	process.exit(1);
});
