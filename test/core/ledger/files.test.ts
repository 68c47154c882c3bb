import { once } from 'node:events';
import { chmod, copyFile, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLedger, type EmbeddedOptions } from '../../../core/ledger';
import { trouble } from '../../../core/ledger/sqlite/trouble';
import { bundleLedger, output, start } from './process';
import { MARTIN, NOON, Scene, scratchFolder } from './scene';

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let file: string;
const keyFile = () => `${file}.key`;

beforeEach(async () => {
	folder = await scratchFolder();
	file = folder.file;
});
afterEach(async () => await folder.discard());

/** A closed ledger with one STOP in it. */
async function makeLedger(): Promise<void> {
	const ledger = await openEmbeddedLedger({ file });
	const stop = { brand: 'default', to: MARTIN, source: 'sms', sourceRef: '1', at: NOON, now: NOON };
	await ledger.optOut(stop);
	await ledger.close();
}

async function expectCode(code: string, options: Partial<EmbeddedOptions> = {}): Promise<void> {
	const opening = openEmbeddedLedger({ file, patienceMs: 100, ...options });
	await expect(opening).rejects.toMatchObject({
		name: 'LedgerError',
		code,
		message: expect.stringMatching(/^The .*(ledger|key file).*[^.]$/),
		hint: expect.stringMatching(/\.$/),
	});
}

/** What opening says to a process that is not root's: root may write to a read-only file. */
async function codeForOthers(programs: string): Promise<string> {
	const uid = process.getuid?.() === 0 ? 65_534 : undefined;
	const script = `await ledger.openEmbeddedLedger({ file: ${JSON.stringify(file)} }).then(
		() => console.log('opened'), ({ code }) => console.log(code));`;
	return (await output(await start(programs, script, uid ? { uid } : {}))).trim();
}

describe('a ledger file that cannot be used', () => {
	it.each([
		['cut in half', async () => await truncate(file, Math.floor((await stat(file)).size / 2))],
		['emptied', async () => await truncate(file, 0)],
		['overwritten', async () => await writeFile(file, 'prénom;téléphone\n'.repeat(500))],
		[
			'the database of another program',
			async () => {
				await rm(file);
				new DatabaseSync(file).exec('CREATE TABLE meta(a); CREATE TABLE workflow(b)');
			},
		],
	])('is not a ledger: %s', async (_, damage) => {
		await makeLedger();
		await damage();
		await expectCode('NOT_A_LEDGER');
	});

	it('was deleted while its key stayed: an empty one would forget every STOP', async () => {
		await makeLedger();
		await rm(file);
		await expectCode('FILE_MISSING');
		// With the key gone too, it is a beginning.
		await rm(`${file}.key`);
		await makeLedger();
	});

	it('was written by a newer version', async () => {
		await makeLedger();
		new DatabaseSync(file).exec("UPDATE meta SET value = '9999' WHERE key = 'schema'");
		await expectCode('NEWER_VERSION');
	});

	it.each([
		['NFS', 0x6969],
		['CIFS', 0xff534d42],
		['CIFS, signed', 0xff534d42 | 0],
		['9P', 0x01021997],
		['FUSE', 0x65735546],
	])('is on a network drive: %s', async (_, type) => {
		await expectCode('NETWORK_DRIVE', { fileSystemType: async () => type });
		await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
	});

	it('is read-only, or its folder is', async () => {
		await makeLedger();
		const programs = await scratchFolder();
		await chmod(programs.path, 0o755);
		bundleLedger(programs.path);
		await chmod(keyFile(), 0o644);
		await chmod(folder.path, 0o777);
		await chmod(file, 0o444);
		expect(await codeForOthers(programs.path)).toBe('READ_ONLY');
		await chmod(file, 0o666);
		expect(await codeForOthers(programs.path)).toBe('opened');
		await chmod(folder.path, 0o555);
		expect(await codeForOthers(programs.path)).toBe('READ_ONLY');
		await chmod(folder.path, 0o755);
		await programs.discard();
	});

	it('cannot be made where there is no folder to be had', async () => {
		await writeFile(file, '');
		await expectCode('UNREACHABLE', { file: join(file, 'sms.sqlite') });
	});

	it('is locked by another process, then free again', async () => {
		await makeLedger();
		bundleLedger(folder.path);
		const holder = await start(
			folder.path,
			`const { DatabaseSync } = require('node:sqlite');
			const database = new DatabaseSync(${JSON.stringify(file)});
			database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE meta SET value = value');
			console.log('locked');
			process.stdin.on('data', () => process.exit(database.close()));`,
		);
		await once(holder.stdout!, 'data');
		await expectCode('BUSY');
		holder.stdin?.write('go');
		await once(holder, 'close');
		await (await openEmbeddedLedger({ file })).close();
	});

	it('is locked while it is open: the reservation waits, then says so', async () => {
		const ledger = await openEmbeddedLedger({ file, patienceMs: 50 });
		const other = new DatabaseSync(file);
		other.exec('BEGIN IMMEDIATE');
		await expect(new Scene(ledger).reserve([{ to: MARTIN }])).rejects.toMatchObject({
			code: 'BUSY',
		});
		other.exec('ROLLBACK');
		other.close();
		expect(await new Scene(ledger).reserve([{ to: MARTIN }])).toHaveLength(1);
		await ledger.close();
		await expect(ledger.sweep(NOON)).rejects.toMatchObject({ code: 'UNREACHABLE' });
	});

	it('is on a disk that is full', () => {
		const database = new DatabaseSync(file);
		database.exec('PRAGMA max_page_count = 2; CREATE TABLE a(b)');
		expect.assertions(1);
		try {
			database.exec('INSERT INTO a VALUES (zeroblob(100000))');
		} catch (error) {
			expect(trouble(error, file)).toMatchObject({ code: 'DISK_FULL' });
		}
	});
});

describe('the key', () => {
	it('is a file of its own that its owner alone may read, like the ledger', async () => {
		await makeLedger();
		for (const path of [file, keyFile()]) expect((await stat(path)).mode & 0o777).toBe(0o600);
		expect(await readFile(keyFile(), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
	});

	it.each([
		['missing', 'KEY_MISSING', async () => await rm(keyFile())],
		['another one', 'KEY_WRONG', async () => await writeFile(keyFile(), '0'.repeat(64))],
		['not a key', 'KEY_WRONG', async () => await writeFile(keyFile(), 'hello')],
		['empty', 'KEY_WRONG', async () => await truncate(keyFile())],
	])('of an existing ledger is %s', async (_, code, damage) => {
		await makeLedger();
		const before = await readFile(keyFile(), 'utf8');
		await damage();
		await expectCode(code);
		const told = { message: expect.stringContaining(`key file ${keyFile()}`) };
		await expect(openEmbeddedLedger({ file })).rejects.toMatchObject(told);
		// Put back, the ledger knows its STOP again.
		await writeFile(keyFile(), before);
		const ledger = await openEmbeddedLedger({ file });
		expect(await ledger.suppressed('default', [MARTIN])).toEqual([true]);
		await ledger.close();
	});

	it('may be given beforehand, in a place of its own', async () => {
		const apart = join(folder.path, 'apart.key');
		await writeFile(apart, 'ab'.repeat(32));
		await (await openEmbeddedLedger({ file, keyFile: apart })).close();
		await expectCode('KEY_MISSING');
	});

	it('is one key when several processes start together', async () => {
		bundleLedger(folder.path);
		const script = `const opened = await ledger.openEmbeddedLedger({ file: ${JSON.stringify(file)} });
			const stop = { brand: 'default', source: 'sms', at: 1, now: 1, sourceRef: String(process.pid), to: '${MARTIN}' };
			await opened.optOut(stop);
			await opened.close();
			console.log('done');`;
		const children = await Promise.all(
			[1, 2, 3, 4].map(async () => await start(folder.path, script)),
		);
		expect(await Promise.all(children.map(output))).toEqual(Array(4).fill('done\n'));
		const database = new DatabaseSync(file);
		// One key: the four STOPs are of one recipient.
		expect(database.prepare('SELECT count(*) AS n FROM recipient').get()).toEqual({ n: 1 });
		expect(database.prepare('SELECT count(*) AS n FROM optout').get()).toEqual({ n: 4 });
		database.close();
	});
});

describe('a backup', () => {
	it('opens with the key of the ledger and knows its STOPs', async () => {
		const ledger = await openEmbeddedLedger({ file });
		await ledger.optOut({
			brand: 'default',
			to: MARTIN,
			source: 'sms',
			sourceRef: '1',
			at: NOON,
			now: NOON,
		});
		const copy = join(folder.path, 'backup.sqlite');
		await ledger.backup(copy);
		await ledger.backup(copy);
		await ledger.close();
		expect((await stat(copy)).mode & 0o777).toBe(0o600);
		await copyFile(keyFile(), `${copy}.key`);
		const restored = await openEmbeddedLedger({ file: copy });
		expect(await restored.suppressed('default', [MARTIN])).toEqual([true]);
		await restored.close();
	});

	it('says when it cannot be written', async () => {
		const ledger = await openEmbeddedLedger({ file });
		await expect(ledger.backup(join(folder.path, 'none', 'b.sqlite'))).rejects.toMatchObject({
			code: 'READ_ONLY',
		});
		await ledger.close();
	});
});
