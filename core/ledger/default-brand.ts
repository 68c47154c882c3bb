import type { Brand } from './ledger';

/** The brand every new ledger starts with, so that a node dropped on the canvas works. Prices in micros of a euro. */
export const DEFAULT_BRAND: Brand = {
	slug: 'default',
	name: 'My brand',
	sender: 'MABOUTIQUE',
	timezone: 'Europe/Paris',
	language: 'fr',
	country: 'FR',
	cap: { perMonth: 2 },
	sendingHours: 'strict',
	stopCodes: { sandbox: '36000' },
	prices: { FR: 49_000, '*': 90_000 },
	currency: 'EUR',
	sandbox: {},
};
