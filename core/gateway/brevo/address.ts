import { accountUrl } from '../account';
import type { Account } from '../gateway';

export const BREVO_URL = 'https://api.brevo.com/v3';

export const brevoUrl = (account: Account | undefined): string => accountUrl(account, BREVO_URL);
