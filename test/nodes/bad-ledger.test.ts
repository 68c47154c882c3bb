import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs, { chmod, mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { INodeType } from 'n8n-workflow';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import { SmsCampaign } from '../../nodes/SmsCampaign/SmsCampaign.node';
import { SmsContacts } from '../../nodes/SmsContacts/SmsContacts.node';
import { SmsFrequencyCap } from '../../nodes/SmsFrequencyCap/SmsFrequencyCap.node';
import { SmsMessage } from '../../nodes/SmsMessage/SmsMessage.node';
import { SmsSend } from '../../nodes/SmsSend/SmsSend.node';
import { bundleLedger, output, start } from '../core/ledger/process';
import { runNode } from '../harness';
import { contact, numberOf, send, smsOf, useScene, withLedger } from './SmsSend.scene';

/**
 * A ledger that cannot be used, met by the nodes in n8n's engine: each says what happened and what to do, sends nothing,
 * and with Continue On Fail loses nobody. Put right, the ledger serves again without a restart.
 */
useScene();

const keyFile = () => `${ledgerFile()}.key`;

/** Spoils a ledger that exists; returns what puts it right. */
type Spoil = () => Promise<() => Promise<unknown>>;

const withCopy =
	(path: () => string, damage: (path: string) => Promise<unknown>): Spoil =>
	async () => {
		const before = await readFile(path());
		await damage(path());
		return async () => {
			await rm(path(), { recursive: true, force: true });
			await writeFile(path(), before);
		};
	};

/** Root may write where the mode forbids it: then the file is made immutable, or where that is not to be had, access refused. */
const readOnly: Spoil = async () => {
	if (process.getuid?.() !== 0) {
		await chmod(ledgerFile(), 0o444);
		return async () => await chmod(ledgerFile(), 0o600);
	}
	if (spawnSync('chattr', ['+i', ledgerFile()]).status === 0)
		return async () => execFileSync('chattr', ['-i', ledgerFile()]);
	const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
	const access = jest.spyOn(fs, 'access').mockRejectedValue(denied);
	return async () => access.mockRestore();
};

/** No network drive is at hand: the kernel's answer to "what file system is this" is replaced. */
const onNetwork: Spoil = async () => {
	const answer = { type: 0x6969 } as Awaited<ReturnType<typeof fs.statfs>>;
	const statfs = jest.spyOn(fs, 'statfs').mockResolvedValue(answer);
	return async () => statfs.mockRestore();
};

/** Another process holds the file. The patience of 20 seconds passes on a clock that runs fast. */
const locked: Spoil = async () => {
	bundleLedger(dirname(ledgerFile()));
	const holder = await start(
		dirname(ledgerFile()),
		`const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(${JSON.stringify(ledgerFile())});
		database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE meta SET value = value');
		console.log('locked');
		process.stdin.on('data', () => process.exit(database.close()));`,
	);
	await once(holder.stdout!, 'data');
	let seconds = 0;
	const clock = jest.spyOn(performance, 'now').mockImplementation(() => (seconds += 5) * 1000);
	return async () => {
		clock.mockRestore();
		holder.stdin?.write('go');
		await once(holder, 'close');
	};
};

const newer: Spoil = async () => {
	const write = (version: string) => {
		const database = new DatabaseSync(ledgerFile());
		database.prepare("UPDATE meta SET value = ? WHERE key = 'schema'").run(version);
		database.close();
	};
	const database = new DatabaseSync(ledgerFile());
	const { value } = database.prepare("SELECT value FROM meta WHERE key = 'schema'").get()!;
	database.close();
	write('9999');
	return async () => write(String(value));
};

const TROUBLES: Array<[string, Spoil, RegExp]> = [
	['is read-only', readOnly, /cannot be written to/],
	[
		'is truncated',
		withCopy(
			ledgerFile,
			async (path) => await truncate(path, Math.floor((await stat(path)).size / 2)),
		),
		/is not an SMS ledger, or it is damaged/,
	],
	[
		'is emptied',
		withCopy(ledgerFile, async (path) => await truncate(path)),
		/is not an SMS ledger/,
	],
	[
		'is another file',
		withCopy(ledgerFile, async (path) => await writeFile(path, 'Tel;Nom\n'.repeat(500))),
		/is not an SMS ledger/,
	],
	[
		'is a folder',
		withCopy(ledgerFile, async (path) => {
			await rm(path);
			await mkdir(path);
		}),
		/cannot be opened or read|is not an SMS ledger/,
	],
	['comes from a newer version', newer, /was written by a newer version/],
	['is on a network file system', onNetwork, /is on a network or shared drive \(NFS\)/],
	['is locked by another process', locked, /stayed locked by another process/],
	['has lost its key', withCopy(keyFile, rm), /The key file .* is missing/],
	[
		'has the key of another',
		withCopy(keyFile, async (path) => await writeFile(path, '0'.repeat(64))),
		/The key file .* is not the one/,
	],
	[
		'has a key that is none',
		withCopy(keyFile, async (path) => await writeFile(path, 'hello')),
		/The key file .* is not the one/,
	],
];

const NODES: Array<[INodeType, object, object]> = [
	[new SmsContacts(), {}, { Tel: '0612345678' }],
	[new SmsMessage(), { template: 'A' }, contact(1)],
	[new SmsFrequencyCap(), {}, contact(1)],
	[new SmsSend(), {}, contact(1)],
	[new SmsCampaign(), { resource: 'brand', operation: 'get' }, {}],
];
const GOES_ON = { node: { onError: 'continueRegularOutput' as const } };

describe.each(TROUBLES)('the ledger %s', (_, spoil, said) => {
	let mend: (() => Promise<unknown>) | undefined;

	beforeEach(async () => {
		await withLedger(async (ledger) => {
			const stop = { brand: 'default', to: numberOf(9), source: 'sms', sourceRef: '1' };
			await ledger.optOut({ ...stop, at: 1, now: 1 });
		});
		mend = await spoil();
	});
	afterEach(async () => await mend?.());

	it('every node says so and what to do', async () => {
		for (const [node, parameters, item] of NODES) {
			const { error } = await runNode(node, { ...parameters }, [{ json: { ...item } }]);
			expect(error?.message).toMatch(said);
			expect(error).toMatchObject({ name: 'NodeOperationError', description: expect.any(String) });
			expect(error?.description).toMatch(/\.$/);
		}
	});

	it('with Continue On Fail nobody is lost, and nobody passes for sent or allowed', async () => {
		for (const [node, parameters, item] of NODES) {
			const items = [{ json: { ...item } }];
			const { error, outputs } = await runNode(node, { ...parameters }, items, GOES_ON);
			expect(error).toBeUndefined();
			expect(outputs.flat()).toHaveLength(1);
			const first = outputs.length > 1 ? outputs[0] : outputs[0]?.filter(({ json }) => !json.error);
			expect(first).toEqual([]);
		}
	});

	it('put right, it serves the next run and knows its STOP', async () => {
		expect((await send([contact(1)])).error).toBeDefined();
		await mend?.();
		mend = undefined;
		const { sent, held } = await send([contact(1), contact(9)]);
		expect(sent).toHaveLength(1);
		expect(held.map((json) => smsOf(json).reason)).toEqual(['SUPPRESSED']);
	});
});

it('a key made by two processes at once is one: each knows the STOP the other took', async () => {
	const folder = dirname(ledgerFile());
	await mkdir(folder, { recursive: true });
	bundleLedger(folder);
	const other = await start(
		folder,
		`process.stdout.write('ready');
		process.stdin.once('data', async () => {
			const opened = await ledger.openEmbeddedLedger({ file: ${JSON.stringify(ledgerFile())} });
			const stop = { brand: 'default', source: 'sms', sourceRef: '1', at: 1, now: 1 };
			await opened.optOut({ ...stop, to: ${JSON.stringify(numberOf(9))} });
			await opened.close();
			process.exit();
		});`,
	);
	await once(other.stdout!, 'data');
	other.stdin?.write('go');
	const [first] = await Promise.all([send([contact(1)]), output(other)]);
	expect(first.sent).toHaveLength(1);
	await closeLedgers();
	const { held } = await send([contact(1), contact(9)], {});
	expect(held.map((json) => smsOf(json).reason)).toEqual(['ALREADY_SENT', 'SUPPRESSED']);
});
