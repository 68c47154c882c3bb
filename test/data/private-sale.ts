import type { Criteria } from './count-clients';

/** The example workflow's private sale: the two upper tiers around the Rennes store. */
export const PRIVATE_SALE: Criteria = {
	segments: [
		{ name: 'Platine', tier: 'Platine' },
		{ name: 'Or', tier: 'Or' },
	],
	// Rennes and the towns around it; Saint-Malo, Fougères and Vitré are in the same department, but an hour away.
	postalCodes: [
		'35000',
		'35200',
		'35700',
		'35510',
		'35170',
		'35135',
		'35136',
		'35760',
		'35740',
		'35830',
		'35650',
		'35690',
		'35131',
		'35770',
	],
	on: '2026-11-24',
	minimumAge: 15,
};
