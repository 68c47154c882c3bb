// One run of one workflow in a real n8n of its own: how long each node took, and the most memory n8n had.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ledgerFile, sandboxTo } from '../../playground/brand.mjs';
import { installN8n } from '../../playground/install.mjs';
import { connect } from '../../playground/n8n-client.mjs';
import { startN8n } from '../../playground/n8n.mjs';
import { buildPackage, installPackage, ROOT } from '../../playground/package.mjs';
import { anyFreePort } from '../../playground/ports.mjs';

const LONGEST_MS = 30 * 60_000;

/**
 * Starts n8n with an empty user folder, publishes the workflow, calls its webhook once and waits for the end.
 * @param {object} workflow begins with a Webhook node of the path `word`
 * @param {string} word names the user folder
 * @returns {Promise<{ nodes: Map<string, { from: number, to: number }>, cpuMs: number, peakMb: number, ledger: string }>}
 *   when each node ran, in milliseconds by n8n's own log; processor time and most memory of n8n's main process in the run;
 *   its ledger's file
 * @throws {Error} with what n8n says when the run fails
 */
export async function runOnce(workflow, word) {
	const userFolder = join(ROOT, '.scratch', `bench ${word}`);
	rmSync(userFolder, { recursive: true, force: true });
	await installN8n();
	await buildPackage();
	await installPackage(userFolder);
	// the bench runs at any hour
	await sandboxTo(userFolder, undefined);
	const n8n = await startN8n({
		...{ port: await anyFreePort(), brokerPort: await anyFreePort(), userFolder },
		// its log tells when each node began and ended, whatever is kept of the execution
		env: { N8N_LOG_LEVEL: 'debug', N8N_LOG_FORMAT: 'json' },
	});
	try {
		const client = await connect(n8n.url);
		const id = await client.importWorkflow(workflow);
		await client.publish(id);
		forgetPeak(n8n.pid);
		const before = cpuMs(n8n.pid);
		await post(`${n8n.url}/webhook/${word}`);
		await ended(n8n);
		const used = cpuMs(n8n.pid) - before;
		const nodes = timesOf(n8n.log);
		return { nodes, cpuMs: used, peakMb: memory(n8n.pid, 'VmHWM'), ledger: ledgerFile(userFolder) };
	} finally {
		await n8n.stop();
	}
}

/** n8n answers to "publish" before the address is there. */
async function post(url) {
	for (let tries = 0; ; tries++) {
		const answer = await fetch(url, { method: 'POST' });
		await answer.arrayBuffer();
		if (answer.ok) return;
		if (answer.status !== 404 || tries > 40) throw new Error(`${url} answered ${answer.status}`);
		await pause(250);
	}
}

async function ended({ log, ended: gone }) {
	let alive = true;
	void gone.then(() => (alive = false));
	for (const began = Date.now(); Date.now() - began < LONGEST_MS; await pause(500)) {
		const said = readFileSync(log, 'utf8');
		if (/Workflow execution finished successfully/.test(said)) return;
		if (/finished with error/.test(said) || !alive)
			throw new Error(`The run failed; n8n's log: ${log}`);
	}
	throw new Error(`The run did not end within ${LONGEST_MS / 60_000} minutes`);
}

/** `Start executing node "X"` and `Running node "X" finished successfully` are debug lines of n8n's engine. */
function timesOf(log) {
	const nodes = new Map();
	for (const line of readFileSync(log, 'utf8').split('\n')) {
		const said = /Running node \\"([^"\\]+)\\" (started|finished)/.exec(line);
		const at =
			said && Date.parse(JSON.parse(line).timestamp ?? JSON.parse(line).metadata?.timestamp);
		if (!said) continue;
		const node = nodes.get(said[1]) ?? { from: at, to: at };
		nodes.set(said[1], { ...node, to: at });
	}
	return nodes;
}

/** Megabytes, of Linux alone. */
function memory(pid, field) {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
}

/** Fields 14 and 15 of proc(5), stat, in hundredths of a second: user and system time of all threads. */
function cpuMs(pid) {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');
	return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** From now on `VmHWM` counts the most memory the process has had since: proc(5), clear_refs. */
const forgetPeak = (pid) => writeFileSync(`/proc/${pid}/clear_refs`, '5');
