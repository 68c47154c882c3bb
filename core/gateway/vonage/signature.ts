import { createHash, createHmac } from 'node:crypto';
import { accountText } from '../account';
import { idOf, writtenFields, type Fields } from '../event-fields';
import { OLDEST_CALL_MS, type WebhookKeys, type WebhookRequest } from '../gateway';
import { carriesSecret, sameSecret } from '../secret';

const hmac = (algorithm: string) => (text: string, secret: string) =>
	createHmac(algorithm, secret).update(text).digest('hex');

/** As chosen in Vonage's dashboard; the first is its default. */
const METHODS: ReadonlyMap<string, (text: string, secret: string) => string> = new Map([
	[
		'md5hash',
		(text: string, secret: string) =>
			createHash('md5')
				.update(text + secret)
				.digest('hex'),
	],
	['md5', hmac('md5')],
	['sha1', hmac('sha1')],
	['sha256', hmac('sha256')],
	['sha512', hmac('sha512')],
]);

/**
 * With a signature secret in the credential: whether the call bears Vonage's `sig`. Without one Vonage signs nothing
 * (it has to be asked for), and the secret of the address is what counts.
 */
export function isFromVonage(request: WebhookRequest, keys: WebhookKeys): boolean {
	const secret = accountText(keys.account, 'signatureSecret');
	if (secret === '') return carriesSecret(request, keys);
	const { sig, ...signed } = writtenFields(request);
	const method = METHODS.get(accountText(keys.account, 'signatureMethod', 'md5hash'));
	if (typeof sig !== 'string' || method === undefined) return false;
	// Vonage writes none, and one with a `toString` of its own would throw.
	if (Object.values(signed).some((value) => typeof value === 'object')) return false;
	if (isTooOld(signed, keys.now)) return false;
	return sameSecret(sig.toUpperCase(), method(signedText(signed), secret).toUpperCase());
}

/** Seconds since 1970, signed with the rest; nothing is known of a call without. */
function isTooOld({ timestamp }: Fields, now: number | undefined): boolean {
	const seconds = /^\d{9,11}$/.exec(idOf(timestamp) ?? '')?.[0];
	return (
		seconds !== undefined && now !== undefined && Number(seconds) * 1_000 < now - OLDEST_CALL_MS
	);
}

/** `&name=value` of every field by name, with `&` and `=` in a value written as `_`. */
const signedText = (fields: Fields): string =>
	Object.keys(fields)
		.sort()
		.map((name) => `&${name}=${String(fields[name]).replace(/[&=]/g, '_')}`)
		.join('');
