import { betaQuantile } from '../../../vendor/jstat';

export type Objective = 'drive_to_store' | 'drive_to_web' | 'conversion';

/** A rate that is not known: as if `of` contacts had been written to and `rate * of` had answered. */
export interface Prior {
	rate: number;
	of: number;
}

/**
 * What is assumed before a brand has campaigns of its own: assumptions of this project, not measurements, weighing as much
 * as 200 contacts, so that one real campaign outweighs them. People who never bought from the brand answer four times less.
 */
export const PRIORS: Readonly<Record<Objective, Prior>> = {
	drive_to_store: { rate: 0.02, of: 200 },
	drive_to_web: { rate: 0.04, of: 200 },
	conversion: { rate: 0.01, of: 200 },
};
export const COLD_FACTOR = 0.25;

/** Shares of messages that are read; the second seed document's figures. */
export const READ_RATES = { sms: 0.95, email: 0.2 } as const;

export interface PastCampaign {
	/** SMS that were accepted */
	sent: number;
	/** contacts who came, clicked or bought */
	responses: number;
}

export interface Estimated {
	low: number;
	mid: number;
	high: number;
}

export interface ResponseRate extends Estimated {
	/** what it rests on */
	campaigns: number;
	sent: number;
	responses: number;
	prior: Prior;
}

/** Nine times in ten the true rate lies between low and high. */
const TAIL = 0.05;

export function priorOf(objective: Objective, cold: boolean): Prior {
	const { rate, of } = PRIORS[objective];
	return { rate: cold ? rate * COLD_FACTOR : rate, of };
}

/**
 * The share of contacts who will answer, 0 to 1: a Beta prior, updated by what the brand has seen; `mid` is its mean, `low`
 * and `high` its 5 % and 95 % quantiles. Says nothing of luck with a small segment.
 */
export function responseRate(prior: Prior, past: readonly PastCampaign[]): ResponseRate {
	const known = past.filter(({ sent }) => sent > 0);
	const sent = sum(known.map((one) => one.sent));
	const responses = sum(known.map((one) => Math.min(one.responses, one.sent)));
	const yes = prior.rate * prior.of + responses;
	const no = (1 - prior.rate) * prior.of + sent - responses;
	return {
		low: betaQuantile(TAIL, yes, no),
		mid: yes / (yes + no),
		high: betaQuantile(1 - TAIL, yes, no),
		campaigns: known.length,
		sent,
		responses,
		prior,
	};
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
