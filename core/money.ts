/** The ledger counts money in micros (millionths of the currency unit): whole numbers, so that sums are exact. */

const MICROS = 1_000_000;

/** 0.049 → 49000 */
export const toMicros = (amount: number): number => Math.round(amount * MICROS);

/** 49000 → 0.049 */
export const fromMicros = (micros: number): number => micros / MICROS;
