import { createHmac } from 'node:crypto';
import { accountText } from '../account';
import { isFields, type Fields } from '../event-fields';
import type { WebhookKeys, WebhookRequest } from '../gateway';
import { sameSecret } from '../secret';

/**
 * Whether a call bears Twilio's own signature: `X-Twilio-Signature`, the base64 HMAC-SHA1 with the Auth Token of the public
 * address followed by the names and values of the form, by name (twilio.com/docs/usage/security). A call by GET has its
 * fields in the address. Without an Auth Token nothing passes.
 */
export function isSignedByTwilio(request: WebhookRequest, { account }: WebhookKeys): boolean {
	const token = accountText(account, 'authToken');
	const given = request.headers['x-twilio-signature'];
	if (token === '' || given === undefined) return false;
	const form = request.method !== 'GET' && isFields(request.body) ? request.body : {};
	const fields = Object.keys(form)
		.sort()
		.flatMap((name) => valuesOf(form, name).map((value) => `${name}${value}`))
		.join('');
	return withAndWithoutPort(request.url).some((url) =>
		sameSecret(given, createHmac('sha1', token).update(`${url}${fields}`).digest('base64')),
	);
}

/** A field that is there several times counts once for each different value. */
const valuesOf = (form: Fields, name: string): string[] =>
	[...new Set([form[name]].flat().map(String))].sort();

/** Twilio is known to sign the address with and without its port, whatever is entered. */
function withAndWithoutPort(url: string): string[] {
	const [, scheme, host, port, rest] =
		/^(https?):\/\/([^/?#]*?)(:\d+)?([/?#].*|)$/i.exec(url) ?? [];
	if (scheme === undefined) return [url];
	const usual = scheme.toLowerCase() === 'https' ? ':443' : ':80';
	return ['', port ?? usual].map((one) => `${scheme}://${host}${one}${rest}`);
}
