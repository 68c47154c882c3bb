import type { LedgerKey } from '../key';
import type { Ledger } from '../ledger';
import type { Store } from '../work';
import { getBrand, listBrands, saveBrand } from './brands';
import { campaignStatus, listCampaigns, setCampaign } from './campaigns';
import { confirmConsent } from './confirm';
import { consentOf, recordConsent } from './consents';
import { inDoubt, resolve } from './doubt';
import { firstSeen } from './events';
import { listeners, startListening, stopListening } from './listeners';
import { findAttempts } from './named-attempt';
import { optOut, suppressed } from './opt-out';
import { erasePerson, exportPerson } from './persons';
import { report } from './report';
import { pastResponses, recordResponses } from './responses';
import { findRun, recordRun } from './runs';
import { release, sweep } from './release';
import { exportSuppression, importOptOuts } from './suppression';
import { accountPause, pauseAccount, takeTurn } from './turns';

/** What both engines do with the same statements. */
export function sharedOperations(store: Store, key: LedgerKey) {
	return {
		listBrands: async () => await listBrands(store),
		getBrand: async (slug) => await getBrand(store, slug),
		saveBrand: async (brand) => await saveBrand(store, brand),
		release: async (refs, now) => await release(store, refs, now),
		sweep: async (now) => await sweep(store, now),
		report: async (events, now) => await report(store, key, events, now),
		findAttempts: async (names) => await findAttempts(store, key, names),
		inDoubt: async (query) => await inDoubt(store, query),
		resolve: async (request) => await resolve(store, request),
		takeTurn: async (request) => await takeTurn(store, request),
		pauseAccount: async (account, until) => await pauseAccount(store, account, until),
		accountPause: async (account, now) => await accountPause(store, account, now),
		suppressed: async (brand, numbers) => await suppressed(store, key, brand, numbers),
		optOut: async (request) => await optOut(store, key, request),
		recordConsent: async (request) => await recordConsent(store, key, request),
		confirmConsent: async (request) => await confirmConsent(store, key, request),
		consentOf: async (brand, numbers) => await consentOf(store, key, brand, numbers),
		importOptOuts: async (request) => await importOptOuts(store, key, request),
		exportSuppression: async (brand) => await exportSuppression(store, brand),
		exportPerson: async (brand, to) => await exportPerson(store, key, brand, to),
		erasePerson: async (request) => await erasePerson(store, key, request),
		firstSeen: async (source, keys, now) => await firstSeen(store, key, source, keys, now),
		listeners: async (account) => await listeners(store, account),
		startListening: async (listener) => await startListening(store, listener),
		stopListening: async (listener) => await stopListening(store, listener),
		setCampaign: async (change) => await setCampaign(store, change),
		campaignStatus: async (brand, campaign, live) =>
			await campaignStatus(store, brand, campaign, live),
		listCampaigns: async (brand) => await listCampaigns(store, brand),
		recordResponses: async (count) => await recordResponses(store, count),
		pastResponses: async (brand, kind, objective) =>
			await pastResponses(store, brand, kind, objective),
		recordRun: async (run) => await recordRun(store, run),
		findRun: async (executionId) => await findRun(store, executionId),
	} satisfies Partial<Ledger>;
}
