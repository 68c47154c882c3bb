import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets n8n's event loop serve others between two batches, so that no stall passes 60 ms. */
export const pause = (): Promise<void> => nextTurn();
