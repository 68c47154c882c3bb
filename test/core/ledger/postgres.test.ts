import { postgresEngine } from './postgres-engine';
import { ledgerSuite } from './suite';

ledgerSuite('the ledger in PostgreSQL', postgresEngine);
