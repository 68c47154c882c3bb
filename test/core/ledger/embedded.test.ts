import { embeddedEngine } from './embedded-engine';
import { ledgerSuite } from './suite';

ledgerSuite('the embedded ledger', embeddedEngine);
