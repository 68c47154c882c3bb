import { accountText, accountUrl } from '../account';
import type { Account, GatewaySettings } from '../gateway';

export const OVH_EUROPE = 'https://eu.api.ovh.com/1.0';
export const OVH_CANADA = 'https://ca.api.ovh.com/1.0';

/** Of the region, unless the credential names another address. */
export const ovhBaseUrl = (account: Account | undefined): string =>
	accountUrl(account, accountText(account, 'endpoint', OVH_EUROPE));

/** The SMS account in the API: all calls are below it. */
export const ovhServiceUrl = ({ account }: GatewaySettings): string =>
	`${ovhBaseUrl(account)}/sms/${encodeURIComponent(accountText(account, 'serviceName'))}`;
