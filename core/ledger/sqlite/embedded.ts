import { open, rm } from 'node:fs/promises';
import { backup } from 'node:sqlite';
import { failure } from '../failures';
import type { Ledger } from '../ledger';
import { getBrand, listBrands, saveBrand } from './brands';
import { campaignStatus, listCampaigns, setCampaign } from './campaigns';
import { claim } from './claim';
import { confirmConsent } from './confirm';
import type { Connection } from './connection';
import { consentOf, recordConsent } from './consents';
import { firstSeen } from './events';
import { inDoubt, resolve } from './doubt';
import { findAttempts } from './named-attempt';
import { listeners, startListening, stopListening } from './listeners';
import { openFile, type EmbeddedOptions } from './open';
import { optOut, suppressed } from './opt-out';
import { erasePerson, exportPerson } from './persons';
import { report } from './report';
import { reserve } from './reserve';
import { pastResponses, recordResponses } from './responses';
import { findRun, recordRun } from './runs';
import { release, settle, sweep } from './settle';
import { exportSuppression, importOptOuts } from './suppression';
import { accountPause, pauseAccount, takeTurn } from './turns';

/**
 * Opens the embedded ledger: one SQLite file that several processes of one machine may share, and its key file.
 * @throws LedgerError when the place, the file or the key is not usable
 */
export async function openEmbeddedLedger(options: EmbeddedOptions): Promise<Ledger> {
	const { connection, key } = await openFile(options);
	return {
		listBrands: async () => await listBrands(connection),
		getBrand: async (slug) => await getBrand(connection, slug),
		saveBrand: async (brand) => await saveBrand(connection, brand),
		reserve: async (request) => await reserve(connection, key, request),
		claim: async (request) => await claim(connection, key, request),
		settle: async (answers, now) => await settle(connection, answers, now),
		release: async (refs, now) => await release(connection, refs, now),
		sweep: async (now) => await sweep(connection, now),
		report: async (events, now) => await report(connection, key, events, now),
		findAttempts: async (names) => await findAttempts(connection, key, names),
		inDoubt: async (query) => await inDoubt(connection, query),
		resolve: async (request) => await resolve(connection, request),
		takeTurn: async (request) => await takeTurn(connection, request),
		pauseAccount: async (account, until) => await pauseAccount(connection, account, until),
		accountPause: async (account, now) => await accountPause(connection, account, now),
		suppressed: async (brand, numbers) => await suppressed(connection, key, brand, numbers),
		optOut: async (request) => await optOut(connection, key, request),
		recordConsent: async (request) => await recordConsent(connection, key, request),
		confirmConsent: async (request) => await confirmConsent(connection, key, request),
		consentOf: async (brand, numbers) => await consentOf(connection, key, brand, numbers),
		importOptOuts: async (request) => await importOptOuts(connection, key, request),
		exportSuppression: async (brand) => await exportSuppression(connection, brand),
		exportPerson: async (brand, to) => await exportPerson(connection, key, brand, to),
		erasePerson: async (request) => await erasePerson(connection, key, request),
		firstSeen: async (source, keys, now) => await firstSeen(connection, key, source, keys, now),
		listeners: async (account) => await listeners(connection, account),
		startListening: async (listener) => await startListening(connection, listener),
		stopListening: async (listener) => await stopListening(connection, listener),
		setCampaign: async (change) => await setCampaign(connection, change),
		campaignStatus: async (brand, campaign, live) =>
			await campaignStatus(connection, brand, campaign, live),
		listCampaigns: async (brand) => await listCampaigns(connection, brand),
		recordResponses: async (count) => await recordResponses(connection, count),
		pastResponses: async (brand, kind, objective) =>
			await pastResponses(connection, brand, kind, objective),
		recordRun: async (run) => await recordRun(connection, run),
		findRun: async (executionId) => await findRun(connection, executionId),
		backup: async (path) => await backUp(connection, path),
		close: async () => connection.close(),
	};
}

/** SQLite's own backup: a copy of the file alone would miss what is still in the -wal. The key file is not in it. */
async function backUp(connection: Connection, path: string): Promise<void> {
	try {
		await rm(path, { force: true });
		await (await open(path, 'wx', 0o600)).close();
	} catch {
		throw failure('READ_ONLY', { file: path });
	}
	await connection.backup(async (database) => await backup(database, path));
}
