export * from './ledger';
export type * from './consent-ledger';
export { DEFAULT_BRAND } from './default-brand';
export { campaignKey } from './names';
export { openEmbeddedLedger } from './sqlite/embedded';
export { rotateLedgerKey } from './sqlite/key-rotation';
export type { EmbeddedOptions } from './sqlite/open';
export { openPostgresLedger, type PostgresOptions } from './postgres/open';
