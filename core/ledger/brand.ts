import type { Language } from '../reasons';

export interface Cap {
	/** most marketing messages per calendar month of the brand's time zone; absent = no such limit */
	perMonth?: number;
	/** most marketing messages in any `days` × 24 hours */
	perDays?: { max: number; days: number };
	/** least time between two marketing messages */
	minGapHours?: number;
	/** most service messages to one person in any 24 hours; default 5 */
	servicePerDay?: number;
}

export interface Brand {
	/** lower-case id, e.g. `maison-lumen` */
	slug: string;
	/** legal name */
	name: string;
	/** sender name shown on the phone, 3 to 11 letters and digits */
	sender: string;
	/** IANA zone: months of the cap and times shown */
	timezone: string;
	language: Language;
	/** ISO 3166 country numbers without prefix belong to */
	country: string;
	cap: Cap;
	/** preset of core/calendar: strict, brevo, af2m-2026 */
	sendingHours: string;
	/** STOP code by gateway id, e.g. `{ sandbox: '36000' }` */
	stopCodes: Record<string, string>;
	/** a consent older than this many months no longer counts; 0 or absent = consents do not age */
	consentMaxAgeMonths?: number;
	/** price of one part by country (`*` = any other), in micros of `currency` */
	prices: Record<string, number>;
	currency: string;
	/** for the sandbox gateway alone: where it posts each SMS, and whether it may ignore the sending hours */
	sandbox: { postTo?: string; ignoreHours?: boolean };
}
