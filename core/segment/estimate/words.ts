import type { Language } from '../../reasons';
import type { BasketMethod } from './basket';
import type { Share } from './budget';
import type { LineBasket } from './line';
import type { Objective, ResponseRate } from './response';
import type { Step } from './waterfall';
import { en } from './words/en';
import { fr } from './words/fr';

/** How the figures of an estimate are called, and what each rests on, for people. */
export interface EstimateWords {
	title: string;
	colon: string;
	total: string;
	steps: Record<Step, string>;
	objective: Record<Objective, string>;
	kind: Record<'client' | 'prospect' | 'mixed', string>;
	contacts: string;
	reach: string;
	parts: string;
	cost: string;
	answers: string;
	basket: string;
	revenue: string;
	margin: string;
	profit: string;
	returnOnCost: string;
	breakEven: string;
	/** the cost is not paid even if everybody answers */
	neverPays: string;
	spend: string;
	left: string;
	restsOn: string;
	because: Record<NonNullable<Share['because']>, string>;
	method: Record<BasketMethod, string>;
	size: (clients: number, prospects: number) => string;
	decided: string;
	price: (messages: number, assumed: number, each: number, file: string) => string;
	noPrice: (contacts: number) => string;
	basketOf: (basket: LineBasket | undefined) => string;
	/** @param rate what is assumed, in per cent; @param cold of people who never bought */
	response: (basis: ResponseRate, rate: string, cold: boolean) => string;
	value: (buyers: string, margin: string) => string;
	paysFrom: string;
	order: (clientsFirst: boolean) => string;
	range: string;
	readers: string;
}

export const ESTIMATE_WORDS: Readonly<Record<Language, EstimateWords>> = { en, fr };
