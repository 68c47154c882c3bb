/** What the coordinator of the crash harness loads: the ledger it injects STOPs and reports through, and the look-up. */
export { openEmbeddedLedger } from '../../../core/ledger';
export { isAccepted } from '../../../core/ledger/states';
export { quietPeriods } from '../../../core/reconcile/calls';
export { reconcile } from '../../../core/reconcile/reconcile';
export { crashGateway } from './gateway';
