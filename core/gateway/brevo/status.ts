import type { ReportStatus } from '../gateway';

/** Event names without case and underscores: they differ between webhooks, account webhooks and statistics. */
export const eventName = (value: unknown): string =>
	typeof value === 'string' ? value.toLowerCase().replace(/[^a-z]/g, '') : '';

interface Told {
	status: ReportStatus;
	/** the number has opted out at Brevo */
	optedOut?: true;
}

/** The person has opted out by an answer to an SMS, or by its link. */
export const UNSUBSCRIBED: ReadonlySet<string> = new Set([
	'unsubscribe',
	'unsubscribed',
	'unsubscription',
	'stop',
]);

/** gateways.md §2.3. `sent` is what left Brevo, not what arrived. */
export const BREVO_STATUSES: ReadonlyMap<string, Told> = new Map<string, Told>([
	['sent', { status: 'accepted' }],
	['accepted', { status: 'accepted' }],
	['delivered', { status: 'delivered' }],
	['bounces', { status: 'undelivered' }],
	['softbounce', { status: 'undelivered' }],
	['softbounces', { status: 'undelivered' }],
	['hardbounce', { status: 'undelivered' }],
	['hardbounces', { status: 'undelivered' }],
	['blocked', { status: 'refused', optedOut: true }],
	['blacklisted', { status: 'refused', optedOut: true }],
	['blocklisted', { status: 'refused', optedOut: true }],
	['rejected', { status: 'refused' }],
	['skip', { status: 'refused' }],
	['skipped', { status: 'refused' }],
]);
