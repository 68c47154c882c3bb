import { fold } from './criteria/fold';
import type { Rfm } from './rfm';

/** What kind of client somebody is, by how they buy: it decides which offer suits. */
export const CLIENT_TYPES = {
	privileged: 'Privileged',
	lapsed: 'Lapsed',
	new: 'New',
	opportunist: 'Opportunist',
	high_potential: 'High potential',
	regular: 'Regular',
} as const;

export type ClientType = keyof typeof CLIENT_TYPES;

/** What is known of a contact's buying. What is not known makes no type. */
export interface ClientFacts {
	/** purchases; with 0 or nothing known only `privileged` is possible */
	count?: number;
	/** whole days since the last and the first purchase */
	recencyDays?: number;
	ageDays?: number;
	/** rows on promotion, of the rows that tell */
	promoted?: { count: number; of: number };
	loyaltyTier?: string;
	rfm?: Rfm;
}

export interface TypeThresholds {
	/** loyalty tiers that make a client privileged; compared without case and accents */
	topTiers: readonly string[];
	/** lapsed: no purchase for more than so many days */
	lapsedAfterDays: number;
	/** new: first purchase at most so many days ago */
	newWithinDays: number;
	/** opportunist: at least this share of the purchases on promotion, 0 to 1 … */
	promotedShare: number;
	/** … of at least so many purchases that tell */
	promotedOf: number;
	/** high potential: recency and money scores of at least so much */
	highPotentialScore: number;
}

/** A year is how long a client usually may be gone; the others are customary and meant to be changed. */
export const TYPE_THRESHOLDS: TypeThresholds = {
	topTiers: ['platine', 'platinum', 'diamant', 'diamond', 'vip', 'black', 'elite', 'privilege'],
	lapsedAfterDays: 365,
	newWithinDays: 90,
	promotedShare: 0.6,
	promotedOf: 3,
	highPotentialScore: 4,
};

type Rule = (
	facts: ClientFacts,
	thresholds: TypeThresholds,
	topTiers: ReadonlySet<string>,
) => boolean;

const bought = ({ count = 0 }: ClientFacts): boolean => count > 0;

/**
 * In this order: the first that fits is the type. A top tier comes first, for the card promises it whatever else is true; who
 * is gone or has just come is spoken to as such before how they buy counts.
 */
const RULES: ReadonlyArray<readonly [ClientType, Rule]> = [
	[
		'privileged',
		({ loyaltyTier = '', rfm }, _, topTiers) =>
			topTiers.has(fold(loyaltyTier)) || rfm?.group === 'champions',
	],
	[
		'lapsed',
		({ recencyDays = 0, ...facts }, { lapsedAfterDays }) =>
			bought(facts) && recencyDays > lapsedAfterDays,
	],
	[
		'new',
		({ ageDays = Infinity, ...facts }, { newWithinDays }) =>
			bought(facts) && ageDays <= newWithinDays,
	],
	[
		'opportunist',
		({ promoted = { count: 0, of: 0 } }, { promotedShare, promotedOf }) =>
			promoted.of >= promotedOf && promoted.of > 0 && promoted.count / promoted.of >= promotedShare,
	],
	[
		'high_potential',
		({ rfm }, { highPotentialScore }) =>
			rfm !== undefined && rfm.r >= highPotentialScore && rfm.m >= highPotentialScore,
	],
	['regular', bought],
];

/** The one type of a contact; undefined for prospects and for who only brought things back. */
export function clientTyper(
	changed: Partial<TypeThresholds> = {},
): (facts: ClientFacts) => ClientType | undefined {
	const thresholds = { ...TYPE_THRESHOLDS, ...changed };
	const topTiers = new Set(thresholds.topTiers.map(fold).filter(Boolean));
	return (facts) => RULES.find(([, fits]) => fits(facts, thresholds, topTiers))?.[0];
}
