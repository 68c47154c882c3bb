import { createHash, timingSafeEqual } from 'node:crypto';
import type { WebhookKeys, WebhookRequest } from './gateway';

/** Shorter ones can be guessed: 16 characters of a random text are 64 bits or more. */
export const SHORTEST_SECRET = 16;

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Whether a call carries the secret, as `?secret=` of its address or in the header `x-webhook-secret`. For gateways that
 * sign nothing. Compared in constant time; a secret that is missing or too short lets nothing pass.
 */
export function carriesSecret(
	{ query, headers }: Pick<WebhookRequest, 'query' | 'headers'>,
	{ secret }: Pick<WebhookKeys, 'secret'>,
): boolean {
	const given = query.secret ?? headers['x-webhook-secret'];
	if (given === undefined || secret.length < SHORTEST_SECRET) return false;
	return sameSecret(given, secret);
}

/** Compares secrets and signatures in constant time. */
export const sameSecret = (given: string, own: string): boolean =>
	timingSafeEqual(digest(given), digest(own));
