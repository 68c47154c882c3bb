import { accountText } from './account';
import type { Account } from './gateway';

/**
 * The address of SMS Trigger entered in the credential (`reportUrl`), with our reference behind it: what a gateway reports
 * to it can then be told even before the answer to the send is known. Undefined when none is entered.
 */
export function reportAddress(account: Account | undefined, ref: string): string | undefined {
	const url = accountText(account, 'reportUrl');
	if (url === '') return undefined;
	return `${url}${url.includes('?') ? '&' : '?'}ref=${encodeURIComponent(ref)}`;
}
