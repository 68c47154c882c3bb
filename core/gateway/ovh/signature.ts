import { createHash } from 'node:crypto';

export interface OvhKeys {
	applicationKey: string;
	applicationSecret: string;
	consumerKey: string;
}

export interface SignedCall {
	method: string;
	/** with scheme, host and query, as it is called */
	url: string;
	/** the very text that is sent; empty for none */
	body: string;
	/** unix time in seconds by OVHcloud's clock */
	timestamp: number;
}

/**
 * The headers OVHcloud knows a caller by. Source: its REST API documentation; equal to its official Node client.
 */
export function ovhHeaders(
	{ applicationKey, applicationSecret, consumerKey }: OvhKeys,
	{ method, url, body, timestamp }: SignedCall,
): Record<string, string> {
	const signed = [applicationSecret, consumerKey, method, url, body, timestamp].join('+');
	return {
		'X-Ovh-Application': applicationKey,
		'X-Ovh-Consumer': consumerKey,
		'X-Ovh-Timestamp': String(timestamp),
		'X-Ovh-Signature': `$1$${createHash('sha1').update(signed).digest('hex')}`,
	};
}

/** JSON in ASCII, as the official client writes it: no two programs on the way can disagree about its bytes. */
export const asciiJson = (value: unknown): string =>
	JSON.stringify(value).replace(
		/[\u0080-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
