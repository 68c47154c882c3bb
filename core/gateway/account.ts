import type { Account } from './gateway';

/** A text of the credential, trimmed; `fallback` when it is empty or none. */
export function accountText(account: Account | undefined, name: string, fallback = ''): string {
	const value = account?.[name];
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return text === '' ? fallback : text;
}

/** The base URL of the credential without its last slash, so that paths can be put behind it. */
export const accountUrl = (account: Account | undefined, fallback: string): string =>
	accountText(account, 'baseUrl', fallback).replace(/\/+$/, '');
