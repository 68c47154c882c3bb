import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleLedger } from './process';
import { NOON, scratchFolder } from './scene';

/** Sends until the disk is full, frees some space, and goes on with the same ledger; prints what happened. */
const SCRIPT = `
const { DatabaseSync } = require('node:sqlite');
const { execFileSync } = require('node:child_process');
const { rmSync, writeFileSync, statSync } = require('node:fs');
const ledger = require(process.argv[2]);
const [folder, limited] = [process.argv[3], process.argv[4] === 'limited'];
// Else the first write past the limit ends the process.
process.on('SIGXFSZ', () => undefined);
const file = folder + '/sms.sqlite';
const ballast = folder + '/ballast';
const phone = (n) => '+336399' + String(n).padStart(5, '0');
(async () => {
	if (!limited) writeFileSync(ballast, Buffer.alloc(700000, 1));
	const opened = await ledger.openEmbeddedLedger({ file });
	await opened.saveBrand({ slug: 'default', cap: {} }, ${NOON});
	const told = [];
	const stops = [];
	const failed = {};
	let next = 0;
	const send = async () => {
		const entries = Array.from({ length: 50 }, (_, n) => ({ to: phone(next + n), occasion: 'once', segment: 'Gold '.repeat(20) }));
		const asked = { brand: 'default', campaign: 'sale', purpose: 'marketing', live: true, now: ${NOON}, entries };
		const claimed = await opened.claim({ ...asked, gateway: 'sandbox', run: 'r', leaseMs: 600000 });
		for (const one of claimed) if (one.outcome === 'claimed') told.push(one.ref);
		next += 50;
	};
	const stop = async () => {
		const to = phone(next);
		await opened.optOut({ brand: 'default', to, source: 'sms', sourceRef: String(next), at: ${NOON}, now: ${NOON} });
		stops.push(to);
	};
	const attempt = async (name, work) => {
		try { await work(); } catch (error) { failed[name] = { code: error.code, message: error.message, hint: error.hint }; }
	};
	while (!failed.send) { await attempt('send', send); if (!failed.send && next % 500 === 0) await attempt('stop', stop); }
	// A STOP of one row may still fit into what is left: until it does not.
	for (let n = 0; n < 2000 && !failed.stop; n++) { next++; await attempt('stop', stop); }
	const full = told.length;
	if (limited) execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited']);
	else rmSync(ballast);
	next += 1000;
	for (let n = 0; n < 4; n++) await send();
	await stop();
	const again = told.length - full;
	await opened.close();
	const database = new DatabaseSync(file);
	const integrity = database.prepare('PRAGMA integrity_check').all().map((row) => row.integrity_check);
	const kept = new Set(database.prepare('SELECT ref FROM attempt').all().map((row) => row.ref));
	const messages = database.prepare('SELECT count(*) AS n FROM message').get().n;
	database.close();
	const reopened = await ledger.openEmbeddedLedger({ file });
	const suppressed = await reopened.suppressed('default', stops);
	await reopened.close();
	console.log(JSON.stringify({
		failed, integrity, told: told.length, full, again, lost: told.filter((ref) => !kept.has(ref)).length, attempts: kept.size, messages,
		stopsLost: suppressed.filter((one) => !one).length, stops: stops.length,
	}));
})();
`;

const inNamespace = (mount: string, ...rest: string[]) => [
	...['unshare', process.getuid?.() === 0 ? '-m' : '-rm'],
	...['sh', '-c', `mount -t tmpfs -o size=2m tmpfs "$1" && shift && exec "$@"`, 'sh', mount],
	...rest,
];
const run = ([program = '', ...args]: string[]) =>
	spawnSync(program, args, { encoding: 'utf8', timeout: 120_000 });

/** A disk of its own where this machine lets the tests have one; a limit on the size of files everywhere. */
const mayMount = run(inNamespace('/mnt', 'true')).status === 0;
const DISKS = [...(mayMount ? ['a disk of 2 MB'] : []), 'files that may not pass 1 MB'];

it.each(DISKS)('%s: a clear error, an intact file, nothing lost, and on it goes', async (disk) => {
	const { path, discard } = await scratchFolder();
	bundleLedger(path);
	const folder = join(path, 'disk');
	await mkdir(folder);
	const script = join(path, 'fill.cjs');
	writeFileSync(script, SCRIPT);
	const limited = disk !== DISKS[0] || !mayMount;
	const node = [process.execPath, script, join(path, 'ledger.cjs'), folder];
	const command = limited
		? ['prlimit', '--fsize=1000000:', ...node, 'limited']
		: inNamespace(folder, ...node);
	const { stdout, stderr } = run(command);
	if (stdout === '') throw new Error(stderr);
	const result = JSON.parse(stdout);
	for (const what of ['send', 'stop'])
		expect(result.failed[what]).toMatchObject({
			code: limited ? expect.stringMatching(/^(DISK_FULL|UNREACHABLE)$/) : 'DISK_FULL',
			message: expect.stringMatching(/^The (disk that holds the )?SMS ledger .*sms\.sqlite/),
			hint: expect.stringMatching(/\.$/),
		});
	expect(result).toMatchObject({ integrity: ['ok'], lost: 0, stopsLost: 0, again: 200 });
	expect(result.full).toBeGreaterThan(200);
	// What was not told is not there either: a claim that failed has left nothing.
	expect(result.attempts).toBe(result.told);
	expect(result.messages).toBe(result.told);
	await discard();
});
