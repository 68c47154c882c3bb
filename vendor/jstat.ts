// The one import of jStat: the quantiles of the beta distribution.
import { jStat } from 'jstat';

/** The value below which a share `p` of Beta(a, b) lies; p from 0 to 1, a and b above 0. */
export const betaQuantile = (p: number, a: number, b: number): number => jStat.beta.inv(p, a, b);
