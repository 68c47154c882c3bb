// One real n8n with the built package, a phone page and a ledger of its own, for the end-to-end checks.
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { sandboxTo, ledgerFile } from '../../playground/brand.mjs';
import { startN8n } from '../../playground/n8n.mjs';
import { connect } from '../../playground/n8n-client.mjs';
import { buildPackage, installPackage, ROOT } from '../../playground/package.mjs';
import { startPhonePage } from '../../playground/phone/server.mjs';
import { anyFreePort, HOST } from '../../playground/ports.mjs';
import { testClock } from './clock.mjs';

/** The folder has a space in its name on purpose. */
export const USER_FOLDER = join(ROOT, '.scratch', 'e2e home');
export const SCRATCH_IMAGES = join(ROOT, '.scratch', 'e2e images');
export const IMAGES = join(ROOT, 'docs', 'images');

/** Starts everything. `stop` ends it all, in order; `restart` starts n8n anew with other settings. */
export async function buildWorld() {
	rmSync(USER_FOLDER, { recursive: true, force: true });
	mkdirSync(USER_FOLDER, { recursive: true });
	for (const folder of [IMAGES, SCRATCH_IMAGES]) mkdirSync(folder, { recursive: true });
	await buildPackage();
	await installPackage(USER_FOLDER);
	const phones = await startPhonePage({ port: await anyFreePort() });
	const gate = await startGate();
	await sandboxTo(USER_FOLDER, phones.postTo);
	const clock = testClock(USER_FOLDER);
	const ports = { port: await anyFreePort(), brokerPort: await anyFreePort() };
	const start = (env) => startN8n({ ...ports, userFolder: USER_FOLDER, env });
	const n8n = await start().catch(async (error) => {
		await phones.stop();
		await gate.stop();
		throw error;
	});
	phones.links.n8n = n8n.url;
	const world = { n8n, phones, gate, clock, ledger: ledgerFile(USER_FOLDER) };
	world.client = await connect(n8n.url);
	world.restart = async (env) => {
		await world.n8n.stop();
		world.n8n = await start(env);
		world.client = await connect(n8n.url);
	};
	world.stop = async () => {
		await world.n8n.stop();
		await gate.stop();
		await phones.stop();
	};
	return world;
}

/** An address that workflows call: it answers 200 while open, 500 while shut. Makes a node fail when wanted. */
async function startGate() {
	const gate = { open: true };
	const server = createServer((_, response) => {
		response.writeHead(gate.open ? 200 : 500, { 'content-type': 'application/json' });
		response.end('{}');
	});
	await new Promise((resolve) => server.listen({ port: 0, host: HOST }, resolve));
	gate.url = `http://${HOST}:${server.address().port}/`;
	gate.stop = () =>
		new Promise((resolve) => {
			server.close(resolve);
			server.closeAllConnections();
		});
	return gate;
}
