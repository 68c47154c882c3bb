export * from './ledger';
export type * from './consent-ledger';
export { DEFAULT_BRAND } from './default-brand';
export { campaignKey } from './names';
export { openEmbeddedLedger } from './sqlite/embedded';
export type { EmbeddedOptions } from './sqlite/open';
