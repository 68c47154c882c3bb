/** The name SMS Trigger reads the token by. */
const QUERY = 'confirm';

/**
 * The link of a double opt-in: the address of an SMS Trigger with the token. Kept as short as it is given, since every
 * character of an SMS counts. @throws RangeError for what is no http(s) address
 */
export function confirmLink(address: string, token: string): string {
	const base = address.trim();
	const url = URL.canParse(base) ? new URL(base) : undefined;
	if (!url || !/^https?:$/.test(url.protocol)) throw new RangeError(`No web address: ${base}`);
	return `${base}${base.includes('?') ? '&' : '?'}${QUERY}=${token}`;
}
